"""What the tables inside of a task say: the projects they list, or what the task costs by purse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Iterator, Sequence

from indexer.plans.lines import Line
from indexer.plans.listed import listed
from indexer.plans.purse_tables import costs
from indexer.plans.records import Amount, Project
from indexer.plans.sheet_tables import of_task
from indexer.records import Table


@dataclass(frozen=True)
class Rows:
    items: tuple[Project, ...]
    costs: tuple[Amount, ...]
    sheet: Project | None  # the task itself, as a table of labels describes it


def rows(task: str, body: Sequence[Line], year: int | None) -> Rows:
    """Of the tables that stand in the text of the task as lines with tabs."""
    text = "\n".join(line.text for line in body)
    tables = tuple(_tables(body))
    found = listed(tables, text, year) if tables else ()
    items = (replace(one, level="item", parent=task) for one in found if one.amounts)
    sheet = next(filter(None, (of_task(task, table, text, year) for table in tables)), None)
    return Rows(tuple(items), tuple(amount for table in tables for amount in costs(table, text, year)), sheet)


def _tables(body: Sequence[Line]) -> Iterator[Table]:
    for is_row, lines in groupby(body, key=lambda line: "\t" in line.text):
        if is_row:
            whole = list(lines)
            yield Table(tuple(tuple(cell.strip() for cell in line.text.split("\t")) for line in whole), whole[0].page)
