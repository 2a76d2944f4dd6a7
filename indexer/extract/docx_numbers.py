"""Finds the list that a paragraph of a DOCX belongs to, itself or by its style."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import Iterator

from lxml import etree

from indexer.extract.errors import Unreadable
from indexer.extract.limits import Limits
from indexer.extract.numbering import Level, Numbers, Place, bullet
from indexer.extract.package import local_name, parse_xml, read_part, whole

_FORMS = {"decimal": "digit", "decimalEnclosedCircle": "circled", "ganada": "syllable", "chosung": "letter",
          "upperRoman": "ROMAN", "lowerRoman": "roman", "upperLetter": "LATIN", "lowerLetter": "latin",
          "decimalZero": "zero", "ideographDigital": "ideograph", "none": "none"}


@dataclass
class Lists:
    numbers: Numbers
    named: dict[str, str] = field(default_factory=dict)  # numbers of w:num: their list
    styles: dict[str, Place] = field(default_factory=dict)

    def label(self, paragraph: etree._Element) -> str:
        """What Word prints before a paragraph with text, and a blank; '' for one in no list."""
        properties = _child(paragraph, "pPr")
        place = _place(properties, self.named)
        if place is None and properties is not None:
            place = self.styles.get(_value(_child(properties, "pStyle")))
        label = self.numbers.next(place) if place else ""
        return label + " " if label else ""


def lists(archive: zipfile.ZipFile, limits: Limits) -> Lists:
    found = Lists(Numbers({}))
    levels: dict[str, tuple[Level, ...]] = {}
    for element in _part(archive, "word/numbering.xml", limits):
        if local_name(element) == "abstractNum":
            levels[attribute(element, "abstractNumId")] = tuple(_levels(element))
        elif local_name(element) == "num":
            found.named[attribute(element, "numId")] = _value(_child(element, "abstractNumId"))
    found.numbers.lists = levels
    for style in _part(archive, "word/styles.xml", limits):
        if place := _place(_child(style, "pPr"), found.named):
            found.styles[attribute(style, "styleId")] = place
    return found


def attribute(element: etree._Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[etree._Element]:
    """Nothing where it is missing or damaged: the text is read all the same."""
    try:
        return list(parse_xml(read_part(archive, name, limits.part_bytes), name))
    except Unreadable:
        return []


def _levels(abstract: etree._Element) -> Iterator[Level]:
    for level in abstract:
        if local_name(level) == "lvl":
            form, text = _value(_child(level, "numFmt")), _value(_child(level, "lvlText"))
            yield bullet(text[:1]) if form == "bullet" else Level(
                text, _FORMS.get(form, "digit"), whole(_value(_child(level, "start")), 1))


def _place(properties: etree._Element | None, named: dict[str, str]) -> Place | None:
    """A number of 0 takes a paragraph out of the list of its style."""
    given = _child(properties, "numPr")
    if given is None:
        return None
    return Place(named.get(_value(_child(given, "numId")), ""), whole(_value(_child(given, "ilvl")), 0))


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next((child for child in parent if local_name(child) == name), None) if parent is not None else None


def _value(element: etree._Element | None) -> str:
    return "" if element is None else attribute(element, "val")
