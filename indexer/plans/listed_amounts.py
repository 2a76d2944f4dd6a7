"""What a row of a list of projects says that its project costs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterator, Sequence

from indexer.money import parse_won
from indexer.plans.columns import Header
from indexer.plans.records import Amount
from indexer.purses import purse
from indexer.records import Table

_YEAR = re.compile(r"20\d\d")


def row_amounts(row: Sequence[str], table: Table, head: Header, year: int | None) -> Iterator[Amount]:
    """The sums in the columns of budgets; those of purses under a heading of several are shares of the one before."""
    whole: Amount | None = None
    for at, bearer in _columns(table, head):
        printed = " ".join(row[at].split()) if at < len(row) else ""
        won = parse_won(printed, head.unit)
        if bearer and whole and won is not None:
            whole = replace(whole, shares={**whole.shares, bearer: won})
        elif not bearer:
            yield from [whole] if whole else []
            whole = _amount(won, printed, " ".join(table.rows[head.row][at].split()), year, table.page)
    yield from [whole] if whole else []


def _columns(table: Table, head: Header) -> Iterator[tuple[int, str]]:
    """Each with the purse that a second row of the header names below it."""
    second = table.rows[head.row + 1] if len(table.rows) > head.row + 1 else ()
    name = head.columns["name"][0]
    goes_on = name < len(second) and second[name] == table.rows[head.row][name]
    for at in head.columns["budget"]:
        yield at, purse(second[at]) if goes_on and at < len(second) else ""


def _amount(won: int | None, printed: str, label: str, year: int | None, page: int | None) -> Amount | None:
    """None for a column of another year."""
    stated = _YEAR.search(label)
    if won is None or year is not None and stated and int(stated[0]) != year:
        return None
    return Amount(won, printed, label, "year" if stated else "total" if "총" in label else "unstated", page)
