"""The rows of a list page."""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from typing import Mapping, Sequence

from bs4 import BeautifulSoup, Tag

from crawler.cells import Row, cells, department, pinned, published
from crawler.guess import list_rows
from crawler.layouts import Layout
from crawler.markup import absolute, attribute, line, steady
from crawler.records import Listing
from crawler.scripts import keyed_address, view_arguments
from crawler.words import plain, words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "strong", "dt")
TITLE_CLASS = re.compile(r"(?i)(^|[\s_-])(subject|title|tit|sbj|t1)($|[\s_\d-])")
CUT = re.compile(r"\s*(?:\.\.+|…)$")


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
    found = cells(row)
    return Listing(
        post=row.arguments["post"],
        url=post_url or _followed(row.link, url),
        title=_title(row, layout),
        published=published(row, found, layout, today),
        department=department(row, found, layout),
        pinned=pinned(row),
    )


def _row(tag: Tag, layout: Layout) -> Row | None:
    links = [link for link in [tag, *tag.find_all(True)] if link.has_attr("href") or link.has_attr("onclick")]
    for link in links:
        arguments = _identify(link, layout)
        if arguments:
            same = [other for other in links if _identify(other, layout) == arguments]
            link = max(same, key=lambda other: _weight(other, tag))
            return Row(tag, link, arguments, _heading(link, layout.title))
    return None


def _guessed(tag: Tag, arguments: Mapping[str, str]) -> Row:
    links = [link for link in [tag, *tag.find_all(True)] if link.has_attr("href") or link.has_attr("onclick")]
    link = max(links, key=lambda link: _weight(link, tag))
    return Row(tag, link, arguments, _heading(link))


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


def _followed(link: Tag, url: str) -> str:
    href = attribute(link, "href")
    if href.startswith(("#", "javascript:")):
        href = keyed_address(link)
    return steady(absolute(url, href)) if href else ""


def _title(row: Row, layout: Layout) -> str:
    tag = row.tag.select_one(layout.title) if layout.title else None
    holder = tag if tag is not None and line(tag) else row.heading or row.link
    text = _unmarked(holder)
    if not text or CUT.search(text):
        return _full(text, [holder, row.link, *holder.find_all(True), *row.tag.find_all(["a", "img"])])
    return text


def _heading(link: Tag, selector: str = "") -> Tag | None:
    """A link around the whole row holds the title in an element of its own."""
    parts = [tag for tag in link.find_all(True) if line(tag)]
    if len(parts) < 2:
        return None
    chosen = link.select_one(selector) if selector else None
    if chosen is not None and line(chosen):
        return chosen
    named = (tag for tag in parts if tag.name in HEADINGS or TITLE_CLASS.search(attribute(tag, "class")))
    return next((tag for tag in named if not _is_mark(tag) and len(line(tag)) > 1), None)


def _unmarked(tag: Tag) -> str:
    bare = copy(tag)
    for mark in bare.select(words().mark_selectors):
        mark.extract()
    for mark in bare.find_all(["span", "em", "strong", "i", "b"]):
        if _is_mark(mark):
            mark.extract()
    text = line(bare) or line(tag)
    while (shorter := words().trailing.sub("", text).strip()) != text and shorter:
        text = shorter
    return text


def _is_mark(tag: Tag) -> bool:
    return plain(line(tag)) in words().pinned or line(tag) in words().trailing_words


def _full(text: str, tags: Sequence[Tag]) -> str:
    """A cut title is whole in the `title` of its link or the `alt` of its picture."""
    start = CUT.sub("", text)
    for tag in tags:
        for name in ("title", "alt"):
            whole = " ".join(attribute(tag, name).split())
            known = whole in words().trailing_words or plain(whole) in words().generic
            if whole.startswith(start) and len(whole) > len(start) and not CUT.search(whole) and not known:
                return whole
    return text
