"""Plans that list their projects, then describe each on a sheet whose title may be lost."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Iterator, Sequence

from indexer.money import parse_won
from indexer.plans.amounts import stated
from indexer.plans.lines import folded
from indexer.plans.records import Amount, Project
from indexer.plans.tasks import paragraph, role_of, value_of

_BOLD = re.compile(r"\*\*")
_TOP = re.compile(r"^\s*[□■◆▣]\s*")
_HEADER = re.compile(r"(?:주요|세부|단위|추진)?(?:사업|과제|시책)명?")
_DEPARTMENT = re.compile(r"[가-힣·]{2,14}(?:과|관|단|실|센터|소|국|본부)")
_YEARS = re.compile(r"(20\d\d)년?도?")
_UNIT = re.compile(r"단\s*위\s*[:：]?\s*(?P<unit>[가-힣]*원)")
_SUM = re.compile(r"(?:합|총)?계")
_TITLE = re.compile(r"^\s*(?P<number>\d)\.\s*(?P<name>\D.*?)\s*(?P<status>[\[(](?:신규|계속|확대)[\])])?\s*$")
_STATUS = {"신규": "new", "계속": "continued"}


@dataclass(frozen=True)
class _Sheet:
    lines: tuple[str, ...]
    number: int = 1  # printed above it where a project has several
    title: str = ""
    status: str | None = None


@dataclass(frozen=True)
class _List:
    rows: tuple[tuple[str, str | None], ...]  # name, new or continued
    department: str | None
    sheets: tuple[_Sheet, ...]


def projects(text: str, year: int | None, others: Sequence[Project]) -> Iterator[Project]:
    """The projects of each list with what the sheets behind it say, matched by order with the words of the names.

    Nothing where a list has no sheets behind it. Of `others`, found in tables, those on a sheet are its items.
    """
    lists = list(_lists(_BOLD.sub("", text).splitlines()))
    listed = {folded(name) for one in lists for name, _ in one.rows}
    unlisted = [other for other in others if folded(other.name) not in listed]
    for one in lists:
        if len(one.sheets) < len(one.rows):
            continue
        matched = _matched([name for name, _ in one.rows], one.sheets)
        for number, (name, status) in enumerate(one.rows):
            own = [sheet for sheet, project in zip(one.sheets, matched) if project == number]
            yield _project(name, status, one.department, own, year)
            yield from _items(name, own, unlisted)


def _lists(lines: Sequence[str]) -> Iterator[_List]:
    starts = [at for at, line in enumerate(lines) if _is_header(line)]
    for at, end in zip(starts, [*starts[1:], len(lines)]):
        rows = list(_rows(lines, at))
        if len(rows) > 1:
            yield _List(tuple(rows), _department(lines, at), tuple(_sheets(lines[at:end])))


def _is_header(line: str) -> bool:
    cells = ["".join(cell.split()) for cell in line.split("\t")]
    return len(cells) > 2 and cells[0] in ("연번", "순번", "번호") and any(_HEADER.fullmatch(cell) for cell in cells) and (
        cells[-1] in ("쪽", "페이지", "쪽수", "면")
    )


def _rows(lines: Sequence[str], header: int) -> Iterator[tuple[str, str | None]]:
    cells = ["".join(cell.split()) for cell in lines[header].split("\t")]
    place = next(at for at, cell in enumerate(cells) if _HEADER.fullmatch(cell))
    for line in lines[header + 1:]:
        row = [cell.strip() for cell in line.split("\t")]
        if len(row) <= place:
            if line.strip():
                return
            continue
        if row[place]:
            status = next((_STATUS[cell] for cell in row if cell in _STATUS), None)
            yield " ".join(row[place].split()), status


def _department(lines: Sequence[str], before: int) -> str | None:
    """The last line above that is nothing but a department, its letters apart or not."""
    for line in reversed(lines[:before]):
        closed = "".join(line.split())
        if _DEPARTMENT.fullmatch(closed):
            return closed
    return None


def _sheets(lines: Sequence[str]) -> Iterator[_Sheet]:
    """From each 사업개요 to the next."""
    starts = [at for at, line in enumerate(lines) if re.fullmatch(r"(?:사업|행사|운영)?개요", _heading(line))]
    for at, end in zip(starts, [*starts[1:], len(lines)]):
        above = next((line for line in reversed(lines[:at]) if line.strip()), "")
        title = _TITLE.match(above)
        if title:
            status = next((word for key, word in _STATUS.items() if key in (title["status"] or "")), None)
            yield _Sheet(tuple(lines[at:end]), int(title["number"]), title["name"], status)
        else:
            yield _Sheet(tuple(lines[at:end]))


def _heading(line: str) -> str:
    return "".join(_TOP.sub("", line).split())


def _matched(names: Sequence[str], sheets: Sequence[_Sheet]) -> list[int]:
    """The project of each sheet: none goes back, every project has one, and their words agree as well as they can."""
    score = _likeness(names, sheets)
    best: list[list[tuple[float, int]]] = [[(score[0][0], 0)] + [(-math.inf, 0)] * (len(names) - 1)]
    for at in range(1, len(sheets)):
        row = []
        for number in range(len(names)):
            stay = best[-1][number][0]
            step = best[-1][number - 1][0] if number and sheets[at].number == 1 else -math.inf
            row.append((max(stay, step) + score[at][number], number if stay >= step else number - 1))
        best.append(row)
    path = [len(names) - 1]
    for row in reversed(best[1:]):
        path.append(row[path[-1]][1])
    return path[::-1]


def _likeness(names: Sequence[str], sheets: Sequence[_Sheet]) -> list[list[float]]:
    """How much of each name stands in each sheet, rare pairs of letters counting more."""
    texts = [folded(" ".join(sheet.lines)) for sheet in sheets]
    pairs = [{name[at:at + 2] for at in range(len(name) - 1)} for name in map(folded, names)]
    spread = Counter(pair for own in pairs for pair in own for text in texts if pair in text)
    weights = {pair: math.log(1 + len(sheets) / (1 + count)) for pair, count in spread.items()}
    return [[_share(own, text, weights) for own in pairs] for text in texts]


def _share(pairs: set[str], text: str, weights: dict[str, float]) -> float:
    whole = sum(weights.get(pair, 1.0) for pair in pairs)
    return sum(weights[pair] for pair in pairs if pair in text) / whole if whole else 0.0


def _project(
    name: str, status: str | None, department: str | None, sheets: Sequence[_Sheet], year: int | None
) -> Project:
    read = [_read(sheet, year) for sheet in sheets]
    amounts = tuple(amount for found, _, _ in read for amount in found)
    this_year = [next((one.won for one in found if one.scope == "year"), None) for found, _, _ in read]
    known = [won for won in this_year if won is not None]
    totals = [amount.won for amount in amounts if amount.scope != "year"]
    return Project(
        name=name, department=department, budget_won=sum(known) if known else next(iter(totals), None),
        period=next((period for _, period, _ in read if period), None), amounts=amounts, status=status,
        confidence=0.8, mismatch=next((wrong for _, _, wrong in read if wrong), None),
    )


def _items(parent: str, sheets: Sequence[_Sheet], others: Sequence[Project]) -> Iterator[Project]:
    """The sheets of a project that has several, the projects of tables on them. Their sums are those of the project."""
    for sheet in sheets:
        if sheet.title:
            yield Project(sheet.title.strip(), level="item", parent=parent, status=sheet.status, confidence=0.7)
        text = folded(" ".join(sheet.lines))
        for other in others:
            if folded(other.name) in text:
                yield replace(other, level="item", parent=parent, confidence=0.6)


def _read(sheet: _Sheet, year: int | None) -> tuple[list[Amount], str | None, str | None]:
    """The amounts of a sheet's own budget lines, its period, and a table that says otherwise."""
    amounts: list[Amount] = []
    period = None
    for line in sheet.lines:
        text = paragraph(line)
        if "\t" in line or not text:
            continue
        if period is None and role_of(text) == "period":
            period = value_of(text)
        if role_of(text) == "budget":
            found = [one.amount for one in stated(text, year, None)]
            amounts += [one for one in found if (one.won, one.scope) not in [(old.won, old.scope) for old in amounts]]
    if any(one.scope == "year" for one in amounts):
        amounts = [one for one in amounts if one.scope != "unstated"]
    return _checked(amounts, list(_in_tables(_costs(sheet.lines), year)), period, year)


