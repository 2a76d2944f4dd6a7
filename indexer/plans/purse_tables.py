"""What a table says that a project costs, divided by purses."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from indexer.money import parse_won
from indexer.plans.columns import unit_of
from indexer.plans.records import Amount
from indexer.plans.sums import is_sum
from indexer.purses import purse
from indexer.records import Table

_YEAR = re.compile(r"(?:20|['’‘`])(?P<year>\d\d)")
_TOTAL = re.compile(r"총|^합?계$")


def costs(table: Table, text: str, year: int | None) -> tuple[Amount, ...]:
    """The sum over all purses, once for the plan's year, once in total; none where the table has no purses."""
    unit = unit_of(table, 0, text)
    if unit is None:
        return ()
    width = max(map(len, table.rows))
    rows = [tuple(" ".join(cell.split()) for cell in (*row, *[""] * (width - len(row)))) for row in table.rows]
    return tuple(_sums(rows, unit, year, table.page)) or tuple(_sums(list(zip(*rows)), unit, year, table.page))


def _sums(rows: Sequence[Sequence[str]], unit: str, year: int | None, page: int | None) -> Iterator[Amount]:
    whole = next((row for row in rows[1:] if is_sum(row[0])), None)
    parts = [(name, row) for row in rows[1:] if (name := purse(row[0]))]
    if whole is None or not parts:
        return
    by_years = any(map(_YEAR.search, rows[0][1:]))
    for column in range(1, len(whole)):
        won, scope = parse_won(whole[column], unit), _scope(rows[0][column], year, by_years)
        if won is not None and scope:
            borne = ((name, parse_won(row[column], unit)) for name, row in parts)
            shares = {name: part for name, part in borne if part is not None}
            yield Amount(won, whole[column], rows[0][column] or whole[0], scope, page, shares)


def _scope(label: str, year: int | None, by_years: bool) -> str:
    """Empty for a column of another year, of what is spent or planned later."""
    stated = _YEAR.search(label)
    if stated:
        return "year" if int(stated["year"]) + 2000 == year else ""
    if by_years:
        return "total" if _TOTAL.search(label) else ""
    return "unstated"
