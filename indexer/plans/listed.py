"""The projects that the tables of a plan list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import Iterator, Sequence

from indexer.plans.columns import header
from indexer.plans.listed_amounts import row_amounts
from indexer.plans.records import Project, budget
from indexer.plans.sheet_tables import described
from indexer.plans.sums import is_sum, of_table
from indexer.records import Table

NAME_CHARACTERS = (2, 80)  # a longer cell describes a project

_SPACES = re.compile(r"\s+")


def listed(tables: Sequence[Table], text: str, year: int | None) -> tuple[Project, ...]:
    """The projects of every table whose header names them; each name once.

    A text without tables of its own may hold them as lines with tabs.
    """
    found: dict[str, Project] = {}
    for table in tables or tuple(tables_in(text)):
        for project in chain(_listed(table, text, year), described(table, text, year)):
            key = "".join(project.name.split())  # a cell breaks its words where its column ends
            found[key] = joined(found[key], project) if key in found else project
    return tuple(found.values())


def tables_in(text: str) -> Iterator[Table]:
    """Neighbouring lines with tabs."""
    rows: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            rows.append(tuple(cell.strip() for cell in line.split("\t")))
        elif rows:
            yield Table(tuple(rows))
            rows = []


def joined(known: Project, again: Project) -> Project:
    """A project that stands twice, with what either says; a name that a cell broke is mended by the other."""
    stated = {amount.won for amount in known.amounts}
    return replace(
        known,
        name=min(known.name, again.name, key=len),
        department=known.department or again.department,
        budget_won=known.budget_won if known.budget_won is not None else again.budget_won,
        period=known.period or again.period,
        amounts=(*known.amounts, *(one for one in again.amounts if one.won not in stated)),
        warnings=tuple(dict.fromkeys((*known.warnings, *again.warnings))),
    )


def _listed(table: Table, text: str, year: int | None) -> Iterator[Project]:
    head = header(table, text)
    if head is None:
        return
    warnings = tuple(of_table(table, text))
    for row in table.rows[head.row + 1:]:
        name = _whole(head.cell(row, "name"), text)
        if _is_name(name) and name != _folded(head.cell(table.rows[head.row], "name")):
            amounts = tuple(row_amounts(row, table, head, year))
            yield Project(
                name=name,
                department=_folded(head.cell(row, "department")) or None,
                budget_won=budget(amounts),
                period=_folded(head.cell(row, "period")) or None,
                page=table.page,
                amounts=amounts,
                warnings=warnings,
            )


def _whole(cell: str, text: str) -> str:
    """A name without the breaks of its cell: joined as elsewhere in the text or to one syllable, else by spaces."""
    cell = re.sub(r"\n(?=[가-힣](?:\s|$))", "", cell)
    closed = _folded(cell.replace("\n", ""))
    return closed if "\n" in cell and closed in text else _folded(cell)


def _is_name(name: str) -> bool:
    plain = re.sub(r"\([^)]*\)", "", name).strip()
    short, long = NAME_CHARACTERS
    return short <= len(plain) <= long and bool(re.search("[가-힣A-Za-z]{2}", plain)) and not is_sum(plain)


def _folded(cell: str) -> str:
    return _SPACES.sub(" ", cell).strip()
