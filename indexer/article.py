"""The article of a page or a text file: its headline, its own text, what it states about itself."""

from __future__ import annotations

import html as entities
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Sequence

from bs4 import BeautifulSoup

import mappings
from indexer import main_text
from indexer.enrich import years

HEADLINE_CHARACTERS = 120  # a longer first line is a paragraph
PROSE_CHARACTERS = 50  # a line this long that ends a sentence is a paragraph
HEAD_LINES = 15  # how far below the headline its repetition may stand

_BULLET = re.compile(r"^[\s•◦○●▪■·*※\-–—]+(?=\S)")
_LIST_MARK = re.compile(r"^\s*[•◦○●▪■·*]")
_SENTENCE_END = re.compile(r"[다요음함됨임]\s*[.!?”\"’')\]]*$|[.!?][”\"’')\]]*$")
_SENTENCE = re.compile(r".+?(?<=다)\.(?=\s|$)")
_BYLINE = re.compile(r"^\s*[\[(【][^\])】]{1,20}[\])】]\s*")
_MARKUP = re.compile(r"<(?:html|body|div|p|br|td|article)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True)
class Article:
    """`stated` is a publication date that the text gives itself; None where it does not say."""

    title: str
    body: str
    stated: date | datetime | None = None
    department: str | None = None
    warnings: tuple[str, ...] = ()


def read_text(text: str, latest: date = date.max) -> Article:
    """The article of a text file. A date after `latest` is no publication date."""
    stated = years.published_in(text, latest)
    lines = _own_lines(_without_crumbs(text).splitlines())
    title, body, warnings = _headed(lines)
    return Article(title, _joined(body), stated, _department(lines), warnings)


def read_html(html: str, latest: date = date.max) -> Article:
    """The article of a web page: its densest part, read as text. What has no markup is read as text whole."""
    if not _MARKUP.search(html):
        return read_text(html, latest)
    page = BeautifulSoup(html, "lxml")
    by_markup, visible = main_text.published(page), years.published_in(page.get_text("\n"), latest)
    text = main_text.dense_text(BeautifulSoup(html, "lxml"))
    found = read_text("\n".join([main_text.headline(page, text) or "", text]), latest)
    early = by_markup and by_markup.date() <= latest
    return replace(found, stated=by_markup if early else visible)


def _without_crumbs(text: str) -> str:
    """The text without the tags and character references that a conversion left in it."""
    return entities.unescape(_crumb().sub(lambda tag: "\n" if _breaks(tag[1]) else " ", text))


def _breaks(element: str) -> bool:
    return element.lower() in ("br", "li", "p", "div", "tr")


def _own_lines(lines: Sequence[str]) -> list[str]:
    """The lines of the article, blank ones kept, without what stands around it."""
    end = _end(lines)
    kept: list[str] = []
    in_list = False
    for line in lines[:end]:
        bare = _BULLET.sub("", line).strip()
        if _rules("headings").search(bare):
            in_list = True
        elif in_list and (not bare or _LIST_MARK.match(line)):
            continue
        elif not _rules("lines").search(bare) and not _rules("captions").search(bare):
            in_list = False
            kept.append(line.rstrip())
    return kept


def _end(lines: Sequence[str]) -> int:
    """Where the end of the page begins: the first tail or heading that no paragraph follows."""
    last_prose = max((at for at, line in enumerate(lines) if _is_prose(line)), default=-1)
    for at in range(last_prose + 1, len(lines)):
        bare = _BULLET.sub("", lines[at]).strip()
        if _rules("tails").search(bare) or _rules("headings").search(bare):
            return at
    return len(lines)


def _is_prose(line: str) -> bool:
    if len(line) < PROSE_CHARACTERS or _LIST_MARK.match(line) or _rules("tails").search(line):
        return False
    return bool(_SENTENCE_END.search(line.rstrip()))


def _headed(lines: Sequence[str]) -> tuple[str, list[str], tuple[str, ...]]:
    """The headline, the lines below it, warnings. Without a headline the first sentence stands in, kept in the body."""
    rest = list(lines)
    while rest and not rest[0].strip():
        rest.pop(0)
    if not rest:
        return "", [], ("no text is left beside the boilerplate",)
    first = _SPACES.sub(" ", rest[0]).strip()
    if len(first) > HEADLINE_CHARACTERS or _SENTENCE.fullmatch(first):
        return _shortened(first), rest, ("no headline: the title is the first sentence",)
    return first, _below(first, rest), ()


def _below(headline: str, lines: Sequence[str]) -> list[str]:
    """What follows the headline; where it stands twice, as on a page with files between, what follows the second."""
    wanted = "".join(headline.split())
    for at in range(min(HEAD_LINES, len(lines) - 1), 0, -1):
        if "".join(lines[at].split()) == wanted:
            return list(lines[at + 1:])
    return list(lines[1:])


def _shortened(paragraph: str) -> str:
    sentence = _SENTENCE.match(_BYLINE.sub("", paragraph))
    text = sentence[0] if sentence else paragraph
    if len(text) <= HEADLINE_CHARACTERS:
        return text
    return text[:HEADLINE_CHARACTERS].rpartition(" ")[0] + "…"


def _department(lines: Sequence[str]) -> str | None:
    """The department of the head or of the signing line."""
    for line in lines:
        found = _rules("departments").search(line.strip())
        if found:
            return next(" ".join(name.split()) for name in found.groups() if name)
    return None


def _joined(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@cache
def _table() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = tomllib.loads(mappings.path("boilerplate.toml").read_text("utf-8"))
    return loaded


@cache
def _rules(name: str) -> re.Pattern[str]:
    """The patterns of one list as one."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _table()[name]))


@cache
def _crumb() -> re.Pattern[str]:
    return re.compile(rf"</?({'|'.join(_table()['elements'])})(?:\s[^<>]*)?/?>", re.IGNORECASE)
