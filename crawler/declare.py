"""Writes the declarations of the districts from a table of boards: `python -m crawler.declare TABLE.csv`."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Iterable, Mapping
from urllib.parse import urlsplit

import mappings
from crawler.addresses import Pairs, pairs, placeholders, taken_apart
from crawler.layouts import BASE, families
from crawler.sources import DISTRICTS, OURS

NEW = re.compile(r"202[4-9]$")  # older rows are hints
NOTICES = "01,02,03,04,05"  # every kind of legal notice that 새올 knows
WEAK = re.compile(r"second address|superseded|not verified|re-check|확인 필요")


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
        return self.family, host, address

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
    kind, name = _table()["kinds"][row["kind"]]
    family, site, params, layout = _read(_mended(row["url"]), kind, row["cms_family"], row["note"])
    seen = row["year_seen"]
    hint = not NEW.search(seen) or bool(WEAK.search(row["note"]))
    verified = "page" if any(saved in row["url"] for saved in _table()["saved"]) else "never"
    made = Board(name, kind, family, site, params, layout, row["evidence"], seen, row["note"], hint, verified)
    return _described(made, row["url"])


def stem(district: Mapping[str, str]) -> str:
    """seoul_geumcheon of Geumcheon-gu in Seoul; seoul of the city itself; ulsan_junggu of 중구, too short a name."""
    parent = next(row for row in mappings.table("districts") if row["name"] == row["sido"] == district["sido"])
    own = district["name_en"]
    last = re.sub(r"\W", "", own.lower()) if len(district["name"]) == 2 else _short(own)
    return _short(parent["name_en"]) + ("" if parent is district else f"_{last}")


def declaration(code: str, found: list[Board]) -> str:
    """The TOML of a district: family and site of its first board stand above all."""
    first = found[0]
    head = f'district = "{code}"\nfamily = "{first.family}"\nsite = "{first.site}"\n'
    sections = (_section(board, first.family, first.site) for board in found)
    return f'# {_districts()[code]["full_name"]}\n{head}' + "".join(sections)


def write(found: Mapping[str, list[Board]], folder: Path, again: bool) -> Counter[str]:
    """A file a district, in the folder of its 시·도; one that exists is kept unless `again`."""
    counts: Counter[str] = Counter()
    for code, of_district in found.items():
        district = _districts()[code]
        place = folder / district["sido"] / f"{stem(district)}.toml"
        if place.exists() and not again:
            counts["kept"] += 1
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(declaration(code, of_district), "utf-8")
        counts["written"] += 1
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m crawler.declare", description=__doc__)
    parser.add_argument("table", type=Path, help="CSV: code, kind, url, cms_family, evidence, year_seen, note")
    parser.add_argument("--into", type=Path, default=DISTRICTS)
    parser.add_argument("--again", action="store_true", help="write over files that exist")
    given = parser.parse_args()
    with given.table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = boards(rows)
    counts = write(found, given.into, given.again)
    left = sum(not row["code"] for row in rows)
    print(
        f"{len(rows)} rows, {left} of districts that are no more, {sum(map(len, found.values()))} boards of "
        f"{len(found)} districts; {counts['written']} files written, {counts['kept']} kept"
    )
    return 0


def _rank(row: Mapping[str, str]) -> tuple[str, bool, bool, int]:
    """Within a kind sure rows before weak ones, new before old."""
    kinds = list(_table()["kinds"])
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


def _mended(address: str) -> str:
    """One question mark, single percent signs."""
    path, mark, query = address.replace("%%", "%").partition("?")
    return str(_table()["instead"].get(address, path + mark + query.replace("?", "&")))


def _described(made: Board, address: str) -> Board:
    """With what declare.toml knows of the board beside its address."""
    for pattern, keys in _table()["boards"].items():
        if re.search(pattern, address):
            layout = {**made.layout, **keys.get("layout", {})}
            family = "own" if made.family == BASE and "row" in layout else made.family
            return replace(made, family=family, layout=layout, encoding=keys.get("encoding", ""))
    return made


def _read(address: str, kind: str, cms: str, note: str) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """Family, site, params and layout of an address."""
    said = next((family for pattern, family in _table()["addresses"].items() if re.search(pattern, address)), "")
    candidates = [said] if said else _table()["families"][cms]
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
    list_url = "{site}" + _plain(parts.path.rstrip("/")) + ("?" + "&".join(query) if query else "")
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
    silent = {*_table()["pages"]["names"], *_table()["pages"]["idle"]}
    return [(name, value) for name, value in found if value and name not in silent]


def _paging(found: Pairs, note: str, family: str) -> str:
    """From the address, the note, or the family; "": nobody has seen a second page."""
    said = re.search(r"pageParam [&?]*(\w+)", note)
    if said and said[1] in _table()["pages"]["names"]:
        return said[1]
    stated = next((name for name, _ in found if name in _table()["pages"]["names"]), "")
    usual = next((name for name, value in pairs(families()[family].list_url) if value == "{page}"), "")
    return stated or usual


def _facts(address: str, note: str) -> dict[str, str]:
    """What the note says, or the table of declare.toml."""
    names: dict[str, str] = _table()["facts"]
    found = re.findall(rf"\b({'|'.join(names)})=(\w+)", note)
    facts = {names[name]: value for name, value in found}
    for pattern, values in _table()["params"].items():
        facts |= values if re.search(pattern, address) else {}
    return facts


def _plain(text: str) -> str:
    """Braces stand for themselves in a template."""
    return text.replace("{", "{{").replace("}", "}}")


def _section(board: Board, family: str, site: str) -> str:
    keys: dict[str, Any] = {}
    if board.kind != board.name:
        keys["kind"] = board.kind
    if board.family != family:
        keys["family"] = board.family
    if board.site != site:
        keys["site"] = board.site
    keys["encoding"] = board.encoding
    keys["every"] = _table()["every"].get("hint" if board.hint else board.kind, "")
    keys |= {"params": board.params, "layout": board.layout, "evidence": board.evidence, "seen": board.seen}
    keys |= {"verified": board.verified, "hint": board.hint, "note": board.note}
    lines = [f"{name} = {_toml(value)}\n" for name, value in keys.items() if value]
    return f"\n[boards.{board.name}]\n" + "".join(lines)


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_toml(text)}" for name, text in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)  # a text or a truth is written alike in both


def _short(name: str) -> str:
    return re.sub(r"\W", "", re.sub(r"-(do|si|gun|gu)$", "", name.lower()))


@cache
def _districts() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in mappings.table("districts")}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
