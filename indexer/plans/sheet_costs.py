"""What one project sheet says it costs, checked against its own tables by years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Iterator, Sequence

from indexer.money import parse_won
from indexer.plans.amounts import stated
from indexer.plans.paragraphs import role_of, unmarked, value_of
from indexer.plans.records import Amount

_YEARS = re.compile(r"(20\d\d)년?도?")
_UNIT = re.compile(r"단\s*위\s*[:：]?\s*(?P<unit>[가-힣]*원)")
_SUM = re.compile(r"(?:합|총)?계")


@dataclass(frozen=True)
class Costs:
    amounts: tuple[Amount, ...] = ()
    period: str | None = None
    mismatch: str | None = None

    @property
    def this_year_won(self) -> int | None:
        return next((one.won for one in self.amounts if one.scope == "year"), None)


def costs(lines: Sequence[str], year: int | None) -> Costs:
    """The amounts of the sheet's own budget lines; those of its table too where that says otherwise."""
    texts = [unmarked(line) for line in lines if "\t" not in line]
    period = next((value_of(text) for text in texts if role_of(text) == "period"), None)
    amounts = _once(one.amount for text in texts if role_of(text) == "budget" for one in stated(text, year, None))
    if any(one.scope == "year" for one in amounts):
        amounts = [one for one in amounts if one.scope != "unstated"]
    listed = list(_in_tables(_from_budget(lines), year))
    printed = next((one.won for one in amounts if one.scope == "year"), None)
    together = sum(one.won for one in listed)
    if printed is None or not listed or printed in (together, *accumulate(one.won for one in listed)):
        return Costs(tuple(amounts), period)
    return Costs((*amounts, *listed), period, f"{year}년 소요예산 {printed:,}원, 표의 합 {together:,}원")


def _once(found: Iterator[Amount]) -> list[Amount]:
    amounts: dict[tuple[int, str], Amount] = {}
    for one in found:
        amounts.setdefault((one.won, one.scope), one)
    return list(amounts.values())


def _from_budget(lines: Sequence[str]) -> Sequence[str]:
    """From the line of the budget on; nothing where a table there is not by years, so that it cannot be added up."""
    budgets = (at for at, line in enumerate(lines) if role_of(unmarked(line)) == "budget" and _YEARS.search(line))
    rest = lines[next(budgets, len(lines)):]
    tables = sum(bool(_UNIT.search(line)) for line in rest)
    by_years = sum(any(_years(line)) for line in rest)
    return rest if tables == by_years else ()


def _in_tables(lines: Sequence[str], year: int | None) -> Iterator[Amount]:
    """The plan's year in the row of sums of each table by years."""
    unit, column = None, None
    for line in lines:
        found = _UNIT.search(line)
        if found:
            unit, column = found["unit"], None
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3:
            continue
        years = _years(line)
        if any(years):
            column = years.index(year) if year in years else None
        elif column is not None and _SUM.fullmatch("".join(cells[0].split())) and len(cells) > column:
            won = parse_won(cells[column], unit)
            if won is not None:
                yield Amount(won, cells[column], f"{year}년 연차별 소요재원", "year")
            column = None


def _years(line: str) -> list[int | None]:
    """Which year each cell heads."""
    found = (_YEARS.fullmatch(cell.strip()) for cell in line.split("\t"))
    return [int(one[1]) if one else None for one in found]