def _checked(
    amounts: list[Amount], listed: list[Amount], period: str | None, year: int | None
) -> tuple[list[Amount], str | None, str | None]:
    printed = next((one for one in amounts if one.scope == "year"), None)
    together = sum(one.won for one in listed)
    if printed is None or not listed or together == printed.won or printed.won in accumulate(one.won for one in listed):
        return amounts, period, None
    wrong = f"{year}년 소요예산 {printed.won:,}원, 표의 합 {together:,}원"
    return [*amounts, *listed], period, wrong


def _costs(lines: Sequence[str]) -> Sequence[str]:
    """From the line of the budget on; nothing where a table there is not by years, so that it cannot be added up."""
    budgets = (at for at, line in enumerate(lines) if role_of(paragraph(line)) == "budget" and _YEARS.search(line))
    start = next(budgets, len(lines))
    tables = sum(bool(_UNIT.search(line)) for line in lines[start:])
    by_years = sum(any(map(_YEARS.fullmatch, map(str.strip, line.split("\t")))) for line in lines[start:])
    return lines[start:] if tables == by_years else ()


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
        years = [_YEARS.fullmatch(cell) for cell in cells]
        if any(years):
            column = next((at for at, one in enumerate(years) if one and int(one[1]) == year), None)
        elif column is not None and _SUM.fullmatch("".join(cells[0].split())) and len(cells) > column:
            won = parse_won(cells[column], unit)
            if won is not None:
                yield Amount(won, cells[column], f"{year}년 연차별 소요재원", "year")
            column = None
