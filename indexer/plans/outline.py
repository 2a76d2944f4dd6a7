"""Which headings of a plan are its tasks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Iterator, Sequence

from indexer.plans.heading_styles import STEPPED
from indexer.plans.headings import Heading, headings
from indexer.plans.lines import Line
from indexer.plans.numbering import HEAD_LINES, filled, last_number
from indexer.plans.paragraphs import is_part, label_of, role_of, unmarked
from indexer.plans.strategies import Strategy, strategies

SHARE = 0.6  # of a style's headings that the lists know, before it is trusted for the rest
INTRODUCTION = 4  # lines below a strategy's heading, before the first of its tasks
UNNUMBERED = ("picture", "bullet", "square")  # styles without numbers, the higher first


@dataclass(frozen=True)
class Outline:
    tasks: tuple[Heading, ...]
    strategies: tuple[Strategy, ...]
    others: tuple[int, ...] = ()  # headings that end a task without being one


def outline(lines: Sequence[Line]) -> Outline:
    """The headings of tasks in order, and those of the strategies above them."""
    found = headings(lines)
    opening = {role: _of_chapter(found, lines, role) for role in ("plan", "issue")}
    chosen = [one for chapter in opening.values() for one in _chosen(chapter, lines)]
    chosen = chosen or _described(opening["plan"], lines)
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
    ranked = [one for one in opening if one.style != "square"]  # elsewhere squares head the parts of a task
    listed = [one for one in ranked if one.listed]
    if len(listed) >= 2:
        counted, known = Counter(one.style for one in ranked), Counter(one.style for one in listed)
        trusted = {style for style in known if known[style] >= SHARE * counted[style]}
        return filled(ranked, listed, trusted, lines)
    at_head = [one for one in ranked if one.listed or one.number and _stands_alone(one, lines)]
    if len(at_head) == 1 and _is_only_one(at_head[0], lines):
        return at_head
    styles = Counter(one.style for one in at_head if one.number)
    best, count = styles.most_common(1)[0] if styles else ("", 0)
    if count >= 2:
        return filled(ranked, [one for one in at_head if one.listed or one.style == best], {best}, lines)
    return listed


def _stands_alone(one: Heading, lines: Sequence[Line]) -> bool:
    """Whether it is a task's without any list: at the head of its page, or numbered under a strategy (2-1)."""
    at_head = lines[one.at].page is None or lines[one.at].place <= HEAD_LINES or one.style in STEPPED
    return at_head or _heads_parts(one, lines)


def _heads_parts(one: Heading, lines: Sequence[Line]) -> bool:
    """Whether a part of a project (사업개요), or a line that describes one (대상 : …), follows at once."""
    below = unmarked(lines[one.end].text) if one.end < len(lines) else ""
    return is_part(below) or bool(label_of(below))


def _is_only_one(one: Heading, lines: Sequence[Line]) -> bool:
    """Whether it is the first of its chapter, with parts below: an issue that stands alone."""
    return last_number(one.number) == 1 and one.at > 0 and lines[one.at - 1].is_chapter and _heads_parts(one, lines)


def _described(opening: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Headings without numbers, where most are followed by lines that describe a project."""
    for style in UNNUMBERED:
        own = [one for one in opening if one.style == style]
        ends = [*(one.at for one in own[1:]), len(lines)]
        told = sum(any(map(_describes, lines[one.end:end])) for one, end in zip(own, ends))
        if told >= max(2, SHARE * len(own)):
            return own
    return []


def _describes(line: Line) -> bool:
    return role_of(unmarked(line.text)) in ("budget", "period", "department")


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
