"""Plans that list their projects, then describe each on a sheet whose title may be lost."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import Iterator, Sequence

from indexer.plans.front_lists import FrontList, Sheet, front_lists
from indexer.plans.names import folded
from indexer.plans.records import Project
from indexer.plans.sheet_costs import costs


def projects(text: str, year: int | None, others: Sequence[Project]) -> Iterator[Project]:
    """The projects of each list with what the sheets behind it say, matched by order with the words of the names.

    Nothing where a list has no sheets behind it. Of `others`, found in tables, those on a sheet are its items.
    """
    lists = list(front_lists(text))
    names = {folded(name) for one in lists for name, _ in one.rows}
    unlisted = [other for other in others if folded(other.name) not in names]
    for one in lists:
        if len(one.sheets) >= len(one.rows):
            yield from _listed(one, unlisted, year)


def _listed(one: FrontList, unlisted: Sequence[Project], year: int | None) -> Iterator[Project]:
    matched = _matched([name for name, _ in one.rows], one.sheets)
    for number, (name, status) in enumerate(one.rows):
        own = [sheet for sheet, project in zip(one.sheets, matched) if project == number]
        yield _project(name, status, one.department, own, year)
        yield from _items(name, own, unlisted)


def _matched(names: Sequence[str], sheets: Sequence[Sheet]) -> list[int]:
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


def _likeness(names: Sequence[str], sheets: Sequence[Sheet]) -> list[list[float]]:
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
    name: str, status: str | None, department: str | None, sheets: Sequence[Sheet], year: int | None
) -> Project:
    """A project of several sheets costs what they cost together."""
    read = [costs(sheet.lines, year) for sheet in sheets]
    known = [each.this_year_won for each in read if each.this_year_won is not None]
    amounts = tuple(amount for each in read for amount in each.amounts)
    others = (amount.won for amount in amounts if amount.scope != "year")
    return Project(
        name=name, department=department, budget_won=sum(known) if known else next(others, None),
        period=next((each.period for each in read if each.period), None), amounts=amounts, status=status,
        warnings=tuple(each.mismatch for each in read if each.mismatch),
    )


def _items(parent: str, sheets: Sequence[Sheet], others: Sequence[Project]) -> Iterator[Project]:
    """The sheets of a project that has several, the projects of tables on them. Their sums are those of the project."""
    for sheet in sheets:
        if sheet.title:
            yield Project(sheet.title.strip(), level="item", parent=parent, status=sheet.status, confidence=0.7)
        text = folded(" ".join(sheet.lines))
        for other in others:
            if folded(other.name) in text:
                yield replace(other, level="item", parent=parent, confidence=0.6)
