"""Addresses that lead into a page: to a passage of it (a text fragment), to a page of an attachment."""

from __future__ import annotations

import re
from urllib.parse import quote

from indexer.highlight import Passage

FRAGMENT_CHARS = 40  # enough to be found once, short enough to be the same in the original

_LINE_END = re.compile(r"\s*[\n\t]\s*")


def at_words(address: str, passage: Passage) -> str:
    """The address with a fragment that lets a browser scroll to the first marked words of a passage."""
    words = quote(_first_words(passage), safe="").replace("-", "%2D")  # a dash would name what stands before
    return f"{address}{'' if '#' in address else '#'}:~:text={words}" if words else address


def at_page(address: str, page: int | None) -> str:
    """The address of a file at one of its pages, as readers of PDF take it."""
    return f"{address}#page={page}" if page and "#" not in address else address


def anchor(attachment: int, page: int | None) -> str:
    """The name of a place on the page of a document; attachments are counted from 1."""
    return f"attached-{attachment}" + (f"-page-{page}" if page else "")


def _first_words(passage: Passage) -> str:
    """The first marked words, with what follows them in their line, ended at a space."""
    marks = [at for at, segment in enumerate(passage) if segment.marked]
    if not marks:
        return ""
    line = _LINE_END.split("".join(segment.text for segment in passage[marks[0] :]), maxsplit=1)[0].strip()
    if len(line) <= FRAGMENT_CHARS:
        return line
    return line[:FRAGMENT_CHARS].rpartition(" ")[0] or passage[marks[0]].text
