"""The rows of a list page."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Iterator, Mapping, Sequence

from bs4 import BeautifulSoup, Tag

from crawler import dates
from crawler.guess import list_rows
from crawler.labels import labelled
from crawler.layouts import Layout
from crawler.markup import absolute, attribute, line, steady
from crawler.records import Listing
from crawler.scripts import view_arguments
from crawler.words import Meaning, class_meaning, is_department, meaning, plain, words

CUT = re.compile(r"\s*(?:\.\.+|…)$")


@dataclass(frozen=True)
class Row:
    """A row with the element that opens its post and what that says: "post" and perhaps "board", "menu"."""

    tag: Tag
    link: Tag
    arguments: Mapping[str, str]
    headers: Sequence[Meaning | None]  # of its cells; empty where the list has no header


def rows(page: BeautifulSoup, layout: Layout) -> list[Row]:
    """The rows that open a post, in page order, each post once: some lists repeat all for small screens."""
    found: dict[str, Row] = {}
    if not layout.row:
        return [_guessed(tag, arguments) for tag, arguments in list_rows(page)]
    for tag in page.select(layout.row):
        row = _row(tag, layout)
        if row and row.arguments["post"] not in found:
            found[row.arguments["post"]] = row
    return list(found.values())


def listing(row: Row, layout: Layout, url: str, post_url: str, today: date | None) -> Listing:
    """`post_url` is the address made of the ids; empty: the link of the row is followed ("" where it leads nowhere)."""
    cells = _cells(row)
    return Listing(
        post=row.arguments["post"],
        url=post_url or _followed(row.link, url),
        title=_title(row, layout),
        published=_published(row, cells, layout, today),
        department=_department(row, cells, layout),
        pinned=_pinned(row),
    )


def _row(tag: Tag, layout: Layout) -> Row | None:
    links = [link for link in [tag, *tag.find_all(True)] if link.has_attr("href") or link.has_attr("onclick")]
    for link in links:
        arguments = _identify(link, layout)
        if arguments:
            same = [other for other in links if _identify(other, layout) == arguments]
            return Row(tag, max(same, key=lambda other: _weight(other, tag)), arguments, _headers(tag))
    return None


def _guessed(tag: Tag, arguments: Mapping[str, str]) -> Row:
    links = [link for link in [tag, *tag.find_all(True)] if link.has_attr("href") or link.has_attr("onclick")]
    return Row(tag, max(links, key=lambda link: _weight(link, tag)), arguments, _headers(tag))


def _weight(link: Tag, row: Tag) -> tuple[bool, int]:
    """The best link of a row holds its title: an `a` or `button` with the most text, never the row itself."""
    return link.name in ("a", "button") and link is not row, len(line(link))


def _identify(link: Tag, layout: Layout) -> dict[str, str]:
    arguments = view_arguments(link)
    if arguments:
        return arguments
    names = [name for name in link.attrs if name in ("href", "onclick") or name.startswith("data-")]
    code = " ".join(attribute(link, name) for name in names)
    match = re.search(layout.post_id, code) if layout.post_id else None
    value = next((group for group in match.groups() if group), "") if match else ""
    return {"post": value} if value else {}


def _headers(row: Tag) -> list[Meaning | None]:
    """What the columns of a table are, spans resolved."""
    table = row.find_parent("table")
    if row.name != "tr" or table is None:
        return []
    for head in table.find_all("tr"):
        cells = head.find_all(["th", "td"], recursive=False)
        if len(cells) > 1 and all(cell.name == "th" for cell in cells):
            return [meaning(line(cell)) for cell in cells for _ in range(_span(cell))]
    return []


def _span(cell: Tag) -> int:
    value = attribute(cell, "colspan")
    return int(value) if value.isdigit() and 0 < int(value) < 30 else 1


def _cells(row: Row) -> list[tuple[Meaning | None, Tag]]:
    """The cells of a row with what they hold: by the header of the column, the label inside, or the class."""
    if row.tag.name == "tr":
        tags = row.tag.find_all(["td", "th"], recursive=False)
        spread = [tag for tag in tags for _ in range(_span(tag))]
        headers = row.headers if len(row.headers) == len(spread) else [None] * len(spread)
        return [(head or _by_attribute(tag), tag) for head, tag in zip(headers, spread)]
    leaves = [tag for tag in row.tag.find_all(True) if _is_leaf(tag)]
    return [(_by_attribute(tag), tag) for tag in leaves]


def _is_leaf(tag: Tag) -> bool:
    return not tag.find(["li", "p", "div", "dd", "dt", "span", "em", "strong"]) and bool(line(tag))


def _by_attribute(tag: Tag) -> Meaning | None:
    """Responsive tables name the column in an attribute: data-cell-header="등록일"; others in the class: td.dept."""
    for name in ("data-cell-header", "data-label", "data-title", "data-th"):
        if tag.has_attr(name):
            return meaning(attribute(tag, name))
    return class_meaning(attribute(tag, "class"))


def _followed(link: Tag, url: str) -> str:
    href = attribute(link, "href")
    return "" if href.startswith(("#", "javascript:")) else steady(absolute(url, href))


def _title(row: Row, layout: Layout) -> str:
    tag = row.tag.select_one(layout.title) if layout.title else None
    holder = tag if tag is not None and line(tag) else row.link
    text = _unmarked(holder)
    if not text or CUT.search(text):
        return _full(text, [holder, row.link, *holder.find_all(True), *row.tag.find_all(["a", "img"])])
    return text


def _unmarked(tag: Tag) -> str:
    bare = copy(tag)
    for mark in bare.select(words().mark_selectors):
        mark.extract()
    for mark in bare.find_all(["span", "em", "strong", "i", "b"]):
        if plain(line(mark)) in words().pinned or words().trailing.fullmatch(f" {line(mark)}"[1:]):
            mark.extract()
    text = line(bare) or line(tag)
    while (shorter := words().trailing.sub("", text).strip()) != text and shorter:
        text = shorter
    return text


def _full(text: str, tags: Sequence[Tag]) -> str:
    """A cut title is whole in the `title` of its link or the `alt` of its picture."""
    start = CUT.sub("", text)
    for tag in tags:
        for name in ("title", "alt"):
            whole = line_of(attribute(tag, name))
            if whole.startswith(start) and len(whole) > len(start) and not CUT.search(whole):
                return whole
    return text


def line_of(text: str) -> str:
    return " ".join(text.split())


def _published(row: Row, cells: list[tuple[Meaning | None, Tag]], layout: Layout, today: date | None) -> date | None:
    """By selector, header or label; else the only cell that is a date and nothing else. Never a neighbour's."""
    if layout.date:
        chosen = row.tag.select_one(layout.date)
        return dates.day(_date(line(chosen), today)) if chosen else None
    for kind in ("date", "changed"):
        texts = [line(tag) for head, tag in cells if head == kind] + [
            text for head, text in labelled(row.tag) if head == kind
        ]
        for text in texts:
            if found := _date(text, today):
                return dates.day(found)
    if any(head == "date" for head, _ in cells):
        return None
    return next((dates.day(found) for found in _lone(cells, today)), None)


def _date(text: str, today: date | None) -> date | None:
    return dates.read(text, today) or dates.find(text, today)


def _lone(cells: list[tuple[Meaning | None, Tag]], today: date | None) -> Iterator[date]:
    for head, tag in cells:
        found = dates.read(line(tag), today, relative=False) if head is None else None
        if found:
            yield found


def _department(row: Row, cells: list[tuple[Meaning | None, Tag]], layout: Layout) -> str | None:
    if layout.department:
        chosen = row.tag.select_one(layout.department)
        return line(chosen) or None if chosen else None
    stated = [(head, line(tag)) for head, tag in cells] + labelled(row.tag)
    for head, text in stated:
        if head == "department" and text and meaning(text) is None:
            return text
    return next((text for head, text in stated if head == "author" and is_department(text)), None)


def _pinned(row: Row) -> bool:
    classes = set(row.tag.get("class") or ())
    if classes & words().pinned_classes:
        return True
    first = next((tag for tag in row.tag.find_all(["td", "th", "li", "span", "em", "strong", "p"]) if line(tag)), None)
    return first is not None and first is not row.link and plain(line(first)) in words().pinned
