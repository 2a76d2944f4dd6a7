"""Which module writes a page out."""

from __future__ import annotations

import pytest

from crawler import odd
from crawler.errors import SourceError
from crawler.layouts import Layout, families, override


def test_a_page_without_an_odd_module_stays_as_it_is() -> None:
    assert odd.written_out("", "<script>document.write('x')</script>") == "<script>document.write('x')</script>"
    assert odd.written_out("written", "<script>document.write('x')</script>") == "x"


def test_every_odd_module_is_used_by_a_family() -> None:
    assert {layout.odd for layout in families().values()} == {"", *odd.PAGES}


def test_an_unknown_module_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match="here: 'odd' must be one of editor, feed, rfc_json, written, not 'od'"):
        override(Layout(), {"odd": "od"}, "here")
