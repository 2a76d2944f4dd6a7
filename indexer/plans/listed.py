"""The projects that a plan lists in tables or describes in labelled sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Iterator, Mapping, Sequence

import mappings
from indexer.money import parse_won
from indexer.plans.records import Amount, Project
from indexer.plans.sections import Section, sections
from indexer.records import Table

HEADER_ROWS = 3  # a header stands in the first rows, below a title or a unit
UNIT_LINES = 3  # how far above its table a unit line may stand
NAME_CHARACTERS = 80  # a longer cell describes a project

_UNIT = re.compile(r"\(?\s*단\s*위\s*[:：]?\s*(?P<unit>[가-힣\s]*?원)\b")
_UNIT_IN_HEADER = re.compile(r"\(\s*(?P<unit>[천백십억만조]{0,2}\s*원)\s*\)")
_SUM = re.compile(r"(?:총|합|소|누)?계|합\s*계|총\s*계|소\s*계")
_YEAR = re.compile(r"20\d\d")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Header:
    row: int
    columns: Mapping[str, tuple[int, ...]]  # role: where it stands
    unit: str | None


def listed(tables: Sequence[Table], text: str, year: int | None) -> tuple[Project, ...]:
    """The projects of every table whose header names them, then of every section that describes one; each name once.

    A text without tables of its own may hold them as lines with tabs.
    """
    in_tables = (project for table in tables or tuple(_tables_in(text)) for project in _listed(table, text, year))
    found: dict[str, Project] = {}
    for project in chain(in_tables, (_described(section, year) for section in sections(text))):
        key = "".join(project.name.split())  # a cell breaks its words where its column ends
        found[key] = joined(found[key], project) if key in found else project
    return tuple(found.values())


def _tables_in(text: str) -> Iterator[Table]:
    rows: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            rows.append(tuple(cell.strip() for cell in line.split("\t")))
        elif rows:
            yield Table(tuple(rows))
            rows = []


def _listed(table: Table, text: str, year: int | None) -> Iterator[Project]:
    header = _header(table, text)
    if header is None:
        return
    for row in table.rows[header.row + 1:]:
        name = _whole(_cell(row, header, "name"), text)
        if _is_name(name) and name != _folded(_cell(table.rows[header.row], header, "name")):
            amounts = tuple(_amounts(row, table, header, year))
            yield Project(
                name=name,
                department=_folded(_cell(row, header, "department")) or None,
                budget_won=_budget(amounts),
                period=_folded(_cell(row, header, "period")) or None,
                page=table.page,
                amounts=amounts,
            )


def _described(section: Section, year: int | None) -> Project:
    stated = [(label, value, parse_won(value)) for role, label, value in section.stated if role == "budget"]
    amounts = tuple(Amount(won, value, label, _scope(label, year)) for label, value, won in stated if won is not None)
    department, period = section.first("department"), section.first("period")
    return Project(section.name, department, _budget(amounts), period, None, amounts)


def _header(table: Table, text: str) -> Header | None:
    """The first row that names projects beside a department, a budget, a period or a list's number."""
    for at, row in enumerate(table.rows[:HEADER_ROWS]):
        columns = {role: tuple(_columns(row, role)) for role in ("name", "department", "budget", "period", "list")}
        if columns["name"] and sum(map(bool, columns.values())) > 1:
            return Header(at, columns, _unit(table, at, text))
    return None


def _columns(row: Sequence[str], role: str) -> Iterator[int]:
    for at, cell in enumerate(row):
        if _roles()[role].fullmatch(_title(cell)):
            yield at


def _title(cell: str) -> str:
    """A header cell without spaces or what it says in parentheses."""
    return re.sub(r"\([^)]*\)|[\s*※]", "", cell)


def _unit(table: Table, header: int, text: str) -> str | None:
    """The unit of the header cells, of a row above them, or of a line just above the table."""
    rows = ["\t".join(row) for row in table.rows[:header + 1]]
    places = [*rows[::-1], *_lines_above(rows[0], text)]
    for pattern in (_UNIT_IN_HEADER, _UNIT):
        for place in places:
            found = pattern.search(place)
            if found:
                return found["unit"]
    return None


def _lines_above(row: str, text: str) -> list[str]:
    """The last lines above the place where the row stands in the text."""
    at = text.find(row)
    return [line for line in text[:at].splitlines() if line.strip()][:-UNIT_LINES - 1:-1] if at > 0 else []


def _cell(row: Sequence[str], header: Header, role: str) -> str:
    places = [at for at in header.columns[role] if at < len(row)]
    return row[places[0]] if places else ""


def _whole(cell: str, text: str) -> str:
    """A name without the breaks of its cell: joined as elsewhere in the text or to one syllable, else by spaces."""
    cell = re.sub(r"\n(?=[가-힣](?:\s|$))", "", cell)
    closed = _SPACES.sub(" ", cell.replace("\n", "")).strip()
    return closed if "\n" in cell and closed in text else _folded(cell)


def _is_name(name: str) -> bool:
    plain = re.sub(r"\([^)]*\)", "", name).strip()
    return 2 <= len(plain) <= NAME_CHARACTERS and bool(re.search("[가-힣A-Za-z]{2}", plain)) and not _SUM.fullmatch(plain)


def _amounts(row: Sequence[str], table: Table, header: Header, year: int | None) -> Iterator[Amount]:
    for at in header.columns["budget"]:
        printed = _folded(row[at]) if at < len(row) else ""
        won = parse_won(printed, header.unit)
        if won is not None:
            label = _folded(table.rows[header.row][at])
            yield Amount(won, printed, label, _scope(label, year), table.page)


def _scope(label: str, year: int | None) -> str:
    """year for the plan's own, total for several years; another year's is unstated and never the budget."""
    stated = _YEAR.search(label)
    if stated:
        return "year" if year is None or int(stated[0]) == year else "unstated"
    return "total" if "총" in label else "unstated"


def _budget(amounts: Sequence[Amount]) -> int | None:
    """This year's amount; beside a total the amount without a scope is this year's; never that of another year."""
    for wanted in ("year", "unstated", "total"):
        for amount in amounts:
            if amount.scope == wanted and not (wanted == "unstated" and _YEAR.search(amount.label)):
                return amount.won
    return None


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
    )


def _folded(cell: str) -> str:
    return _SPACES.sub(" ", cell).strip()


@cache
def _roles() -> Mapping[str, re.Pattern[str]]:
    roles: dict[str, list[str]] = {}
    for row in mappings.table("plan_columns"):
        roles.setdefault(row["role"], []).append(row["pattern"])
    return {role: re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) for role, patterns in roles.items()}
