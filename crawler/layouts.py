"""How the pages of a CMS family are built, from families.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Mapping

import soupsieve

from crawler import odd
from crawler.addresses import placeholders
from crawler.errors import SourceError

FAMILIES = Path(__file__).parent / "families.toml"
BASE = "generic"  # what every family inherits, alone the reading of a page that no family fits


@dataclass(frozen=True)
class Layout:
    """Templates, regular expressions with one group, CSS selectors; empty: found by labels and headers instead."""

    list_url: str = ""
    post_url: str = ""  # empty: the link of the row is followed as it stands
    first_page: int = 1
    page_size: int = 10  # for {offset}
    first_offset: int = 0
    fields: tuple[str, ...] = ()  # hidden fields of the list page that help to make the address of a post
    marks: tuple[str, ...] = ()  # regular expressions; the family with the most hits is recognised
    post_id: str = ""  # searched for in the whole row, so onclick works too
    row: str = ""
    title: str = ""
    date: str = ""
    department: str = ""
    heading: str = ""  # the title of a post page
    head: str = ""  # where a post page states date and department
    body: str = ""
    drop: str = ""  # inside the body, but not of it
    files: str = ""
    preview: str = ""  # regular expression: links that show a file instead of giving it
    posted: str = ""  # regular expression: addresses whose query is sent as a form (POST)
    odd: str = ""  # what writes the page out before it is read: a name of crawler.odd


TEMPLATES = ("list_url", "post_url")
PATTERNS = ("post_id", "preview", "posted")
SELECTORS = ("row", "title", "date", "department", "heading", "head", "body", "drop", "files")
KEYS = tuple(field.name for field in fields(Layout))


@cache
def families() -> Mapping[str, Layout]:
    """Every family by name, each on top of the one that it is `like`, else of the generic one."""
    made: dict[str, Layout] = {}
    for name, table in tomllib.loads(FAMILIES.read_text("utf-8")).items():
        like = table.pop("like", BASE)
        if name != BASE and like not in made:
            raise SourceError(f"{FAMILIES.name}: {name}: there is no family '{like}' above it")
        made[name] = override(made.get(like, Layout()), table, f"{FAMILIES.name}: {name}")
    return made


def override(layout: Layout, table: Mapping[str, Any], where: str) -> Layout:
    """The layout with the keys of a TOML table replaced; SourceError begins with `where`."""
    for key, value in table.items():
        _check(key, value, where)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return replace(layout, **values)


def recognise(html: str) -> str:
    """The family whose marks are found most often in a page, BASE when there is none."""
    counts = {name: sum(bool(re.search(mark, html)) for mark in layout.marks) for name, layout in families().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else BASE


def _check(key: str, value: Any, where: str) -> None:
    if key not in KEYS:
        raise SourceError(f"{where}: unknown layout key '{key}'")
    wanted = type(getattr(Layout, key))
    if wanted is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SourceError(f"{where}: '{key}' must be a list of texts")
    elif type(value) is not wanted:
        raise SourceError(f"{where}: '{key}' must be {'a number' if wanted is int else 'a text'}")
    if key == "odd" and value and value not in odd.PAGES:
        raise SourceError(f"{where}: 'odd' must be one of {', '.join(odd.PAGES)}, not {value!r}")
    try:
        _compile(key, value)
    except (re.error, soupsieve.SelectorSyntaxError, ValueError) as error:
        raise SourceError(f"{where}: '{key}' cannot be read: {str(error).splitlines()[0]}") from None


def _compile(key: str, value: Any) -> None:
    if key in SELECTORS and value:
        soupsieve.compile(value)
    if key in TEMPLATES:
        placeholders(value)
    for pattern in value if key == "marks" else [value] if key in PATTERNS else []:
        compiled = re.compile(pattern)
        if key == "post_id" and value and not compiled.groups:
            raise ValueError("no group around the id")
