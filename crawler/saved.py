"""Reads a saved page of a known or unknown board into plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from crawler import layouts, odd, posts
from crawler.belonging import source_of
from crawler.board import read_list, read_post
from crawler.cells import Row
from crawler.errors import BoardError
from crawler.layouts import BASE, Layout
from crawler.lists import rows
from crawler.markup import line, soup
from crawler.records import Listing, Post
from crawler.sources import Source, everything

LIST_WORDS = re.compile(r"(?i)list|/index\.")
POST_WORDS = re.compile(r"(?i)view|detail|read|show|article(?!list)|[?&]mode=v\b|selectbbs\.")
LEAST_ROWS = 3


@dataclass(frozen=True)
class Reading:
    """`family` is BASE where the layout was guessed."""

    family: str
    found: list[Listing] | Post


def read(html: str, url: str = "", source: Source | None = None, today: date | None = None, name: str = "") -> Reading:
    """By the source (given, or the declared one of the address), else by the family that the markup shows.

    Failing these, by what lists and posts have in common. BoardError, which begins with `name`, when none of them finds
    anything.
    """
    if source is None and url:
        source = source_of(url, everything().values())
    recognised = layouts.recognise(html)
    tries = {} if source is None or source.guessed else {source.family: source.layout}
    tries |= {name: layouts.families()[name] for name in (recognised, BASE) if name not in tries}
    errors: list[BoardError] = []
    for tried, rules in tries.items():
        try:
            return Reading(tried, _read(rules, html, url, source, today, name))
        except BoardError as error:
            errors.append(error)
    raise errors[0]


def as_json(found: list[Listing] | Post) -> dict[str, Any]:
    """What `python -m crawler parse` prints; null for what the page does not state."""
    if isinstance(found, Post):
        return {
            "type": "post",
            "title": found.title,
            "published": found.published.isoformat() if found.published else None,
            "department": found.department,
            "body": found.body,
            "attachments": [{"name": file.name or None, "url": file.url or None} for file in found.attachments],
        }
    return {"type": "list", "items": [_item(row) for row in found]}


def _item(row: Listing) -> dict[str, Any]:
    published = row.published.isoformat() if row.published else None
    values = {"id": row.post, "title": row.title, "published": published, "department": row.department}
    return {**values, "url": row.url or None}


def _read(
    layout: Layout, html: str, url: str, source: Source | None, today: date | None, name: str
) -> list[Listing] | Post:
    html = odd.written_out(layout.odd, html)
    if not is_list(soup(html), layout, url):
        return read_post(layout, html, url, today, name)
    parts = urlsplit(url)
    site = source.site if source else f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return read_list(layout, html, url, today, site, source.params if source else None, name)


def is_list(page: BeautifulSoup, layout: Layout, url: str) -> bool:
    """By the address where it says so, else by what the page holds."""
    found = rows(page, layout)
    if not found or page.select_one("meta[property='og:type'][content='article']"):
        return False
    if layout.post_id and re.search(layout.post_id, url):
        return False
    address = urlsplit(url).path.rsplit("/", 1)[-1] + "?" + urlsplit(url).query
    if bool(LIST_WORDS.search(address)) != bool(POST_WORDS.search(address)):
        return bool(LIST_WORDS.search(address))
    return not _is_post(page, layout, found)


def _is_post(page: BeautifulSoup, layout: Layout, found: list[Row]) -> bool:
    """A named text outside the rows with a day before it. The rows may be those of the posts before and after."""
    body = posts.named_body(page, layout)
    if body is None or any(body is row.tag or row.tag in body.parents or _holds(body, row.tag) for row in found):
        return False
    area = posts.area_of(page, body, layout)
    dated = any(kind == "date" and value for kind, value in posts.stated(area, body))
    return dated and (len(found) < LEAST_ROWS or len(line(body)) > 100)


def _holds(body: Tag, row: Tag) -> bool:
    return any(parent is body for parent in row.parents)
