"""Tasks with what stands below their headings: department, period, amounts, the items they are made of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import takewhile
from typing import Iterator, Sequence

from indexer.plans import dividers, items, task_tables
from indexer.plans.headings import Heading
from indexer.plans.lines import Line
from indexer.plans.listed import joined
from indexer.plans.names import department, folded
from indexer.plans.outline import Outline
from indexer.plans.records import Project


def projects(lines: Sequence[Line], found: Outline, year: int | None) -> Iterator[Project]:
    """Strategies, tasks and items, each behind what it is a part of. A department above tasks is no strategy."""
    parts = dividers.offices(lines)
    waiting, above, office, role = list(found.strategies), None, None, ""
    for task, end in zip(found.tasks, _ends(lines, found)):
        if lines[task.at].role != role:
            above, office, role = None, None, lines[task.at].role
        while waiting and waiting[0].at <= task.at:
            at, name = waiting.pop(0)
            office = department(name) or office
            above = None if department(name) else name
            if above:
                yield Project(above, page=lines[at].page, level="strategy", confidence=0.9)
        named = office or lines[task.at].office or parts[task.at]
        yield from _task(task, lines[task.end:end], above, named, lines[task.at].page, year)


def _ends(lines: Sequence[Line], found: Outline) -> Iterator[int]:
    """A task ends where the next begins, its strategy, or another chapter."""
    starts = sorted([*(task.at for task in found.tasks), *(each.at for each in found.strategies), *found.others])
    for task in found.tasks:
        behind = bisect_right(starts, task.at)
        end = starts[behind] if behind < len(starts) else len(lines)
        role = lines[task.at].role
        yield next((at for at in range(task.end, end) if lines[at].role != role), end)


def _task(
    task: Heading, body: Sequence[Line], above: str | None, office: str | None, page: int | None, year: int | None
) -> Iterator[Project]:
    own, *parts = items.items(task.name, page, body, year)
    tables = task_tables.rows(own.project("task", above, 0).name, body, year)
    if not any(amount.scope == "year" or amount.label != "inline" for amount in own.amounts):
        own.amounts += tables.costs
    stated = tables.sheet.department if tables.sheet else None
    own.department = own.department or task.office or stated or _below(body) or office
    first = own.project("task", above, confidence=1.0 if task.listed else 0.7)
    first = joined(first, tables.sheet) if tables.sheet else first
    warnings = (warning for one in (first, *tables.items) for warning in one.warnings)
    yield replace(first, warnings=tuple(dict.fromkeys(warnings)))
    named = {folded(part.name): part for part in parts}
    for part in parts:
        if part.amounts or part.labels > 1:
            yield part.project("item", first.name, confidence=0.7)
    yield from (one for one in tables.items if folded(one.name) not in named)


def _below(body: Sequence[Line]) -> str | None:
    """The department that stands alone between a heading and the content."""
    above = takewhile(lambda line: not line.is_body, body[:2])
    return next((name for line in above if (name := department(line.text))), None)
