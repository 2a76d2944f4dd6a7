"""Text and addresses out of markup."""

from __future__ import annotations

import re
import unicodedata
from typing import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

BLOCKS = frozenset(
    "address article blockquote body caption center dd div dl dt fieldset figure figcaption footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table ul".split()
)
CELLS = ["td", "th"]
SILENT = frozenset(("script", "style", "noscript", "template", "head", "title"))
# of a visit, not of the post (sites.md 3.1): srchBeginDt is today, token the clock
VOLATILE = re.compile(
    r"(?i)^(srchBeginDt|srchEndDt|token|curPage|currentPage|pageIndex|pageIdx|pageNo|nPage|startPage|cpage|pgno|page|cp"
    r"|GotoPage|movePage|pageid|nowPageNum|q_currPage|intPage|thisPage|paging|_csrf)$"
)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def line(element: PageElement | None) -> str:
    """The text of an element on one line."""
    return fold("".join(_laid_out(element, set()))) if isinstance(element, Tag) else fold(str(element or ""))


def fold(text: str) -> str:
    """NFC, every run of white space (also U+00A0 and zero-width ones) one space."""
    return re.sub(r"\s+", " ", re.sub("[\u200b\u200c\u200d\ufeff]", "", unicodedata.normalize("NFC", text))).strip()


def paragraphs(element: Tag, skip: set[int]) -> str:
    """The text as it is laid out: a line a block, cells by tab, no more than one empty line; `skip` holds id()s."""
    lines = "".join(_laid_out(element, skip)).split("\n")
    cleaned = [
        "\t".join(fold(cell) for cell in text.split("\t")).rstrip("\t") if "\t" in text else fold(text)
        for text in lines
    ]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(cleaned)).strip("\n")


def attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""


def absolute(base: str, address: str) -> str:
    """The address seen from a page, without session; as it stands where the page has no address."""
    address = re.sub(r";jsessionid=[^?#/]*", "", address.strip(), flags=re.IGNORECASE)
    try:
        urlsplit(address)
        return urljoin(base, address) if base else address
    except ValueError:  # "http://[" and the like
        return ""


def steady(address: str) -> str:
    """The address without what changes with the visit."""
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not VOLATILE.match(name)]
    if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)):
        return address
    return urlunsplit(parts._replace(query=urlencode(kept), fragment=""))


def _laid_out(element: Tag, skip: set[int]) -> Iterator[str]:
    for piece in element.children:
        if isinstance(piece, NavigableString):
            if not isinstance(piece, (Comment, PreformattedString)):
                yield str(piece) if element.name == "pre" else re.sub(r"\s+", " ", str(piece))
        elif isinstance(piece, Tag) and id(piece) not in skip and piece.name not in SILENT:
            yield from _tag(piece, skip)


def _tag(tag: Tag, skip: set[int]) -> Iterator[str]:
    if tag.name == "br":
        yield "\n"
    elif tag.name in CELLS and not _alone(tag):
        yield " ".join("".join(_laid_out(tag, skip)).split("\n"))
        yield "\t"
    elif tag.name == "tr":
        yield from _laid_out(tag, skip)
        yield "\n"
    elif tag.name in BLOCKS or tag.name in CELLS:
        yield "\n"
        yield from _laid_out(tag, skip)
        yield "\n"
    else:
        yield from _laid_out(tag, skip)


def _alone(cell: Tag) -> bool:
    """A table of one cell a row is a frame around text, not a table."""
    return cell.parent is not None and len(cell.parent.find_all(CELLS, recursive=False)) == 1
