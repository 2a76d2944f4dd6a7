"""Writes the declarations of the districts from a table of boards: `python -m crawler.declare TABLE.csv`."""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Mapping

import mappings
from crawler.board_table import Board, boards, table
from crawler.sources import DISTRICTS


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


def _section(board: Board, family: str, site: str) -> str:
    keys: dict[str, Any] = {}
    if board.kind != board.name:
        keys["kind"] = board.kind
    if board.family != family:
        keys["family"] = board.family
    if board.site != site:
        keys["site"] = board.site
    keys["encoding"] = board.encoding
    keys["every"] = table()["every"].get("hint" if board.hint else board.kind, "")
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


if __name__ == "__main__":
    sys.exit(main())
