"""Tasks with what stands below their headings: department, period, amounts, the items they are made of."""

from __future__ import annotations

from typing import Iterator, Sequence

from indexer.plans import items
from indexer.plans.headings import Heading
from indexer.plans.lines import Line
from indexer.plans.outline import Outline
from indexer.plans.records import Project


def projects(lines: Sequence[Line], found: Outline, year: int | None) -> Iterator[Project]:
    """Strategies, tasks and items, each behind what it is a part of."""
    waiting, parent, role = list(found.strategies), None, ""
    for task, end in zip(found.tasks, _ends(lines, found)):
        parent, role = parent if lines[task.at].role == role else None, lines[task.at].role
        while waiting and waiting[0].at <= task.at:
            at, parent = waiting.pop(0)
            yield Project(parent, page=lines[at].page, level="strategy", confidence=0.9)
        yield from _task(task, lines[task.end:end], parent, lines[task.at].page, year)


def _ends(lines: Sequence[Line], found: Outline) -> Iterator[int]:
    """A task ends where the next begins, its strategy, or another chapter."""
    starts = sorted([*(task.at for task in found.tasks), *(each.at for each in found.strategies), *found.others])
    for task in found.tasks:
        end = next((at for at in starts if at > task.at), len(lines))
        role = lines[task.at].role
        yield next((at for at in range(task.end, end) if lines[at].role != role), end)


def _task(
    task: Heading, body: Sequence[Line], parent: str | None, page: int | None, year: int | None
) -> Iterator[Project]:
    own, *parts = items.items(task.name, page, body, year)
    first = own.project("task", parent, confidence=1.0 if task.listed else 0.7)
    yield first
    for part in parts:
        if part.amounts or part.labels > 1:
            yield part.project("item", first.name, confidence=0.7)
