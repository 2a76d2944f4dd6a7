"""Reads the XML of HWPX in its order, the second opinion on a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from lxml import etree

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.package import local_name, open_package, parse_xml, read_part, whole
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Status

_SECTION = re.compile(r"contents/section(\d+)\.xml", re.IGNORECASE)
_SPACES = {"tab": "\t", "lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
_UNPRINTED = {"hiddenComment", "fieldBegin", "metaTag", "shapeComment", "deleteBegin"}


def read_hwpx_walk(data: bytes, limits: Limits = LIMITS) -> Extracted:
    blocks: list[Block] = []
    warnings: list[str] = []
    with open_package(data, limits) as archive:
        names = {int(match[1]): name for name in archive.namelist() if (match := _SECTION.fullmatch(name))}
        if not names:
            raise Unreadable("corrupt", "a package without sections")
        for number in sorted(names):
            try:
                root = parse_xml(read_part(archive, names[number], limits.part_bytes), names[number])
            except Unreadable as error:
                if error.status != "corrupt":
                    raise
                warnings.append(str(error))
                continue
            blocks.extend(_Walk(limits, limits.cells).blocks(root, 0))
    rendered = render(blocks, limits)
    if warnings and not rendered.text:
        raise Unreadable("corrupt", warnings[0])
    status: Status = "empty" if not rendered.text else "partial" if warnings else "ok"
    return Extracted(status, rendered.text, rendered.tables, reader_version("xml walk"),
                     warnings=(*warnings, *rendered.warnings))


@dataclass
class _Walk:
    limits: Limits
    cells_left: int

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[Block]:
        """A paragraph comes before what hangs on it: tables, boxes, notes."""
        if depth > 4 * self.limits.depth:
            raise Unreadable("limit", "objects nested too deeply")
        for element in parent:
            name = local_name(element)
            if name == "p":
                yield "".join(_text(element))
                yield from self.blocks(element, depth + 1)
            elif name == "tbl":
                yield Grid(tuple(self._cells(element, depth + 1)))
            elif name and name != "t" and name not in _UNPRINTED:
                yield from self.blocks(element, depth + 1)

    def _cells(self, table: etree._Element, depth: int) -> Iterator[Cell]:
        for row in table:
            for cell in (child for child in row if local_name(child) == "tc"):
                self.cells_left -= 1
                if self.cells_left < 0:
                    raise Unreadable("limit", f"more than {self.limits.cells} cells")
                parts = {local_name(part): part for part in cell}
                address, span = parts.get("cellAddr"), parts.get("cellSpan")
                yield Cell(_number(address, "rowAddr", 0), _number(address, "colAddr", 0), _number(span, "rowSpan", 1),
                           _number(span, "colSpan", 1), tuple(self.blocks(cell, depth + 1)))


def _text(paragraph: etree._Element) -> Iterator[str]:
    """Of the runs of a paragraph itself, with what follows a tab or a break inside of them."""
    for run in paragraph:
        for element in run if local_name(run) == "run" else ():
            if local_name(element) != "t":
                continue
            yield element.text or ""
            for inside in element:
                yield _SPACES.get(local_name(inside), "")
                yield inside.tail or ""


def _number(element: etree._Element | None, name: str, default: int) -> int:
    return default if element is None else whole(element.get(name), default)
