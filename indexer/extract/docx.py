"""Reads DOCX straight from its XML, in body order, with what Word would print."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Iterator

from lxml import etree

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.docx_numbers import Lists, attribute, lists
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.package import local_name, open_package, parse_xml, read_part, whole
from indexer.extract.versions import reader_version
from indexer.records import Extracted

_DOCUMENT = re.compile(r"word/document\d*\.xml")  # some servers write document2.xml
# deleted and moved text, properties, and the copy of a drawing for old programs
_UNPRINTED = {"del", "moveFrom", "delText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "Fallback", "instrText"}
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass
class _Reading:
    """One document while it is read: its notes by kind and id, and how many of them were met."""

    notes: dict[str, dict[str, etree._Element]]
    lists: Lists
    limits: Limits
    met: int = 0
    boxed: list[list[Block]] = field(default_factory=list)  # blocks that hang on the paragraph being read


def read_docx(data: bytes, limits: Limits = LIMITS) -> Extracted:
    with open_package(data, limits) as archive:
        name = next(name for name in archive.namelist() if _DOCUMENT.fullmatch(name))
        document = parse_xml(read_part(archive, name, limits.part_bytes), name)
        notes = {kind: _notes(archive, kind, limits) for kind in ("footnotes", "endnotes")}
        numbered = lists(archive, limits)
        edges = {kind: list(_edges(archive, kind, limits)) for kind in ("header", "footer")}
    reading = _Reading(notes, numbered, limits)
    blocks = [block for part in [*edges["header"], document, *edges["footer"]] for block in _blocks(reading, part, 0)]
    rendered = render(blocks, limits)
    return Extracted("ok" if rendered.text else "empty", rendered.text, rendered.tables, reader_version("lxml"),
                     warnings=rendered.warnings)


def _notes(archive: zipfile.ZipFile, kind: str, limits: Limits) -> dict[str, etree._Element]:
    name = f"word/{kind}.xml"
    if name not in archive.namelist():
        return {}
    root = parse_xml(read_part(archive, name, limits.part_bytes), name)
    return {attribute(note, "id"): note for note in root if local_name(note) in ("footnote", "endnote")}


def _edges(archive: zipfile.ZipFile, kind: str, limits: Limits) -> Iterator[etree._Element]:
    for name in sorted(archive.namelist()):
        if name.startswith(f"word/{kind}") and name.endswith(".xml"):
            yield parse_xml(read_part(archive, name, limits.part_bytes), name)


def _blocks(reading: _Reading, parent: etree._Element, depth: int) -> Iterator[Block]:
    """Paragraphs and tables, also inside content controls and tracked insertions."""
    if depth > 4 * reading.limits.depth:
        raise Unreadable("limit", "elements nested too deeply")
    for element in parent:
        name = local_name(element)
        if name == "p":
            yield from _paragraph(reading, element, depth)
        elif name == "tbl":
            yield Grid(tuple(_cells(reading, element, depth)))
        elif name and name not in _UNPRINTED:
            yield from _blocks(reading, element, depth + 1)


def _paragraph(reading: _Reading, paragraph: etree._Element, depth: int) -> Iterator[Block]:
    outer, reading.boxed = reading.boxed, []
    text = "".join(_pieces(reading, paragraph, depth))
    boxed, reading.boxed = reading.boxed, outer
    yield reading.lists.label(paragraph) + text if text.strip() else text
    for blocks in boxed:
        yield from blocks


def _pieces(reading: _Reading, parent: etree._Element, depth: int) -> Iterator[str]:
    if depth > 4 * reading.limits.depth:
        raise Unreadable("limit", "elements nested too deeply")
    for element in parent:
        name = local_name(element)
        if name == "t":
            yield element.text or ""
        elif name in _SPACES:
            yield _SPACES[name]
        elif name == "txbxContent":
            reading.boxed.append(list(_blocks(reading, element, depth + 1)))
        elif name in _NOTES:
            reading.boxed.append(list(_note(reading, _NOTES[name], attribute(element, "id"), depth)))
        elif name and name not in _UNPRINTED:
            yield from _pieces(reading, element, depth + 1)


def _note(reading: _Reading, kind: str, note_id: str, depth: int) -> Iterator[Block]:
    note = reading.notes[kind].pop(note_id, None)  # popped: a note that cites itself is printed once
    if note is None:
        return
    reading.met += 1
    number = f"{reading.met}) "
    for block in _blocks(reading, note, depth + 1):
        yield number + block.lstrip() if number and isinstance(block, str) and block.strip() else block
        number = "" if isinstance(block, str) and block.strip() else number


def _cells(reading: _Reading, table: etree._Element, depth: int) -> Iterator[Cell]:
    cells: list[Cell] = []
    open_above: dict[int, int] = {}  # column: place in `cells` of the cell that a vertical merge continues
    for row, element in enumerate(_children(table, "tr", 0)):
        column = _number(element, "gridBefore", 0)
        for child in _children(element, "tc", 0):
            span = min(max(_number(child, "gridSpan", 1), 1), 2**16)
            merge = _property(child, "vMerge")
            above = open_above.get(column)
            if merge is not None and attribute(merge, "val") != "restart" and above is not None:
                cells[above] = _taller(cells[above], row)
            else:
                cells.append(Cell(row, column, 1, span, tuple(_blocks(reading, child, depth + 1))))
                open_above[column] = len(cells) - 1
            column += span
        if len(cells) > reading.limits.cells:
            raise Unreadable("limit", f"more than {reading.limits.cells} cells in a table")
    yield from cells


def _children(parent: etree._Element, wanted: str, depth: int) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls; never those of a table inside."""
    for element in parent:
        name = local_name(element)
        if name == wanted:
            yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag") and depth < 20:
            yield from _children(element, wanted, depth + 1)


def _taller(cell: Cell, row: int) -> Cell:
    return Cell(cell.row, cell.column, row - cell.row + 1, cell.column_span, cell.blocks)


def _number(element: etree._Element, name: str, default: int) -> int:
    found = _property(element, name)
    text = "" if found is None else attribute(found, "val")
    return whole(text, default)


def _property(element: etree._Element, name: str) -> etree._Element | None:
    for properties in element:
        if local_name(properties) in ("tcPr", "trPr"):
            for found in properties:
                if local_name(found) == name:
                    return found
    return None
