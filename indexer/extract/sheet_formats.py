"""Finds which number format each cell of a workbook has."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import Iterator, Mapping

from lxml import etree

from indexer.extract.limits import Limits
from indexer.extract.package import local_name, parse_xml, read_part, whole

Place = tuple[int, int]  # row, column, from 0
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_REFERENCE, _STYLE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"'), re.compile(rb'\bs="([0-9]{1,5})"')
# those without a code in the file; 14 to 22 and 27 to 58 (dates, other languages) depend on the reader's machine
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"₩"#,##0;-"₩"#,##0;"₩"-',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"₩"#,##0.00;-"₩"#,##0.00;"₩"-',
}


def cell_places(sheet: bytes) -> Iterator[tuple[Place, int]]:
    """Each cell that the XML of a sheet holds, with the number of its style; one without an address is left out."""
    for match in _CELL.finditer(sheet):
        reference = _REFERENCE.search(match[1])
        if reference:
            style = _STYLE.search(match[1])
            yield (int(reference[2]) - 1, _column(reference[1])), int(style[1]) if style else 0


def codes(archive: zipfile.ZipFile, limits: Limits) -> list[str]:
    """The number format of each style; '' where it is General or unknown."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    root = parse_xml(read_part(archive, "xl/styles.xml", limits.part_bytes), "xl/styles.xml")
    known = dict(_BUILT_IN)
    for one in _below(root, "numFmts"):
        known[whole(one.get("numFmtId"))] = str(one.get("formatCode", ""))
    found = [known.get(whole(style.get("numFmtId")), "") for style in _below(root, "cellXfs")]
    return ["" if code.lower() in ("general", "@") else code for code in found]


def parts(archive: zipfile.ZipFile, limits: Limits) -> Mapping[str, str]:
    """By the name of each sheet the part that holds it."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return {}
    relations = parse_xml(read_part(archive, "xl/_rels/workbook.xml.rels", limits.part_bytes), "workbook.xml.rels")
    targets = {one.get("Id"): posixpath.normpath(posixpath.join("/xl", str(one.get("Target", "")))).lstrip("/")
               for one in relations}
    workbook = parse_xml(read_part(archive, "xl/workbook.xml", limits.part_bytes), "xl/workbook.xml")
    return {str(sheet.get("name")): targets[id] for sheet in _below(workbook, "sheets")
            for key, id in sheet.items() if key.endswith("}id") and id in targets}


def _below(root: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in root:
        if local_name(element) == name:
            yield from (child for child in element if local_name(child))


def _column(letters: bytes) -> int:
    """From 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
