"""The strategies above the tasks of a plan."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Iterator, NamedTuple, Sequence

from indexer.plans.headings import Heading, same
from indexer.plans.lines import Line
from indexer.plans.names import department, folded, is_spaced, readable

NAME_CHARACTERS = (4, 60)

_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:-\d{1,2})?[.)]?|[①-⑳❶-❿➊-➓]|[Ⅰ-Ⅻ]\.?|[▪■◾•▣])\s*")
_ABOVE = re.compile(r"^\s*[Ⅰ-Ⅻ]\s*\.|^\s*[a-h]\.\s|\t")  # a chapter, a table
_TITLE = re.compile(r"\s*(?:중점|핵심|주요|세부)\s*(?:추진\s*)?(?:시책|과제|사업)(?:\s*\(안\))?$")  # of the list below it
_RANK = re.compile(r"^\s*(?:전략\s*)?\d{1,2}(?!\d)\s*[./]?\s*")


class Strategy(NamedTuple):
    at: int  # of the line where it begins
    name: str


def strategies(tasks: Sequence[Heading], found: Sequence[Heading], lines: Sequence[Line]) -> Iterator[Strategy]:
    """A heading just above a task, or at the head of a page that only lists it, holds for the tasks that follow."""
    ending: dict[int, list[Heading]] = defaultdict(list)
    for one in found:
        ending[one.end].append(one)
    before = -1
    for task in tasks:
        above = _just_above(task, ending.get(task.at, ()), lines) or _above(lines, task.at, before)
        above = above or _divider(task, tasks, lines, before)
        if above:
            yield above
        before = task.at


def _just_above(task: Heading, ending: Sequence[Heading], lines: Sequence[Line]) -> Strategy | None:
    """A numbered heading of another style that ends where the task's begins."""
    for one in ending:
        if one.number and one.style != task.style and lines[one.at].page == lines[task.at].page:
            return Strategy(one.at, one.name)
    return None


def _above(lines: Sequence[Line], at: int, before: int) -> Strategy | None:
    """The lines between the head of the page and the task's own heading."""
    first = at
    while first - 1 > before and lines[first - 1].page == lines[at].page and lines[at].page is not None:
        first -= 1
    if lines[at].page is None:
        first = max(at - 1, 0)
    if first >= at or any(line.is_body and not department(line.text) for line in lines[first:at]):
        return None
    return _named(lines, first, at)


def _divider(task: Heading, tasks: Sequence[Heading], lines: Sequence[Line], before: int) -> Strategy | None:
    """The head of a page between two tasks that holds nothing but names, the later task's among them."""
    name = folded(task.name)
    for at in range(task.at - 1, before, -1):
        page = lines[at].page
        if page is None or page == lines[task.at].page or lines[at].is_body or lines[at].role == "other":
            continue
        if same(name, _unnumbered(lines[at])):
            first = at - lines[at].place
            at = next(up for up in range(first, at + 1) if up == at or _is_a_task(lines[up], tasks))
            if not any(line.is_body for line in lines[first:at + 1]):
                return _named(lines, first, at)
    return None


def _is_a_task(line: Line, tasks: Sequence[Heading]) -> bool:
    name = _unnumbered(line)
    return any(same(name, folded(task.name)) for task in tasks)


def _unnumbered(line: Line) -> str:
    return folded(_NUMBERED.sub("", line.text))


def _named(lines: Sequence[Line], first: int, end: int) -> Strategy | None:
    """The name in those lines: chapters, numbers and page titles left out."""
    words: list[str] = []
    for line in lines[first:end]:
        if _ABOVE.search(line.text):
            words = []
        else:
            words.append(_RANK.sub("", readable(line.text)))
    if words and (office := department(words[-1])):
        return Strategy(first, office)
    name = _TITLE.sub("", " ".join(filter(None, words)))
    fits = NAME_CHARACTERS[0] <= len(name) <= NAME_CHARACTERS[1] and not is_spaced(name)
    return Strategy(first, name) if fits else None
