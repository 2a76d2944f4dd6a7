"""Finds the rows of a list whose layout is not known, by the links that repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Mapping
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from crawler import dates
from crawler.markup import attribute, line
from crawler.scripts import view_arguments

OUTSIDE = ["header", "nav", "footer", "aside"]
LEAST_ROWS = 2
IDS = re.compile(r"(?i)(id|no|idx|seq|sid|num|sn|uid|cid|number|value)$")

Group = dict[str, list[tuple[Tag, dict[str, str]]]]  # id of the post: its links


def list_rows(page: BeautifulSoup) -> list[tuple[Tag, dict[str, str]]]:
    """Row elements with what identifies their post, in page order; empty when nothing repeats with titles and ids."""
    best: list[tuple[Tag, dict[str, str]]] = []
    most = (0, 0, 0)
    for group in _groups(page.body or page):
        titles = _titles(group)
        if 2 * titles < len(group):  # links of pictures, of pages, of files
            continue
        found = [(_row_of(links[0][0], post, group), links[0][1]) for post, links in group.items()]
        dated = sum(_is_dated(tag) for tag, _ in found)
        worth = (dated, titles, len(found))
        if worth > most:
            best, most = found, worth
    return best


def _groups(page: Tag) -> list[Group]:
    shapes: dict[object, list[tuple[Tag, Mapping[str, str]]]] = defaultdict(list)
    for tag in page.find_all(lambda tag: tag.has_attr("href") or tag.has_attr("onclick")):
        if tag.find_parent(OUTSIDE):
            continue
        arguments = view_arguments(tag)
        if arguments:
            shapes["script", tuple(arguments)].append((tag, arguments))
            continue
        parts = _parts(attribute(tag, "href"))
        if parts:
            shapes[tuple(parts)].append((tag, parts))
    return [group for links in shapes.values() if len(group := _group(links)) >= LEAST_ROWS]


def _parts(href: str) -> dict[str, str]:
    """The variable pieces of an address: parameters, and the numbers of its path."""
    try:
        address = urlsplit(href)
    except ValueError:
        return {}
    if not href or href.startswith("#") or address.scheme in ("javascript", "mailto", "tel"):
        return {}
    numbers = re.findall(r"\d{2,}", address.path)
    shape = re.sub(r"\d{2,}", "{}", address.path)
    return {
        f"path {shape}": "",
        **{f"{n} {shape}": number for n, number in enumerate(numbers)},
        **dict(parse_qsl(address.query)),
    }


def _group(links: list[tuple[Tag, Mapping[str, str]]]) -> Group:
    """By the piece that tells the posts apart: it has the most values, or is named like an id."""
    if "post" in links[0][1]:
        names = ["post"]
    else:
        names = [name for name in links[0][1] if len({parts[name] for _, parts in links}) >= LEAST_ROWS]
    if not names:
        return {}
    chosen = max(names, key=lambda name: (len({parts[name] for _, parts in links}), bool(IDS.search(name))))
    group: Group = {}
    for tag, parts in links:
        known = dict(parts) if chosen == "post" else {"post": parts[chosen]}
        if known["post"]:
            group.setdefault(known["post"], []).append((tag, known))
    return group


def _row_of(link: Tag, post: str, group: Group) -> Tag:
    """The largest element around a link that holds no link of another post."""
    others = {id(tag) for other, links in group.items() if other != post for tag, _ in links}
    row = link
    for parent in link.parents:
        if id(parent) in others or any(id(tag) in others for tag in parent.find_all(True)):
            break
        row = parent
    return row


def _is_dated(row: Tag) -> bool:
    return any(dates.find(text) for text in row.stripped_strings)


def _titles(group: Group) -> int:
    titles = {max((line(tag) for tag, _ in links), key=len) for links in group.values()}
    return sum(len(title) > 5 and not title.isdigit() for title in titles)
