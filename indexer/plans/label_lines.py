"""Projects that lines with labels describe, their name (사업명 : …) first."""

from __future__ import annotations

from itertools import chain
from typing import Iterator, Sequence

from indexer.plans.columns import role_of_cell
from indexer.plans.lines import Line
from indexer.plans.paragraphs import label_of, paragraphs, value_of
from indexer.plans.records import Project
from indexer.plans.sheet_tables import described
from indexer.records import Table

FEWEST = 2  # a single 사업명 belongs to the task whose heading stands above


def projects(lines: Sequence[Line], text: str, year: int | None) -> tuple[Project, ...]:
    """One from each 사업명 to the next, on the page where it begins."""
    tables = tuple(_tables(lines))
    found = chain.from_iterable(described(table, text, year) for table in tables)
    return tuple(found) if len(tables) >= FEWEST else ()


def _tables(lines: Sequence[Line]) -> Iterator[Table]:
    rows: list[tuple[str, str]] = []
    page: int | None = None
    for one in paragraphs(lines):
        label, value = label_of(one.text), value_of(one.text)
        if role_of_cell(label) == "name" and label.endswith("명"):
            if rows:
                yield Table(tuple(rows), page)
            rows, page = [], one.page
        if value and (rows or role_of_cell(label) == "name"):
            rows.append((label, value))
    if rows:
        yield Table(tuple(rows), page)
