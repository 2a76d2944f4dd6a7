"""A feed as Atom with its JSON twin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

KOREA = timezone(timedelta(hours=9))
BEGAN = 2026  # year in the tag: addresses of RFC 4151; never changes
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # Atom wants a moment where none is known
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Item:
    id: str
    title: str
    page: str
    published: datetime | None
    updated: datetime | None
    author: str
    summary: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    title: str
    address: str
    page: str
    following: str | None  # address of the next part
    authority: str  # host name in the ids
    items: tuple[Item, ...]


def written(feed: Feed) -> bytes:
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "ko"})
    links = {"self": feed.address, "alternate": feed.page, **({"next": feed.following} if feed.following else {})}
    _add(root, "id", f"tag:{feed.authority},{BEGAN}:{quote(feed.page.partition('//')[2].partition('/')[2]) or 'all'}")
    _add(root, "title", feed.title)
    _add(root, "updated", _stamp(max((item.updated or _NEVER for item in feed.items), default=_NEVER)))
    _add(root, "generator", "jachi")
    for relation, address in links.items():
        _add(root, "link", rel=relation, href=address)
    for item in feed.items:
        _entry(root, feed, item)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def as_json(feed: Feed) -> dict[str, Any]:
    """JSON Feed 1.1."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "next_url": feed.following,
        "language": "ko",
        "items": [_json_item(feed, item) for item in feed.items],
    }
    return {name: value for name, value in said.items() if value is not None}


def _entry(root: ElementTree.Element, feed: Feed, item: Item) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _tag(feed, item))
    _add(entry, "title", item.title)
    _add(entry, "link", rel="alternate", href=item.page)
    if item.published:
        _add(entry, "published", _stamp(item.published))
    _add(entry, "updated", _stamp(item.updated or _NEVER))
    _add(_add(entry, "author"), "name", item.author)
    for category in item.categories:
        _add(entry, "category", term=category)
    _add(entry, "summary", item.summary)


def _json_item(feed: Feed, item: Item) -> dict[str, Any]:
    said = {
        "id": _tag(feed, item),
        "url": item.page,
        "title": item.title,
        "content_text": item.summary,
        "date_published": _stamp(item.published) if item.published else None,
        "date_modified": _stamp(item.updated) if item.updated else None,
        "authors": [{"name": item.author}],
        "tags": list(item.categories),
    }
    return {name: value for name, value in said.items() if value is not None}


def _tag(feed: Feed, item: Item) -> str:
    return f"tag:{feed.authority},{BEGAN}:documents/{quote(item.id)}"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = _UNPRINTABLE.sub("", text) if text is not None else None
    return child


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
