"""Writes the automatic numbers and signs of lists, which dochan leaves out, before the paragraphs of HWP and HWPX."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Iterator

from dochan.model.document import Paragraph, TextRun
from dochan.model.header_footer import HeaderFooter
from dochan.model.table import Table
from lxml import etree

from indexer.extract.errors import Unreadable
from indexer.extract.limits import Limits
from indexer.extract.numbering import Level, Numbers, Place, bullet
from indexer.extract.package import local_name, open_package, parse_xml, read_part, whole

_SECTION = re.compile(r"contents/section(\d+)\.xml", re.IGNORECASE)
_OUTLINE = re.compile(rb'outlineShapeIDRef="(\d{1,5})"')
_FORMS = {"DIGIT": "digit", "CIRCLED_DIGIT": "circled", "HANGUL_SYLLABLE": "syllable", "HANGUL_JAMO": "letter",
          "ROMAN_CAPITAL": "ROMAN", "ROMAN_SMALL": "roman", "LATIN_CAPITAL": "LATIN", "LATIN_SMALL": "latin",
          "IDEOGRAPH": "ideograph"}


@dataclass
class Lists:
    """Those of a document, and which of its shapes of paragraphs belong to them."""

    levels: dict[str, tuple[Level, ...]] = field(default_factory=dict)
    shapes: dict[int, Place] = field(default_factory=dict)
    outlined: dict[int, int] = field(default_factory=dict)  # shape: level in the outline of its section
    outlines: list[str] = field(default_factory=list)  # by section the list of its outline


def number(document: Any, lists: Lists, limits: Limits) -> None:
    """In the order of the text, each list counting through the whole document."""
    numbers = Numbers(lists.levels)
    for index, section in enumerate(document.sections):
        outline = lists.outlines[index] if index < len(lists.outlines) else ""
        for paragraph in _paragraphs(section.elements, limits.depth):
            place = lists.shapes.get(paragraph.para_shape_id)
            if place is None and outline and paragraph.para_shape_id in lists.outlined:
                place = Place(outline, lists.outlined[paragraph.para_shape_id])
            if place and paragraph.text.strip() and (label := numbers.next(place)):
                paragraph.runs.insert(0, TextRun(label + " "))


def package_lists(data: bytes, limits: Limits) -> Lists:
    """Of HWPX; none where its header is missing or damaged."""
    lists = Lists()
    with open_package(data, limits) as archive:
        try:
            header = parse_xml(read_part(archive, "Contents/header.xml", limits.part_bytes), "Contents/header.xml")
            names = {int(match[1]): name for name in archive.namelist() if (match := _SECTION.fullmatch(name))}
            sections = [read_part(archive, names[number], limits.part_bytes) for number in sorted(names)]
        except Unreadable:
            return lists
    lists.outlines = [f"number {found[1].decode()}" if (found := _OUTLINE.search(body)) else "" for body in sections]
    for element in header.iter():
        name, id = local_name(element), element.get("id", "")
        if name == "numbering":
            lists.levels[f"number {id}"] = tuple(_levels(element))
        elif name == "bullet":
            lists.levels[f"bullet {id}"] = (bullet(element.get("char", "")[:1]),) * 10
        elif name == "paraPr":
            _shape(lists, whole(id, -1), element)
    return lists


def _levels(numbering: etree._Element) -> Iterator[Level]:
    for head in numbering:
        if local_name(head) == "paraHead":
            yield Level((head.text or "").strip(), _FORMS.get(head.get("numFormat", ""), "digit"),
                        whole(head.get("start"), 1))


def _shape(lists: Lists, id: int, shape: etree._Element) -> None:
    heading = next((child for child in shape if local_name(child) == "heading"), None)
    if heading is None:
        return
    kind, level = heading.get("type", "").upper(), whole(heading.get("level"))
    if kind == "OUTLINE":
        lists.outlined[id] = level
    elif kind in ("NUMBER", "BULLET"):
        lists.shapes[id] = Place(f"{kind.lower()} {heading.get('idRef', '')}", level)


def _paragraphs(elements: list[Any], depth: int) -> Iterator[Paragraph]:
    if depth < 0:
        return  # who prints them says so
    for element in elements:
        if isinstance(element, Paragraph):
            yield element
        elif isinstance(element, HeaderFooter):
            yield from _paragraphs(element.paragraphs, depth - 1)
        elif isinstance(element, Table):
            for cell in (cell for row in element.rows for cell in row if not cell.is_merged_away):
                yield from _paragraphs(cell.paragraphs, depth - 1)
