"""Texts that a web editor keeps in a hidden field until its script shows them."""

from __future__ import annotations

import re

from bs4 import Tag

from crawler.markup import attribute, line, soup

MARKUP = re.compile(r"<(?:p|br|span|div|table)\b")
FIELDS = "input[type=hidden], textarea"
HOLDERS = ".hwp_editor_board_content, #hwpEditorBoardContent, .board_text_td, .view_cont, .view_contents"


def page(html: str) -> str:
    """The longest markup of a hidden field, written into the empty place of the text, else where the field stands."""
    read = soup(html)
    fields = [(attribute(tag, "value") or tag.get_text(), tag) for tag in read.select(FIELDS)]
    hidden = [(text, tag) for text, tag in fields if MARKUP.search(text)]
    place = next((tag for tag in read.select(HOLDERS)), None)
    if not hidden or place is not None and line(place):
        return html
    text, field = max(hidden, key=lambda pair: len(pair[0]))
    _write(text, field if place is None else place, into=place is not None)
    return str(read)


def _write(text: str, tag: Tag, into: bool) -> None:
    piece = soup(text)
    block = soup('<div class="view_cont"></div>').div
    if block is None or piece.body is None:
        return
    for child in list(piece.body.children):
        block.append(child.extract())
    if into:
        tag.append(block)
    else:
        tag.replace_with(block)
