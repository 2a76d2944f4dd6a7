"""What a visit to a candidate shows, written down as a declaration for a person to accept."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Iterable, Iterator, Literal, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from crawler.addresses import fill, pairs, placeholders, taken_apart
from crawler.board import read_list, read_post
from crawler.errors import BoardError
from crawler.layouts import BASE, Layout, families, recognise
from crawler.markup import VOLATILE, line, soup
from crawler.plan_links import Candidate, table, topic_of, year_of
from crawler.sources import OURS

Shape = Literal["board", "post", "page", "file", "ebook", "unseen"]
ROWS = 5  # titles that are kept as evidence
LEAST_SHARE = 0.5  # of the rows of a board that name a plan; below, it is a board of everything


@dataclass(frozen=True)
class Look:
    """`titles` name what is looked for, the newest first; `year` is the newest that they name."""

    candidate: Candidate
    shape: Shape
    url: str = ""  # that of a board is the address of its list
    family: str = BASE
    titles: tuple[str, ...] = ()
    year: int | None = None
    error: str = ""

    def is_of(self, year: int) -> bool:
        """Whether it holds the plan of that year or of a later one. What names no year is never taken for it."""
        return self.year is not None and self.year >= year


def look(candidate: Candidate, html: str, url: str) -> Look:
    """A board, a post, a page with files or an e-book, as the page itself shows."""
    family = recognise(html)
    layout = families()[family]
    if is_post(url, layout):
        return _single(candidate, "post", html, url, family)
    titles = _titles(layout, html, url)
    named = [title for title in titles if topic_of(title)[0]]
    if named and len(named) >= LEAST_SHARE * len(titles):
        return Look(candidate, "board", url, family, tuple(named[:ROWS]), _newest(named))
    return _single(candidate, "page", html, url, family)


def unvisited(candidate: Candidate, error: str = "") -> Look:
    """Of a link to a file, or of a page that could not be visited: only its label speaks."""
    is_file = bool(re.search(table()["pages"]["files"], candidate.link.url))
    return Look(candidate, "file" if is_file else "unseen", candidate.link.url, year=candidate.year, error=error)


def is_post(url: str, layout: Layout) -> bool:
    return bool(layout.post_id and re.search(layout.post_id, url)) and (
        not layout.post_url or taken_apart(layout.post_url, url) is not None
    )


def is_proposable(one: Look, year: int) -> bool:
    """What stays where it is while years pass: no single file or post, nothing labelled with an earlier year."""
    labelled = one.candidate.year
    return one.shape in ("board", "page", "unseen") and (labelled is None or labelled >= year)


def board_of(url: str) -> str:
    """The list to which a post belongs, by the addresses of the families; "" where none fits."""
    for layout in families().values():
        if not layout.post_url or "path" in placeholders(layout.post_url):
            continue
        taken = taken_apart(layout.post_url, url)
        asked = placeholders(layout.list_url) - OURS
        if taken and taken[0].get("post") and all(taken[0].get(name) for name in asked):
            return fill(layout.list_url, {**taken[0], "page": "1", "offset": "0"})
    return ""


def place(url: str) -> tuple[str, str, frozenset[tuple[str, str]]]:
    """What tells boards apart in their addresses."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    kept = ((name, unquote(value)) for name, value in pairs(url) if value and not VOLATILE.match(name))
    return host, re.sub(r";jsessionid=[^/]*", "", parts.path).rstrip("/"), frozenset(kept)


def declarations(looks: Sequence[Look], taken: Iterable[str], year: int, today: date) -> str:
    """Tables for the file of a government, with the evidence as fields; `taken` are the names of its boards."""
    used, made = set(taken), []
    for one in looks:
        name = next(name for name in _names(table()["topics"][one.candidate.topic]["kind"]) if name not in used)
        used.add(name)
        made.append(_declaration(one, name, year, today))
    return "\n".join(made)


def _single(candidate: Candidate, shape: Shape, html: str, url: str, family: str) -> Look:
    """The year of a single thing: of its files, else of its title, else of the label that led to it."""
    files, title = _files(families()[family], html, url)
    if not files and re.search(table()["pages"]["ebook"], html):
        shape = "ebook"
    named = [text for text in [*files, title] if topic_of(text)[0]]
    year = _newest(named) or year_of(title) or candidate.year
    return Look(candidate, shape, url, family, tuple(named[:ROWS]), year)


def _titles(layout: Layout, html: str, url: str) -> list[str]:
    for known in (layout, families()[BASE]):
        try:
            return [row.title for row in read_list(known, html, url)]
        except BoardError:
            continue
    return []


def _files(layout: Layout, html: str, url: str) -> tuple[list[str], str]:
    """Names of files, and the title of the page."""
    try:
        post = read_post(layout, html, url)
        return [file.name for file in post.attachments], post.title or ""
    except BoardError:
        return [], line(soup(html).title)


def _newest(texts: Iterable[str]) -> int | None:
    return max((year for text in texts if (year := year_of(text))), default=None)


def _names(kind: str) -> Iterator[str]:
    yield kind
    yield from (f"{kind}{number}" for number in range(2, 100))


def _declaration(one: Look, name: str, year: int, today: date) -> str:
    link, topic = one.candidate.link, one.candidate.topic
    family, site, params, layout = _addressed(one)
    read = one.shape == "board"
    above = f"{link.near} > " if link.near else ""
    keys: dict[str, Any] = {
        "kind": table()["topics"][topic]["kind"],
        "family": family,
        "site": site,
        "every": "7d",
        "params": params,
        "layout": layout,
        "evidence": f"{above}{link.text} on {link.page}" + (f"; {' / '.join(one.titles)}" if one.titles else ""),
        "seen": str(today.year),
        "verified": today.isoformat() if read else "never",
        "hint": not read,
        "note": f"{topic}, {one.shape}; {_standing(one, year)}",
    }
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items() if value]
    return "\n".join([f"[boards.{name}]{' ' * 24}# score {one.candidate.score}", *lines, ""])


def _standing(one: Look, year: int) -> str:
    if one.error:
        return f"not visited: {one.error}"
    if one.year is None:
        return "names no year"
    return f"holds that of {one.year}" if one.is_of(year) else f"newest is of {one.year}, that of {year} is awaited"


def _addressed(one: Look) -> tuple[str, str, Mapping[str, str], Mapping[str, str]]:
    """Family, site, params and layout by which the crawler asks for the address again."""
    known = [one.family, *(name for name in families() if "path" not in placeholders(families()[name].list_url))]
    for family in known:
        template = families()[family].list_url
        taken = taken_apart(template, one.url) if template else None
        asked = placeholders(template) - OURS
        if taken and all(taken[0].get(name) for name in asked):
            more = [f"{name}={value}" for name, value in taken[1] if value and not VOLATILE.match(name)]
            params = {name: taken[0][name].strip("/") for name in sorted(asked)}
            layout = {"list_url": "&".join([template, *map(_plain, more)])} if more else {}
            return family, taken[0]["site"], params, layout
    parts = urlsplit(one.url)
    query = "&".join(f"{name}={value}" for name, value in pairs(one.url) if value and not VOLATILE.match(name))
    address = parts.path + (f"?{query}" if query else "")
    return BASE, f"{parts.scheme}://{parts.netloc}", {}, {"list_url": "{site}" + _plain(address)}


def _plain(text: str) -> str:
    """Braces stand for themselves in a template."""
    return text.replace("{", "{{").replace("}", "}}")


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_toml(text)}" for name, text in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
