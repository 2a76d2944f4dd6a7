"""Which headings of a plan are its tasks."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Iterator, Sequence

from indexer.plans.headings import STEPPED, Heading, headings
from indexer.plans.lines import Line
from indexer.plans.strategies import Strategy, strategies

SHARE = 0.6  # of a style's headings that the lists know, before it is trusted for the rest
INTRODUCTION = 4  # lines below a strategy's heading, before the first of its tasks
HEAD_LINES = 2  # before a heading at the head of its page: a chapter, a strategy


@dataclass(frozen=True)
class Outline:
    tasks: tuple[Heading, ...]
    strategies: tuple[Strategy, ...]
    others: tuple[int, ...] = ()  # headings that end a task without being one


def outline(lines: Sequence[Line]) -> Outline:
    """The headings of tasks in order, and those of the strategies above them."""
    found = headings(lines)
    chosen = [one for role in ("plan", "issue") for one in _chosen(_of_chapter(found, lines, role), lines)]
    tasks = _without_introductions(sorted(chosen, key=lambda one: one.at), lines)
    return Outline(tuple(tasks), tuple(strategies(tasks, found, lines)), tuple(_others(tasks, found)))


def _of_chapter(found: Sequence[Heading], lines: Sequence[Line], role: str) -> list[Heading]:
    """Those that open content; of two readings of one line the listed one, else the shorter."""
    best: dict[int, Heading] = {}
    for one in found:
        if one.opens and lines[one.at].role == role:
            if one.at not in best or (one.listed and not best[one.at].listed):
                best[one.at] = one
    return [best[at] for at in sorted(best)]


def _chosen(opening: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Headings that a list knows, with others of their style; without lists, those at heads of pages."""
    listed = [one for one in opening if one.listed]
    if len(listed) >= 2:
        counted, known = Counter(one.style for one in opening), Counter(one.style for one in listed)
        trusted = {style for style in known if known[style] >= SHARE * counted[style]}
        return [one for run in _runs(opening, trusted, lines) for one in run]
    at_head = [one for one in opening if _stands_alone(one, lines)]
    styles = Counter(one.style for one in at_head if one.number)
    if not styles or styles.most_common(1)[0][1] < 2:
        return listed
    best = styles.most_common(1)[0][0]
    return [one for one in opening if one.listed or one.style == best and one in at_head]


def _runs(opening: Sequence[Heading], trusted: set[str], lines: Sequence[Line]) -> Iterator[list[Heading]]:
    """Listed headings, with those between that fill the gap in their numbers."""
    run: list[Heading] = []
    before = 0
    for one in [*opening, None]:
        if one is not None and not one.listed:
            run += [one] if one.style in trusted and one.number else []
            continue
        follows = _last_number(one.number) if one is not None else 1
        if run and _is_in_order(run, before, follows) and _starts_well(run[0], before, lines):
            yield run
        run = []
        if one is not None:
            yield [one]
            before = follows


def _is_in_order(run: Sequence[Heading], before: int, follows: int) -> bool:
    """Each number is the next, or begins anew; so does the one that follows the run."""
    numbers = [before, *(_last_number(one.number) for one in run), follows]
    return all(following in (number + 1, 1) for number, following in zip(numbers, numbers[1:]))


def _starts_well(first: Heading, before: int, lines: Sequence[Line]) -> bool:
    return _last_number(first.number) == before + 1 or lines[first.at].place <= HEAD_LINES


def _last_number(number: str) -> int:
    """Of 2-3 the 3, of ➌ the 3."""
    last = number.split("-")[-1].strip()
    if last.isdecimal():
        return int(last)
    return int(unicodedata.numeric(last)) if len(last) == 1 and unicodedata.numeric(last, -1) > 0 else 0


def _stands_alone(one: Heading, lines: Sequence[Line]) -> bool:
    """Whether it is a task's without any list: at the head of its page, or numbered under a strategy (2-1)."""
    return lines[one.at].page is None or lines[one.at].place <= HEAD_LINES or one.style in STEPPED


def _without_introductions(tasks: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Without headings whose few lines only lead to the first heading of another style: those are strategies."""
    return [
        one for one, following in zip(tasks, [*tasks[1:], None])
        if following is None or following.style == one.style
        or lines[following.at].page != lines[one.at].page or following.at - one.end > INTRODUCTION
    ]


def _others(tasks: Sequence[Heading], found: Sequence[Heading]) -> Iterator[int]:
    """Where the number above those of the tasks goes on: 2. behind 1-2."""
    for one in found:
        before = next((task for task in reversed(tasks) if task.at < one.at), None)
        if before and before.style == "step" and one.style in ("dot", "bare"):
            if one.number == str(int(before.number.split("-")[0]) + 1):
                yield one.at
