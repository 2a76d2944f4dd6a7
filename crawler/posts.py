"""The parts of a post page: title, day, department, text."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Iterator

from bs4 import BeautifulSoup, Tag

from crawler import dates
from crawler.labels import labelled
from crawler.layouts import Layout
from crawler.markup import attribute, line, paragraphs
from crawler.words import Meaning, is_department, meaning, plain, without_phone, words

COMMA = re.compile(r",\s*(?![^(\[]*[)\]])")
NAME = re.compile(r"[.#][A-Za-z_][\w-]*")
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "p", "strong", "div", "span", "td", "th", "dt"]
TITLE_CLASS = re.compile(r"(?i)subject|(^|[_-])(tit|title)|tit(le)?\d?$|sbj")
INLINE = ("p", "span", "br", "strong", "b")
HEADER_LEVELS = 8
FACTS = ("span", "em", "li", "p", "td", "dd", "time", "b", "i")
LEAST_TITLE = 6
LEAST_CHARACTERS = 40  # of a block that is taken for a body without a name

Pairs = list[tuple[Meaning, str]]


def body_of(page: Tag, layout: Layout) -> Tag | None:
    """The element that holds the text; it may be empty where the page holds its text in files."""
    return named_body(page, layout) or _densest(page) or next(iter(_named(page, layout)), None)


def named_body(page: Tag, layout: Layout) -> Tag | None:
    """The element that is called or labelled as the text of a post."""
    return next((tag for tag in _named(page, layout) if line(tag)), None) or _by_label(page)


def area_of(page: Tag, body: Tag | None, layout: Layout) -> Tag:
    """The post with its header: the closest element around the body where a day is stated before the text.

    Failing a day, any label of a header counts.
    """
    chosen = page.select_one(layout.head) if layout.head else None
    if chosen is not None:
        return chosen
    levels = [] if body is None else [tag for tag in body.parents if tag.name not in ("body", "html", "[document]")]
    for kinds in (("date",), ("changed", "department", "author")):
        for level in levels[:HEADER_LEVELS]:
            if any(kind in kinds and value for kind, value in labelled(level, until=body)):
                return level
    return next(
        (level for level in levels[:HEADER_LEVELS] if any(_lone_days(level, body))), levels[0] if levels else page
    )


def stated(area: Tag, body: Tag | None) -> Pairs:
    """What the header of the post states; what follows the body is the keeper's of the page."""
    return labelled(area, until=body if body is not area else None)


def title_of(page: BeautifulSoup, area: Tag, body: Tag | None, pairs: Pairs, layout: Layout) -> str | None:
    chosen = page.select_one(layout.heading) if layout.heading else None
    if chosen is not None and line(chosen):
        return _without_label(line(chosen))
    by_label = next((value for kind, value in pairs if kind == "title" and value), None)
    if by_label:
        return by_label
    headings = [_without_label(line(tag)) for tag in _before(area, body) if _is_title(tag)]
    head = _from_head(page)
    if len(headings) < 2:
        return next(iter(headings), head)
    stated_twice = (text for text in headings if len(text) >= LEAST_TITLE and head and text.startswith(head))
    return next(stated_twice, None) or max(headings, key=len)  # the names of boards are short


def published_of(
    page: BeautifulSoup, area: Tag, body: Tag | None, pairs: Pairs, today: date | None
) -> date | datetime | None:
    """By label, by what the page states for machines, else what is a date and nothing else before the text."""
    for kind in ("date", "changed"):
        for value in (value for found, value in pairs if found == kind and value):
            moment = dates.read(value, today, relative=False) or dates.find(value, today)
            if moment:
                return moment
    for selector, name in words().days:
        tag = page.select_one(selector)
        moment = dates.read(attribute(tag, name), today, relative=False) if tag else None
        if moment:
            return moment
    return next(_lone_days(area, body, today), None)


def department_of(area: Tag, body: Tag | None, pairs: Pairs, text: str) -> str | None:
    """From the header of the post, else from the line that signs the text."""
    for kind, value in pairs:
        if kind == "department" and value and meaning(value) is None:
            return without_phone(value)
    author = next((value for kind, value in pairs if kind == "author" and is_department(value)), None)
    return author or _signed(text) or next(filter(is_department, _lone_texts(area, body)), None)


def text_of(body: Tag, layout: Layout, taken: Tag | None = None) -> str:
    """The paragraphs, without buttons, share links, licence and the keeper of the page."""
    skip = {id(tag) for tag in body.select(words().drop)}
    skip |= {id(tag) for tag in body.select(layout.drop)} if layout.drop else set()
    skip |= {id(taken)} if taken is not None else set()
    lines = paragraphs(body, skip).split("\n")
    for number, text in enumerate(lines):
        if any(pattern.search(text) for pattern in words().end) and len(text) < 200:
            lines = lines[:number]
            break
    return "\n".join(lines).strip("\n")


