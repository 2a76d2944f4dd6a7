"""Markup that scripts write."""

from __future__ import annotations

import pytest

from crawler.odd.written import page


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b><script>document.write('<p>첫\\'째</p>');</script></b>", "<b><p>첫'째</p></b>"),
        ('<script>document.write("가");document.writeln("나\\n다");</script>', "가나\n다"),
        ("<script type='x'>document.write(wdigm_title('제목'));</script>", "제목"),
        ("<script>wdigm_title('제목', 1)</script>", "제목"),
        ("<script>document.write('<\\/p>')</script>", "</p>"),
        ("<script>document.write(text);</script>", "<script>document.write(text);</script>"),
        ("<script>alert('x');</script>", "<script>alert('x');</script>"),
        ("<p>document.write('x')</p>", "<p>document.write('x')</p>"),
    ],
)
def test_written_strings_stand_in_the_place_of_their_script(html: str, expected: str) -> None:
    assert page(html) == expected


def test_a_long_string_that_never_ends_is_read_in_time() -> None:
    html = "<script>document.write('" + "document.write(" * 50_000 + "</script>"
    assert page(html) == html
