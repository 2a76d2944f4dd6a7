"""Each amount of a paragraph with what stands around it."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from indexer import money
from indexer.plans.amount_words import label

LEAD = re.compile(r"^\((?P<lead>[^()]{3,40})\)\s*")
ARROW = re.compile(r"[▸▹▻‣▷➠→]")
_CLAUSE = re.compile(r"[,/▸▹▻‣▷→➠➡;()\[\]<>《》※*·]|\s-\s")
_LISTED = re.compile(r",\s|\s-\s|[:：]\s|[✔✓❖]\s?")
_IN_UNIT = re.compile(r"\s*\(\s*(?P<unit>[천백십억만]{1,2}\s?원)\s*\)\s*[:：]\s*(?P<number>[\d,.]+)(?!\s*[\d가-힣%])")


class Place(NamedTuple):
    one: money.Money
    before: str
    after: str
    label: str  # the word of budgets in front; else empty

    @property
    def in_bracket(self) -> bool:
        return _outside(self.before) != self.before

    @property
    def clause(self) -> str:
        """What stands before it, up to the last sign of a list."""
        return _CLAUSE.split(self.before)[-1]


def places(text: str) -> Iterator[Place]:
    """Of 6억→8억 both stand behind the same words."""
    last: money.Money | None = None
    before = ""
    for one in sorted([*money.amounts(text), *_in_units(text)], key=lambda one: one.start):
        if last is None or not ARROW.fullmatch(text[last.end:one.start].strip()):
            before = text[:one.start]
        yield Place(one, before, text[one.end:], label(before))
        last = one


def named(before: str) -> str:
    """The phrase in front of an amount: cut at its bracket or arrow, the last of a list."""
    phrase = ARROW.split(_outside(before))[0]
    return _LISTED.split(LEAD.sub("", phrase))[-1].strip(" ,·-‘’'“”「」")


def _in_units(text: str) -> Iterator[money.Money]:
    """A number whose label states the unit: 사업비(백만원) : 350."""
    for found in _IN_UNIT.finditer(text):
        won = money.parse_won(found["number"], found["unit"])
        if won is not None:
            yield money.Money(won, found["number"], found.start(), found.end())


def _outside(before: str) -> str:
    """Without the bracket that the text ends in."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        if before[at] in ")]":
            depth += 1
        elif before[at] in "([":
            if depth == 0:
                return before[:at]
            depth -= 1
    return before
