"""What the columns of a table of projects hold, in which unit it counts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Iterator, Mapping, Sequence

import mappings
from indexer.records import Table

HEADER_ROWS = 3  # a header stands in the first rows, below a title or a unit
UNIT_LINES = 3  # how far above its table a unit line may stand

_UNIT = re.compile(r"\(?\s*단\s*위\s*[:：]?\s*(?P<unit>[천백십억만조]{0,2}\s*원|백만|억)(?![가-힣])")
_AMONG_OTHERS = re.compile(r"단\s*위\s*[:：]?[^()\n\t]*?[,/·\s](?P<unit>[천백십억만조]{0,2}\s*원)(?![가-힣])")  # 개소, 천원
_UNIT_IN_HEADER = re.compile(r"\(\s*(?P<unit>[천백십억만조]{0,2}\s*원)\s*\)")


@dataclass(frozen=True)
class Header:
    row: int
    columns: Mapping[str, tuple[int, ...]]  # role of mappings/plan_columns.csv: where it stands
    unit: str | None

    def cell(self, row: Sequence[str], role: str) -> str:
        """The first cell of that role; empty where the row has none."""
        return next((row[at] for at in self.columns[role] if at < len(row)), "")


def header(table: Table, text: str) -> Header | None:
    """The first row that names projects beside a department, a budget, a period or a list's number."""
    for at, row in enumerate(table.rows[:HEADER_ROWS]):
        columns = {role: tuple(_columns(row, role)) for role in _roles()}
        if columns["budget"]:
            columns["name"] = columns["name"] or columns["work"]
        if columns["name"] and sum(map(bool, columns.values())) > 1 and not _is_sheet(table, at, columns["name"][0]):
            return Header(at, columns, unit_of(table, at, text, of_budgets=True))
    return None


def unit_of(table: Table, header: int, text: str, *, of_budgets: bool = False) -> str | None:
    """The unit of the header cells, of a row above them, or of a line just above the table in the text.

    Of several units the one of money where the column is known to be one of budgets.
    """
    rows = ["\t".join(row) for row in table.rows[:header + 1]]
    places = [*rows[::-1], *_lines_above(table, text)]
    for pattern in (_UNIT_IN_HEADER, _UNIT, *([_AMONG_OTHERS] if of_budgets else [])):
        for place in places:
            found = pattern.search(place)
            if found:
                return found["unit"]
    return None


def role_of_cell(cell: str) -> str:
    """What a cell heads, as in mappings/plan_columns.csv; empty where it heads nothing of a project."""
    title = _title(cell)
    told = ((role, pattern) for role, pattern in _roles().items() if role not in ("list", "work"))
    return next((role for role, pattern in told if pattern.fullmatch(title)), "")


def _is_sheet(table: Table, at: int, name: int) -> bool:
    """Whether the cells below the name are labels too: then the table describes one project line by line."""
    below = (row[name] for row in table.rows[at + 1:] if name < len(row))
    labels = (cell for cell in below if cell != table.rows[at][name] and not re.search(r"계\s*$", cell))
    return any(role_of_cell(cell) in ("budget", "period", "department") for cell in labels)


def _columns(row: Sequence[str], role: str) -> Iterator[int]:
    for at, cell in enumerate(row):
        if _roles()[role].fullmatch(_title(cell)):
            yield at


def _title(cell: str) -> str:
    """A header cell without spaces or what it says in parentheses."""
    return re.sub(r"\([^)]*\)|[\s*※]", "", cell)


def _lines_above(table: Table, text: str) -> Sequence[str]:
    """The last lines above the place where the first rows stand in the text, the nearest first."""
    lines, places = _rows_of(text)
    first, second = (_cells("\t".join(row)) for row in (*table.rows[:2], *([()] * (2 - len(table.rows[:2])))))
    found = places.get(first, ())
    at = next((at for at in found if at + 1 < len(lines) and _cells(lines[at + 1]) == second), min(found, default=0))
    return lines[max(0, at - UNIT_LINES):at][::-1]


@lru_cache(maxsize=2)
def _rows_of(text: str) -> tuple[Sequence[str], Mapping[frozenset[str], Sequence[int]]]:
    """The lines of a text, with where each row of a table stands among them."""
    lines = [line for line in text.splitlines() if line.strip()]
    places: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if "\t" in line:
            places[_cells(line)].append(at)
    return lines, places


def _cells(line: str) -> frozenset[str]:
    """What stands in a row, wherever: a merged cell stands once in the text, in each place it covers in the table."""
    return frozenset("".join(cell.split()) for cell in line.split("\t")) - {""}


@cache
def _roles() -> Mapping[str, re.Pattern[str]]:
    roles: dict[str, list[str]] = {}
    for row in mappings.table("plan_columns"):
        roles.setdefault(row["role"], []).append(row["pattern"])
    return {role: re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) for role, patterns in roles.items()}
