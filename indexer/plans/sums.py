"""Printed sums checked against the parts beside them."""

from __future__ import annotations

import re
from typing import Iterable, Iterator, Sequence

from indexer.money import parse_won
from indexer.plans.columns import unit_of
from indexer.plans.records import Amount
from indexer.records import Table

SUBSETS = 4096  # sums of parts that are looked at: tables nest sums within sums

_SUM = re.compile(r"(?:총|합|소|누)?계|세[입출](?:총)?계")

_LEFT_OUT = re.compile(r"[․…⋯·.\s]*[․…⋯·][․…⋯·.\s]*")  # a column that stands for several


def is_sum(cell: str) -> bool:
    """Whether a cell heads a sum: 합계, 총 계, 소계."""
    return bool(_SUM.fullmatch("".join(cell.split())))


def of_shares(amounts: Iterable[Amount]) -> Iterator[str]:
    """Amounts whose purses do not bear the whole."""
    for amount in amounts:
        together = sum(amount.shares.values())
        if len(amount.shares) > 1 and abs(together - amount.won) >= len(amount.shares):  # shares in % are cut to won
            yield f"{amount.label} {amount.printed}: 재원의 합 {together:,}원"


def of_parts(label: str, whole: int, parts: Sequence[int]) -> Iterator[str]:
    """A sum that neither all of its parts nor some of them give, as far as sums may stand among them."""
    if len(parts) > 1 and not _is_sum_of(whole, parts):
        yield f"{label} {whole:,}원, 항목의 합 {sum(parts):,}원"


def of_table(table: Table, text: str) -> Iterator[str]:
    """The sums of a table of money that has a row or a column of them."""
    unit = unit_of(table, 0, text)
    if unit is None or len(table.rows) < 2:
        return
    rows = _even(table.rows)
    yield from _of_rows(rows, unit)
    yield from _of_rows(tuple(zip(*rows)), unit)


def _of_rows(rows: Sequence[Sequence[str]], unit: str) -> Iterator[str]:
    """Each row that begins a block as the sum of those below it."""
    at = next((at for at, row in enumerate(rows) if row and is_sum(row[0])), None)
    if at is None:
        return
    for column in range(1, len(rows[at])):
        whole = parse_won(rows[at][column], unit)
        others = [row[column] for number, row in enumerate(rows) if number != at and column < len(row)]
        parts = [won for cell in others if (won := parse_won(cell, unit)) is not None]
        if whole is not None and "%" not in rows[0][column] and not any(map(_LEFT_OUT.fullmatch, others)):
            yield from of_parts(" ".join(rows[0][column].split()) or rows[at][0], whole, parts)


def _even(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    width = max(map(len, rows))
    return [(*row, *[""] * (width - len(row))) for row in rows]


def _is_sum_of(whole: int, parts: Sequence[int]) -> bool:
    sums = {0}
    for part in parts:
        sums |= {one + part for one in sums}
        if whole in sums or len(sums) > SUBSETS:
            return True
    return False
