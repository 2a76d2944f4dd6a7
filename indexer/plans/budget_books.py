"""The lines of a budget book: what each project or department may spend."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Iterator, Mapping, Sequence

import mappings
from indexer.money import parse_won
from indexer.plans.columns import unit_of
from indexer.plans.names import department
from indexer.plans.records import Amount, Project
from indexer.plans.sums import is_sum, of_table
from indexer.records import Table

HEADER_ROWS = 4  # below a title or a unit
NAME_CHARACTERS = 80

_YEAR = re.compile(r"20(\d\d)|['’‘](\d\d)")
_RANK = re.compile(r"^\s*(?P<rank>부서|정책|단위|세부)\s*(?:사업)?\s*[:：]\s*(?P<name>\S.*)$")
_LEVELS = {"정책": "strategy", "단위": "task", "세부": "item"}
_FINAL = re.compile(r"확정|최종")


@dataclass(frozen=True)
class _Head:
    rows: int  # of the header, with what stands above it
    name: int
    budget: int
    label: str
    unit: str | None


def budget_lines(tables: Sequence[Table], text: str, year: int | None, office: str | None) -> tuple[Project, ...]:
    """Every row with a name and a sum, in the column of the year; the department above it, else that of the book."""
    office = next(filter(None, map(_office, tables)), office or None)
    return tuple(line for table in tables for line in _lines(table, text, year, office))


def _office(table: Table) -> str | None:
    """What stands below a cell that heads offices, the last of a row: 소관, then 실국."""
    for row, below in zip(table.rows, table.rows[1:]):
        for at, cell in reversed(list(enumerate(row))):
            if at and _is("office", cell) and not _is("name", cell) and at < len(below) and below[at].strip():
                return " ".join(re.sub(r"[\d\s]+", " ", below[at]).split()) or None
    return None


def _lines(table: Table, text: str, year: int | None, office: str | None) -> Iterator[Project]:
    head = _head(table, text, year)
    if head is None:
        return
    warnings = tuple(of_table(replace(table, rows=table.rows[head.rows - 1:]), text))
    above: dict[str, str] = {}
    for row in table.rows[head.rows:]:
        name, printed = (" ".join(row[at].split()) if at < len(row) else "" for at in (head.name, head.budget))
        rank = _RANK.match(name)
        if rank:
            name = rank["name"].strip()
            above[rank["rank"]] = name
        won = parse_won(printed, head.unit)
        if won is None or is_sum(name) or not 2 <= len(name) <= NAME_CHARACTERS or rank and rank["rank"] == "부서":
            continue
        level = _LEVELS[rank["rank"]] if rank else "task"
        amount = Amount(won, printed, head.label, "year", table.page)
        yield Project(
            name=name, department=above.get("부서") or department(name) or office, budget_won=won, page=table.page,
            amounts=(amount,), level=level, parent=_parent(level, above), warnings=warnings,
        )


def _parent(level: str, above: Mapping[str, str]) -> str | None:
    return {"task": above.get("정책"), "item": above.get("단위")}.get(level)


def _head(table: Table, text: str, year: int | None) -> _Head | None:
    for at, row in enumerate(table.rows[:HEADER_ROWS]):
        name = next((place for place, cell in enumerate(row) if _is("name", cell)), None)
        if name is None:
            continue
        rows = at + 1
        while rows < len(table.rows) and table.rows[rows][name] == row[name]:
            rows += 1
        labels = [" ".join(dict.fromkeys(part)) for part in zip(*table.rows[at:rows])]
        budget = _budget_column(labels, year)
        if budget is not None:
            return _Head(rows, name, budget, " ".join(labels[budget].split()), unit_of(table, at, text))
    return None


def _budget_column(labels: Sequence[str], year: int | None) -> int | None:
    """That of the wanted year, else of the last; the final one where there are several; else one without a year."""
    sums = [at for at, label in enumerate(labels) if _is("budget", label) and not _is("other", label)]
    years = {at: _years(labels[at]) for at in sums}
    known = [found for found in years.values() if found]
    wanted = year if year in known else max(known, default=None)
    of_year = [at for at in sums if years[at] == wanted]
    return next((at for at in of_year if _FINAL.search(labels[at])), of_year[-1] if of_year else None)


def _years(label: str) -> int | None:
    found = _YEAR.search(label)
    return 2000 + int(found[1] or found[2]) if found else None


def _is(role: str, cell: str) -> bool:
    return bool(_roles()[role].fullmatch("".join(cell.split())))


@cache
def _roles() -> Mapping[str, re.Pattern[str]]:
    return {row["role"]: re.compile(row["pattern"]) for row in mappings.table("budget_columns")}
