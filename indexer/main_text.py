"""The part of a web page that holds its article, found by where its text is densest."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

import mappings

LONGEST_HEADLINE = 120  # characters
HEADLINE_WORDS = 4
KOREA = timezone(timedelta(hours=9))
KEPT_SHARE = 0.5  # a part with more of the page's text than this is never taken for a menu
GRANDPARENT_SHARE = 0.5  # of a paragraph's weight that goes one container further up

_WORD = re.compile("[가-힣]{2}")
_SPACES = re.compile(r"\s+")


def headline(page: BeautifulSoup, text: str) -> str | None:
    """What the page calls its article: the first name of some length of which half the words stand in the text."""
    names = [name for name in _names_of(page) if _stands_in(name, text) or not text]
    long = (name for name in names if len(_WORD.findall(name)) >= HEADLINE_WORDS)
    return next(long, names[0] if names else None)


def published(page: BeautifulSoup) -> datetime | None:
    """The publication time that the markup states, on Korean clocks."""
    for selector, attribute in _table()["times"]:
        for found in page.select(selector):
            try:
                return _in_korea(datetime.fromisoformat(str(found.get(attribute)).strip()))
            except ValueError:
                continue
    return None


def dense_text(page: BeautifulSoup) -> str:
    """The text of the densest part, a line for every block. The page is changed by it."""
    for comment in page.find_all(string=lambda string: isinstance(string, PreformattedString)):
        comment.extract()
    for element in page.select(_table()["unread"]):
        element.decompose()
    _drop_menus(page)
    best = _densest(page)
    return _rendered(best) if best else ""


def _names_of(page: BeautifulSoup) -> Iterator[str]:
    for selector, attribute in _table()["headlines"]:
        for found in page.select(selector):
            printed = _folded(str(found.get(attribute) or "") if attribute else found.get_text())
            yield re.split(_table()["site_name"], printed.removeprefix(_table()["title_label"]).lstrip())[0].strip()


def _stands_in(name: str, text: str) -> bool:
    words = _WORD.findall(name) if len(name) <= LONGEST_HEADLINE else []
    return bool(words) and 2 * sum(word in text for word in words) >= len(words)


def _in_korea(moment: datetime) -> datetime:
    return moment.astimezone(KOREA).replace(tzinfo=None) if moment.tzinfo else moment


def _drop_menus(page: BeautifulSoup) -> None:
    whole = len(page.get_text())
    for element in page.find_all(True):
        names = _names(element)
        if names and _parts().search(names) and len(element.get_text()) < KEPT_SHARE * whole:
            element.decompose()


def _names(element: Tag) -> str:
    if element.decomposed or element.attrs is None:
        return ""
    values = (element.get(name) or "" for name in ("class", "id", "role"))
    return " ".join(" ".join(value) if isinstance(value, list) else str(value) for value in values).strip()


def _densest(page: BeautifulSoup) -> Tag | None:
    """The container with most text in its own paragraphs, text of links left aside."""
    weights: defaultdict[int, float] = defaultdict(float)
    containers: dict[int, Tag] = {}
    for string in page.find_all(string=True):
        holder = _container(string)
        if holder is None or string.find_parent("a"):
            continue
        above = _container(holder)
        for container, share in ((holder, 1.0), (above, GRANDPARENT_SHARE)):
            if container is not None:
                containers[id(container)] = container
                weights[id(container)] += share * len(_folded(string))
    return containers[max(weights, key=lambda key: weights[key])] if weights else None


def _container(node: Any) -> Tag | None:
    found = node.find_parent(_table()["containers"])
    return found if isinstance(found, Tag) else None


def _rendered(part: Tag) -> str:
    for string in list(part.find_all(string=True)):
        string.replace_with(NavigableString(_SPACES.sub(" ", string)))
    for element in part.find_all(_table()["breaks"]):
        element.insert(0, "\n")
        element.append("\n")
    for cell in part.find_all(["td", "th"]):
        cell.append("\t")
    lines = (line.strip(" ") for line in part.get_text().split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(mappings.path("web_pages.toml").read_text("utf-8"))


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(_table()["parts"], re.IGNORECASE)
