"""Addresses that may be linked to."""

from __future__ import annotations

import pytest

from webapp.addresses import linkable


@pytest.mark.parametrize(
    "url, safe",
    [
        ("https://www.example.kr/view?id=1", True),
        ("http://127.0.0.1:8000/a", True),
        ("HTTPS://example.kr/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("vbscript:x", False),
        ("//example.kr/a", False),
        ("/srv/file.txt", False),
        ("https:///nohost", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, safe: bool) -> None:
    assert linkable(url) == (url if safe else None)
