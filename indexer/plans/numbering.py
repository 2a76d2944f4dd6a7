"""Headings between known ones whose numbers go on from theirs."""

from __future__ import annotations

import re
import unicodedata
from typing import Sequence

from indexer.plans.headings import Heading
from indexer.plans.lines import Line

HEAD_LINES = 2  # before a heading at the head of its page: a chapter, a strategy


def filled(
    opening: Sequence[Heading], known: Sequence[Heading], trusted: set[str], lines: Sequence[Line]
) -> list[Heading]:
    """The known headings, with those of their styles between that fill the gap in their numbers."""
    anchors = {one.at for one in known}
    filled: list[Heading] = []
    run: list[Heading] = []
    before = 0
    for one in [*opening, None]:
        if one is not None and one.at not in anchors:
            run += [one] if one.style in trusted and one.number else []
            continue
        follows = last_number(one.number) if one is not None else 1
        if run and _is_in_order(run, before, follows) and _starts_well(run[0], before, lines):
            filled += run
        run, before = [], follows
        filled += [one] if one is not None else []
    return filled


def _is_in_order(run: Sequence[Heading], before: int, follows: int) -> bool:
    """Each number is the next, or begins anew; so does the one that follows the run."""
    numbers = [before, *(last_number(one.number) for one in run), follows]
    return all(following in (number + 1, 1) for number, following in zip(numbers, numbers[1:]))


def _starts_well(first: Heading, before: int, lines: Sequence[Line]) -> bool:
    return last_number(first.number) == before + 1 or lines[first.at].place <= HEAD_LINES


def last_number(number: str) -> int:
    """Of 2-3 the 3, of ➌ the 3."""
    last = re.split("[-.]", number)[-1].strip()
    if last.isdecimal():
        return int(last)
    return int(unicodedata.numeric(last)) if len(last) == 1 and unicodedata.numeric(last, -1) > 0 else 0
