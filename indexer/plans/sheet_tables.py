"""Projects that a table describes line by line: 사업명, then what it costs, who does it, when."""

from __future__ import annotations

import re
from typing import Iterator, Sequence

from indexer.money import parse_won
from indexer.plans.amounts import stated
from indexer.plans.columns import role_of_cell, unit_of
from indexer.plans.names import department
from indexer.plans.records import Amount, Project, budget
from indexer.plans.sums import of_shares
from indexer.records import Table

Cell = tuple[str, str]  # label, value

_WHEN = re.compile(r"20\d\d|['’‘]\d\d|\d\s?월|연중|상시|계속")


def described(table: Table, text: str, year: int | None) -> Iterator[Project]:
    """One from each row that names a project to the next; those with a name alone are none."""
    unit = unit_of(table, 0, text)
    own: list[Cell] = []
    for cell in [*_cells(table), ("사업명", "")]:
        if _names(cell[0]) and own:
            project = _project(own, table.page, unit, year)
            if project:
                yield project
            own = []
        if own or _names(cell[0]):
            own.append(cell)


def of_task(name: str, table: Table, text: str, year: int | None) -> Project | None:
    """What a table of labels without a name of its own says of the task above it."""
    cells = list(_cells(table))
    said = {role_of_cell(label): value for label, value in cells}
    told = department(said.get("department", "")) or _WHEN.search(said.get("period", ""))
    if not told or "name" in said:
        return None
    return _project([("사업명", name), *cells], table.page, unit_of(table, 0, text), year)


def _names(label: str) -> bool:
    """사업명, not 사업: that heads counts of them."""
    return role_of_cell(label) == "name" and "".join(label.split()).endswith(("명", "명칭"))


def _cells(table: Table) -> Iterator[Cell]:
    """Labels with the values beside them; a value that is a label itself heads a column."""
    for row in table.rows:
        cells = [cell for at, cell in enumerate(row) if cell and (at == 0 or cell != row[at - 1])]
        if len(cells) > 1 and not any(role_of_cell(value) for value in cells[1::2]):
            yield from zip(cells[::2], cells[1::2])


def _project(own: Sequence[Cell], page: int | None, unit: str | None, year: int | None) -> Project | None:
    (_, name), *others = own
    said = {role: " ".join(value.split()) for label, value in reversed(others) if (role := role_of_cell(label))}
    if not name.strip() or not said.keys() & {"department", "budget", "period"}:
        return None
    amounts = tuple(amount for label, value in others for amount in _amounts(label, value, page, unit, year))
    return Project(
        name=" ".join(name.split()), department=said.get("department"), budget_won=budget(amounts),
        period=said.get("period"), page=page, amounts=amounts, warnings=tuple(of_shares(amounts)),
    )


def _amounts(label: str, value: str, page: int | None, unit: str | None, year: int | None) -> Iterator[Amount]:
    if role_of_cell(label) != "budget":
        return
    title, printed = "".join(label.split()), " ".join(value.split())
    found = [one.amount for one in stated(f"{title} : {printed}", year, page)]
    won = None if found else parse_won(printed, unit)
    yield from found
    if won is not None:
        yield Amount(won, printed, title, "total" if title.startswith("총") else "unstated", page)
