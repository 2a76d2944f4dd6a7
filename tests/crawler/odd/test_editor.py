"""Texts in hidden fields of web editors."""

from __future__ import annotations

import pytest

from crawler.markup import line, soup
from crawler.odd.editor import page

FIELD = '<input type="hidden" name="cn" value="&lt;p&gt;숨은 글&lt;/p&gt;&lt;p&gt;둘째&lt;/p&gt;">'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f'<div class="board_text_td"></div>{FIELD}', "숨은 글 둘째"),
        (f"<p>머리</p>{FIELD}<p>꼬리</p>", "머리 숨은 글 둘째 꼬리"),
        (f'<div class="view_cont">보이는 글</div>{FIELD}', "보이는 글"),
        ('<textarea style="display:none">&lt;p&gt;짧다&lt;/p&gt;</textarea>' + FIELD, "<p>짧다</p> 숨은 글 둘째"),
        ('<input type="hidden" name="token" value="a < b">', ""),
        ("", ""),
    ],
)
def test_the_longest_hidden_markup_is_shown_unless_a_text_stands_there(html: str, shown: str) -> None:
    assert line(soup(page(html))) == shown


def test_a_page_without_hidden_texts_stays_as_it_is() -> None:
    html = "<div class='x'>글<br>글</div>"
    assert page(html) == html


def test_written_out_twice_a_page_is_the_same() -> None:
    once = page(f'<div class="board_text_td"></div>{FIELD}')
    assert page(once) == once
