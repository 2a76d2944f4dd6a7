"""Reads the visible text of an HTML page."""

from __future__ import annotations

import re
from typing import Iterator

from lxml import etree
from lxml import html as lxml_html

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.txt import decode
from indexer.extract.versions import reader_version
from indexer.records import Extracted

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_INVISIBLE = {"script", "style", "template", "noscript", "head", "iframe", "object", "svg", "select"}
_INLINE = frozenset(
    "a abbr b bdi bdo big button cite code data del em font i img input ins kbd label mark q ruby s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\u200b]+")


def read_html(data: bytes, limits: Limits = LIMITS) -> Extracted:
    declared = _CHARSET.search(data[:4096])
    source, damaged = decode(data, declared[1].decode("ascii", "ignore") if declared else None)
    try:
        root = lxml_html.document_fromstring(_DECLARATION.sub("", source),
                                             parser=lxml_html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Extracted("empty", reader=reader_version("lxml"))
    rendered = render(_blocks(root, 0, limits), limits)
    warnings = (("some bytes are in no known encoding",) if damaged else ()) + rendered.warnings
    title = root.findtext(".//title")
    return Extracted("ok" if rendered.text else "empty", rendered.text, rendered.tables, reader_version("lxml"),
                     {"title": " ".join(title.split())} if title and title.strip() else {}, warnings)


def _blocks(parent: etree._Element, depth: int, limits: Limits) -> Iterator[Block]:
    """Runs of inline text between block elements; a table is a block with cells."""
    if depth > 4 * limits.depth:
        raise Unreadable("limit", "elements nested too deeply")
    line: list[str] = []
    for piece in _pieces(parent, depth, limits):
        if isinstance(piece, str):
            line.append(piece)
            continue
        yield _joined(line)
        line = []
        if isinstance(piece, Grid):
            yield piece
        elif piece is not None:
            yield from _blocks(piece, depth + 1, limits)
    yield _joined(line)


def _pieces(parent: etree._Element, depth: int, limits: Limits) -> Iterator[str | Grid | etree._Element | None]:
    """Text, or a table, or a block element to go into, or None for a line break."""
    if depth > 4 * limits.depth:
        raise Unreadable("limit", "elements nested too deeply")
    yield parent.text or ""
    for element in parent:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _INVISIBLE or not tag or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
            pass
        elif tag == "br":
            yield None
        elif tag == "table":
            yield Grid(tuple(_cells(element, depth, limits)))
        elif tag in _INLINE:
            yield from _pieces(element, depth + 1, limits)
        else:
            yield element
        yield element.tail or ""


def _joined(pieces: list[str]) -> str:
    return _BLANKS.sub(" ", "".join(pieces)).strip()


def _cells(table: etree._Element, depth: int, limits: Limits) -> Iterator[Cell]:
    count = 0
    taken: dict[int, int] = {}  # column: first row in which it is free again
    for row, element in enumerate(_rows(table)):
        column = 0
        for child in element:
            if child.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > row:
                column += 1
            across, down = _span(child, "colspan", 1000), _span(child, "rowspan", 65534)  # the caps of the standard
            yield Cell(row, column, down, across, tuple(_blocks(child, depth + 1, limits)))
            for place in range(column, column + across if down > 1 else column):
                taken[place] = row + down
            column += across
            count += 1
            if count > limits.cells:
                raise Unreadable("limit", f"more than {limits.cells} cells in a table")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == "tr":
            yield element
        elif element.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in element if row.tag == "tr")


def _span(cell: etree._Element, name: str, most: int) -> int:
    text = (cell.get(name) or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 8 else 1
