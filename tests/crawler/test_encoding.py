"""Bytes of a page to text."""

from __future__ import annotations

import pytest

from crawler.encoding import decode

TEXT = "똠방각하 보도자료"  # 똠 is in CP949, not in EUC-KR


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        (TEXT.encode("cp949"), "text/html; charset=EUC-KR", "the header, as CP949"),
        (b'<meta charset="euc-kr">' + TEXT.encode("cp949"), "text/html", "meta"),
        (
            b'<META http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987">' + TEXT.encode("cp949"),
            None,
            "old meta",
        ),
        (TEXT.encode("cp949"), "text/html", "the trial"),
        (TEXT.encode("cp949"), "text/html; charset=ISO-8859-1", "a default header says nothing"),
        (TEXT.encode("cp949"), "text/html; charset=utf-8", "a wrong header"),
        (b'<meta charset="euc-kr">' + TEXT.encode("utf-8"), "text/html; charset=utf-8", "the header before meta"),
        (TEXT.encode("utf-8"), None, "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "text/html; charset=euc-kr", "a byte order mark"),
        (TEXT.encode("utf-8"), "text/html; charset=no-such-codec", "an unknown name"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_a_page_is_decoded_by(body: bytes, content_type: str | None, why: str) -> None:
    assert decode(body, content_type).endswith(TEXT), why


def test_what_the_source_declares_comes_first() -> None:
    assert decode(TEXT.encode("cp949"), "text/html; charset=iso-8859-15", "euc-kr") == TEXT


def test_a_damaged_page_loses_single_characters() -> None:
    text = decode(b'<meta charset="utf-8">' + TEXT.encode("utf-8") + b"\xff\xff")
    assert TEXT in text and "\ufffd" in text