def _named(page: Tag, layout: Layout) -> Iterator[Tag]:
    present = _names(page)
    for selector in [*_ordered(layout.body), *_ordered(words().bodies)]:
        if ":not" in selector or present.issuperset(NAME.findall(selector)):  # a select walks through the whole page
            yield from page.select(selector)


def _names(page: Tag) -> set[str]:
    """The classes and ids of a page as selectors name them."""
    tags = page.find_all(True)
    classes = {f".{name}" for tag in tags for name in attribute(tag, "class").split()}
    return classes | {f"#{attribute(tag, 'id')}" for tag in tags if tag.has_attr("id")}


def _ordered(selectors: str) -> list[str]:
    return [part.strip() for part in COMMA.split(selectors) if part.strip()]


def _by_label(page: Tag) -> Tag | None:
    """A cell beside the label 내용, or the widest cell of a table of labels."""
    for tag in page.find_all(["th", "dt"]):
        value = tag.find_next_sibling(["td", "dd"])
        if meaning(line(tag)) == "body" and isinstance(value, Tag) and line(value):
            return value
    cells = [
        tag
        for tag in page.find_all("td")
        if tag.has_attr("colspan") and not tag.find_previous_sibling("th") and len(line(tag)) >= LEAST_CHARACTERS
    ]
    return max(cells, key=lambda tag: len(line(tag)), default=None)


def _densest(page: Tag) -> Tag | None:
    """The element with the most text of its own or in its paragraphs, links not counted."""
    best, most = None, LEAST_CHARACTERS
    for tag in page.find_all(["div", "article", "section", "td", "main", "pre"]):
        own = [piece for piece in tag.children if not isinstance(piece, Tag) or piece.name in INLINE]
        amount = sum(len(line(piece)) for piece in own)
        amount -= sum(len(line(link)) for piece in own if isinstance(piece, Tag) for link in piece.find_all("a"))
        if amount > most:
            best, most = tag, amount
    return best


def _lone_texts(area: Tag, body: Tag | None) -> Iterator[str]:
    """Short texts that fill an element of the header."""
    for piece in area.descendants:
        if piece is body:
            return
        if isinstance(piece, Tag) and piece.name in FACTS and not piece.find(True) and len(line(piece)) <= 30:
            yield line(piece)


def _lone_days(area: Tag, body: Tag | None, today: date | None = None) -> Iterator[date | datetime]:
    for text in _lone_texts(area, body):
        moment = dates.read(text, today, relative=False)
        if moment:
            yield moment


def _before(area: Tag, body: Tag | None) -> Iterator[Tag]:
    for piece in area.descendants:
        if piece is body:
            return
        if isinstance(piece, Tag) and piece.name in HEADINGS:
            yield piece


def _is_title(tag: Tag) -> bool:
    named = re.fullmatch("h[1-6]", tag.name) or TITLE_CLASS.search(attribute(tag, "class") + " " + attribute(tag, "id"))
    text = line(tag)
    hidden = {"hide", "blind", "hidden", "sr-only"} & set(tag.get("class") or ())
    return bool(named) and 1 < len(text) < 300 and not hidden and plain(text) not in words().never and not meaning(text)


def _without_label(text: str) -> str:
    label, colon, rest = text.partition(":")
    return rest.strip() if colon and meaning(label) == "title" and rest.strip() else text


def _from_head(page: BeautifulSoup) -> str | None:
    """og:title or title, without the name of the site."""
    meta = page.select_one("meta[property='og:title']")
    text = attribute(meta, "content") if meta else line(page.title) if page.title else ""
    site = page.select_one("meta[property='og:site_name']")
    text = " ".join(text.split())
    if site and attribute(site, "content"):
        name = re.escape(attribute(site, "content"))
        return re.sub(rf"\s*[-|<ㅣ:·]\s*(?:[^-|<ㅣ]{{1,12}}[-|<ㅣ:]\s*)?{name}\s*$", "", text) or None
    return re.split(r"\s+[|<>]\s+|\s+[-–]\s+(?=\S+$)", text)[0] or None


def _signed(text: str) -> str | None:
    lines = [piece for piece in text.split("\n") if piece.strip()][-words().last_lines :]
    for piece in reversed(lines):
        for pattern in words().signing:
            if match := pattern.search(piece):
                return match["department"]
    return None
