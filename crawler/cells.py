"""What the cells of a list row state: day, department, whether the row is pinned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Iterator, Mapping, Sequence

from bs4 import Tag

from crawler import dates
from crawler.labels import labelled
from crawler.layouts import Layout
from crawler.markup import attribute, line
from crawler.words import Meaning, class_meaning, is_department, meaning, plain, without_phone, words

HEADER_ATTRIBUTES = ("data-cell-header", "data-label", "data-title", "data-th")
PARTS = re.compile(r"\s*[|ㅣ｜·/]\s+|\s+[|ㅣ｜·/]\s*|[|ㅣ｜]")
SHORT = 60  # characters of a line of facts; longer ones are summaries


@dataclass(frozen=True)
class Row:
    """A row with the element that opens its post and what that says: "post" and perhaps "board", "menu"."""

    tag: Tag
    link: Tag
    arguments: Mapping[str, str]
    heading: Tag | None = None  # the element that holds the title inside a link around the whole row


@dataclass(frozen=True)
class Cell:
    kind: Meaning | None  # by the header of its column, an attribute, or its class
    text: str
    headed: bool  # the column has a header, so that an unknown kind is no accident


def cells(row: Row) -> list[Cell]:
    """Of a table row its cells, of another row its innermost texts; the title itself is left out."""
    if row.tag.name != "tr":
        return _inner(row.tag, row)
    tags = row.tag.find_all(["td", "th"], recursive=False)
    spread = [tag for tag in tags for _ in range(_span(tag))]
    headers = _headers(row.tag)
    headed = len(headers) == len(spread)
    kinds = headers if headed else [None] * len(spread)
    own = [tag for tag in row.link.parents if tag.name in ("td", "th")][:1]
    found = [(kind or _said_by(tag), tag) for kind, tag in zip(kinds, spread) if tag not in own]
    return [Cell(kind, line(tag), headed) for kind, tag in found] + [cell for tag in own for cell in _inner(tag, row)]


def published(row: Row, found: list[Cell], layout: Layout, today: date | None) -> date | None:
    """By selector, header or label; else what is a date and nothing else. Never that of a neighbour."""
    if layout.date:
        chosen = row.tag.select_one(layout.date)
        return dates.day(_date(line(chosen), today)) if chosen else None
    pairs = [(cell.kind, cell.text) for cell in found] + list(labelled(row.tag))
    for kind in ("date", "changed"):
        for text in (text for said, text in pairs if said == kind):
            if moment := _date(text, today):
                return dates.day(moment)
    if any(cell.kind == "date" for cell in found):
        return None
    return next(_lone_days(found, today), None)


def department(row: Row, found: list[Cell], layout: Layout) -> str | None:
    """By selector, header or label; else a writer or an unlabelled text that is named like a department."""
    if layout.department:
        chosen = row.tag.select_one(layout.department)
        return line(chosen) or None if chosen else None
    pairs = [(cell.kind, cell.text) for cell in found] + list(labelled(row.tag))
    for kind, text in pairs:
        if kind == "department" and text and meaning(text) is None:
            return without_phone(text)
    named = [text for kind, text in pairs if kind == "author" and is_department(text)]
    unknown = [without_phone(cell.text) for cell in found if cell.kind is None and not cell.headed]
    named += filter(_is_named, unknown)
    return next(iter(named), None)


def pinned(row: Row) -> bool:
    """By the class of the row, its first text, or a mark inside it."""
    classes = set(row.tag.get("class") or ())
    if classes & words().pinned_classes:
        return True
    marks = [tag for tag in row.tag.find_all(["td", "th", "li", "span", "em", "strong", "p", "i", "b"]) if line(tag)]
    said = [line(marks[0])] if marks else []
    said += [line(tag) for tag in marks if tag.name in ("span", "em", "strong", "i", "b")]
    said += [attribute(tag, "alt") for tag in row.tag.find_all("img")]
    return any(plain(text) in words().pinned for text in said)


def _inner(area: Tag, row: Row) -> list[Cell]:
    leaves = [tag for tag in area.find_all(True) if _is_leaf(tag) and not _in_title(tag, row)]
    parts = [(_said_by(tag), part) for tag in leaves for part in PARTS.split(line(tag)) if part]
    # the class of 문화과 | 2026-10-06 in one element holds for one of its parts
    return [Cell(None if kind == "date" and not re.search(r"\d", part) else kind, part, False) for kind, part in parts]


def _headers(row: Tag) -> Sequence[Meaning | None]:
    """What the columns of a table are, spans resolved; empty where it has no header."""
    table = row.find_parent("table")
    for head in table.find_all("tr") if table else ():
        tags = head.find_all(["th", "td"], recursive=False)
        if len(tags) > 1 and all(tag.name == "th" for tag in tags):
            return [meaning(line(tag)) for tag in tags for _ in range(_span(tag))]
    return []


def _span(cell: Tag) -> int:
    value = attribute(cell, "colspan")
    return int(value) if value.isdigit() and 0 < int(value) < 30 else 1


def _is_leaf(tag: Tag) -> bool:
    return not tag.find(["li", "p", "div", "dd", "dt", "span", "em", "strong"]) and bool(line(tag))


def _in_title(tag: Tag, row: Row) -> bool:
    """A link is the title, unless it is around facts about the post too."""
    if tag is row.link:
        return True
    if row.heading is not None:
        return tag is row.heading or any(parent is row.heading for parent in tag.parents)
    inside = any(parent is row.link for parent in tag.parents)
    return inside and not row.link.find(["p", "div", "dd", "li", "h3", "h4"])


def _said_by(tag: Tag) -> Meaning | None:
    """Responsive tables name the column in an attribute: data-cell-header="등록일"; others in the class: td.dept."""
    for name in HEADER_ATTRIBUTES:
        if tag.has_attr(name):
            return meaning(attribute(tag, name))
    return class_meaning(attribute(tag, "class"))


def _date(text: str, today: date | None) -> date | None:
    return dates.read(text, today) or dates.find(text, today)


def _lone_days(found: list[Cell], today: date | None) -> Iterator[date]:
    for cell in found:
        if cell.kind is None and not cell.headed:
            moment = dates.day(dates.read(cell.text, today, relative=False))
            if moment:
                yield moment


def _is_named(text: str) -> bool:
    return len(text) <= SHORT / 2 and is_department(text) and meaning(text) is None
