"""A document as one row of a table."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Mapping

from indexer.records import Entry
from webapp import labels
from webapp.addresses import linkable

VERSION = 1  # of the columns: a new one is added at the end, a changed meaning counts up

Cell = str | int


@cache
def columns() -> tuple[Mapping[str, str], ...]:
    """Name, Korean, English of every column, in order."""
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def names() -> tuple[str, ...]:
    return tuple(column["name"] for column in columns())


def row(entry: Entry, permalink: str) -> tuple[Cell, ...]:
    """The cells of an entry in the order of the columns; empty where the source does not say."""
    code = next(iter(entry.get("district") or ()), "")
    district = labels.districts().get(code)
    themes = labels.most_specific(entry.get("theme") or [])
    cells: dict[str, Cell | None] = {
        **{name: entry.get(name) for name in names()},
        "kind_name": labels.value_label("kind", entry["kind"]),
        "district": code,
        "district_name": district.full_name if district else "",
        "province_name": district.full_name.split(" ")[0] if district else "",
        "release_type_name": labels.value_label("release_type", entry.get("release_type") or ""),
        "themes": ";".join(themes),
        "theme_names": ";".join(labels.value_label("theme", id) for id in themes),
        "attachments": len(entry.get("attachments") or ()),
        "versions": entry.get("versions", 1),
        "url": linkable(entry.get("url")),
        "permalink": permalink,
    }
    return tuple("" if cells[name] is None else _cell(cells[name]) for name in names())


def _cell(value: Cell | None) -> Cell:
    return value if isinstance(value, int) else str(value)
