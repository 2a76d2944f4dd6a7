"""Reads a table of boards: an address becomes a family with its parameters, an old row a hint."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Iterable, Mapping
from urllib.parse import urlsplit

from crawler.addresses import Pairs, pairs, placeholders, taken_apart
from crawler.layouts import BASE, families
from crawler.sources import OURS

NEW = re.compile(r"202[4-9]$")  # older rows are hints
NOTICES = "01,02,03,04,05"  # every kind of legal notice that 새올 knows
WEAK = re.compile(r"second address|superseded|not verified|re-check|iframe of|확인 필요")


@dataclass(frozen=True)
class Board:
    """A board as it is declared; `layout` holds what differs from its family."""

    name: str
    kind: str
    family: str
    site: str
    params: Mapping[str, str] = field(default_factory=dict)
    layout: Mapping[str, str] = field(default_factory=dict)
    evidence: str = ""
    seen: str = ""
    note: str = ""
    hint: bool = False
    verified: str = "never"
    encoding: str = ""

    def same_place(self, other: Board) -> bool:
        """Whether two rows mean the same board: old ones may leave out the menu."""
        mine, theirs = dict(self.params), dict(other.params)
        menus = {mine.pop("menu", ""), theirs.pop("menu", "")}
        alike = len(menus) == 1 or "" in menus and bool(mine.get("board"))
        return self.place == other.place and mine == theirs and alike

    @property
    def place(self) -> tuple[str, str, str]:
        host = re.sub(r"^https?://(www\.)?", "", self.site)
        address = re.sub(r"[?&]\w+=\{page\}", "", self.layout.get("list_url", ""))  # how pages are counted aside
        return self.family, host, address.replace("/?", "?").rstrip("/")

    @property
    def paged(self) -> bool:
        return not self.layout or "{page}" in self.layout["list_url"]


def boards(rows: Iterable[Mapping[str, str]]) -> dict[str, list[Board]]:
    """The boards of every district by its code, the better evidence first; rows without a district are left out."""
    found: dict[str, list[Board]] = defaultdict(list)
    for row in sorted(rows, key=_rank):
        if not row["code"]:
            continue
        found[row["code"]] = _with(found[row["code"]], board(row))
    return dict(found)


def board(row: Mapping[str, str]) -> Board:
    """A row of the table: columns kind, url, cms_family, evidence, year_seen, note."""
    kind, name = table()["kinds"][row["kind"]]
    family, site, params, layout = _read(mended(row["url"]), kind, row["cms_family"], row["note"])
    seen = row["year_seen"]
    hint = not NEW.search(seen) or bool(WEAK.search(row["note"]))
    verified = "page" if any(saved in row["url"] for saved in table()["saved"]) else "never"
    made = Board(name, kind, family, site, params, layout, row["evidence"], seen, row["note"], hint, verified)
    return _described(made, row["url"])


def mended(address: str) -> str:
    """One question mark, single percent signs."""
    path, mark, query = address.replace("%%", "%").partition("?")
    return str(table()["instead"].get(address, path + mark + query.replace("?", "&")))


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _rank(row: Mapping[str, str]) -> tuple[str, bool, bool, int]:
    """Within a kind sure rows before weak ones, new before old."""
    kinds = list(table()["kinds"])
    return (
        f"{kinds.index(row['kind'])}",
        not NEW.search(row["year_seen"]),
        bool(WEAK.search(row["note"])) or row["year_seen"] != "2026",
        -int(re.sub(r"\D.*", "", row["year_seen"])),
    )


def _with(known: list[Board], made: Board) -> list[Board]:
    """A board that is known already may still tell how its pages are counted."""
    for place, other in enumerate(known):
        if made.same_place(other):
            better = replace(other, layout=made.layout) if made.paged and not other.paged else other
            return [*known[:place], better, *known[place + 1 :]]
    same = sum(other.name.rstrip("23456789") == made.name for other in known)
    hint = made.hint or bool(same and made.kind == "press")
    return [*known, replace(made, name=f"{made.name}{same + 1}" if same else made.name, hint=hint)]


def _described(made: Board, address: str) -> Board:
    """With what board_table.toml knows of the board beside its address."""
    for pattern, keys in table()["boards"].items():
        if re.search(pattern, address):
            layout = {**made.layout, **keys.get("layout", {})}
            family = "own" if made.family == BASE and "row" in layout else made.family
            return replace(made, family=family, layout=layout, encoding=keys.get("encoding", ""))
    return made


def _read(address: str, kind: str, cms: str, note: str) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """Family, site, params and layout of an address."""
    said = next((family for pattern, family in table()["addresses"].items() if re.search(pattern, address)), "")
    candidates = [said] if said else table()["families"][cms]
    facts = _facts(address, note)
    if candidates[0] == "saeol":
        return _saeol(address, kind, facts)
    for family in candidates:
        template = families()[family].list_url
        taken = taken_apart(template, address) if template else None
        if taken:
            return _by_family(family, template, *taken, facts)
    return _by_address(candidates[0], address, note, facts)


def _by_family(
    family: str, template: str, values: dict[str, str], left: Pairs, facts: Mapping[str, str]
) -> tuple[str, str, dict[str, str], dict[str, str]]:
    asked = {name for name in placeholders(template) if name not in OURS}
    params = {name: values[name].strip("/") if name == "path" else values[name] for name in sorted(asked)}
    params |= {name: value for name, value in facts.items() if not params.get(name)}
    more = "".join(f"&{name}={_plain(value)}" for name, value in _telling(left))
    return family, values["site"], params, {"list_url": template + more} if more else {}


def _by_address(
    family: str, address: str, note: str, facts: Mapping[str, str]
) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """An address that no template gives is a template of its own, with the parameter that counts its pages."""
    parts, found = urlsplit(address), pairs(address)
    paging = _paging(found, note, family)
    query = [f"{name}={_plain(value)}" for name, value in _telling(found)] + ([f"{paging}={{page}}"] if paging else [])
    list_url = "{site}" + _plain(parts.path) + ("?" + "&".join(query) if query else "")
    menu = {name: value for name, value in found if name.lower() == "mid" and facts}
    params = dict(facts) | {"menu": value for value in menu.values()}
    needed = placeholders(families()[family].post_url) - OURS - {"board", "menu"} - set(families()[family].fields)
    layout = {"list_url": list_url} | ({"post_url": ""} if needed else {})
    return family, f"{parts.scheme}://{parts.netloc}", params, layout


def _saeol(address: str, kind: str, facts: Mapping[str, str]) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """The pages around 새올 all post to the same action; only the host tells them apart."""
    parts, found = urlsplit(address), dict(pairs(address))
    site = f"{parts.scheme}://{parts.netloc}"
    if kind == "notice":
        return "saeol_notice", site, {"codes": NOTICES}, {}
    said = found.get("news_epct_yn") or found.get("news_epct_no")
    return "saeol", site, dict(facts) | ({"open": said} if said else {}), {}


def _telling(found: Pairs) -> Pairs:
    """The parameters that choose what is listed."""
    silent = {*table()["pages"]["names"], *table()["pages"]["idle"]}
    return [(name, value) for name, value in found if value and name not in silent]


def _paging(found: Pairs, note: str, family: str) -> str:
    """From the address, the note, or the family; "": nobody has seen a second page."""
    said = re.search(r"pageParam [&?]*(\w+)", note)
    if said and said[1] in table()["pages"]["names"]:
        return said[1]
    stated = next((name for name, _ in found if name in table()["pages"]["names"]), "")
    usual = next((name for name, value in pairs(families()[family].list_url) if value == "{page}"), "")
    return stated or usual


def _facts(address: str, note: str) -> dict[str, str]:
    """What the note says, or the table of board_table.toml."""
    names: dict[str, str] = table()["facts"]
    found = re.findall(rf"\b({'|'.join(names)})=(\w+)", note)
    facts = {names[name]: value for name, value in found}
    for pattern, values in table()["params"].items():
        facts |= values if re.search(pattern, address) else {}
    return facts


def _plain(text: str) -> str:
    """Braces stand for themselves in a template."""
    return text.replace("{", "{{").replace("}", "}}")
