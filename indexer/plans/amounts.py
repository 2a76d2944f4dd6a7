"""The amounts that a paragraph states for its project: no shares, ceilings, former years, revenue or funds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, NamedTuple

from indexer import money
from indexer.plans import scopes
from indexer.plans.amount_words import colon_label, label, says, source
from indexer.plans.records import Amount

SMALLEST_WON = 1_000_000  # less is paid to one person, or for one use
PARAGRAPH_CHARACTERS = 1_500  # more is no paragraph: each amount is read with all that stands before it

LEAD = re.compile(r"^\((?P<lead>[^()]{3,40})\)\s*")
_CLAUSE = re.compile(r"[,/▸▹▻‣▷→➠➡;()\[\]<>《》※*·]|\s-\s")
_APART = re.compile(r"^\s*\)?\s*별도")
_ARROW = re.compile(r"[▸▹▻‣▷➠→]")
_LISTED = re.compile(r",\s|\s-\s|[:：]\s|[✔✓❖]\s?")
_NO_BUDGET = re.compile(r"비\s?예산")
_FOR_ONE = re.compile(r"^[\d,.]+\s?만\s?원?$")  # 200만원: budgets are printed in 백만원 or 억원
_RANGES = re.compile(r"\d\s*[~∼～⁓→➠⇒￫]\s*$")  # 50~80억, 1→1.2천만원
_NEXT = re.compile(r"^\s*(?:,|~|∼|·|→|/)[^▸▹:：]{0,16}$")


@dataclass(frozen=True)
class Stated:
    amount: Amount
    start: int  # in the paragraph
    labelled: bool  # by a word of budgets, as 사업비 :


class _Place(NamedTuple):
    """An amount with what stands around it."""

    one: money.Money
    before: str
    after: str
    label: str

    @property
    def in_bracket(self) -> bool:
        return _outside(self.before) != self.before


def stated(
    text: str, year: int | None, page: int | None, *, several_years: bool = False, note: bool = False
) -> tuple[Stated, ...]:
    """In order. `several_years`: whether the printed period is longer than one year; `note`: it is only a remark."""
    text = text[:PARAGRAPH_CHARACTERS]
    if scopes.is_former(text, year):
        return ()
    kept = []
    for place, kept_as in _kept(text, year, note):
        one = place.one
        scope = scopes.scope(text, one.start, one.end, place.label, year, several_years)
        kept.append(Stated(Amount(one.won, one.printed.strip(), kept_as, scope, page), one.start, bool(place.label)))
    return (*_without_budget(text, page), *kept)


def named(before: str) -> str:
    """The phrase in front of an amount: cut at its bracket or arrow, the last of a list."""
    phrase = _ARROW.split(_outside(before))[0]
    return _LISTED.split(LEAD.sub("", phrase))[-1].strip(" ,·-‘’'“”「」")


def _kept(text: str, year: int | None, note: bool) -> list[tuple[_Place, str]]:
    """The amounts of the project with what they are labelled. One sum for each of many in a list speaks for all."""
    kept: list[tuple[_Place, str]] = []
    for_each = limits = False  # whether the amount behind this one is a ceiling, so that this one of its list is
    behind: _Place | None = None
    for place in reversed(list(_places(text))):
        shared = limits and behind is not None and _NEXT.match(text[place.one.end:behind.one.start])
        ceiling = says("after", place.after)
        behind, limits = place, bool(ceiling or shared and not place.label)
        if limits:
            for_each = for_each or place.in_bracket and not _ARROW.match(place.after)
        elif place.label or not _is_small(place.one):
            kept_as = place.label or _unlabelled(place, year, note)
            if kept_as:
                kept.append((place, kept_as))
            else:
                for_each = for_each or place.in_bracket and _is_for_each(place.before)
    return [(place, name) for place, name in reversed(kept) if not (for_each and name == "inline" and place.in_bracket)]


def _places(text: str) -> Iterator[_Place]:
    for one in money.amounts(text):
        before = text[:one.start]
        yield _Place(one, before, text[one.end:], label(before))


def _is_small(one: money.Money) -> bool:
    return one.won < SMALLEST_WON or bool(_FOR_ONE.search(one.printed))


def _unlabelled(place: _Place, year: int | None, note: bool) -> str:
    """The label of an amount without a word of budgets before it; empty when it is no amount of the project."""
    purse = source(place.before)
    if purse:
        return f"{purse} 별도" if _APART.match(place.after) else ""
    clause, lead = _CLAUSE.split(place.before)[-1], LEAD.match(place.before)
    if says("fund", f"{clause} {named(place.before)} {lead['lead'] if lead else ''}"):
        return ""
    if any(says(role, clause) for role in ("unit", "ceiling", "revenue", "former")):
        return ""
    if scopes.is_of_another_year(clause, year) or _RANGES.search(place.before):
        return ""
    if note and not clause.rstrip().endswith("총"):
        return ""
    return colon_label(place.before) or "inline"


def _is_for_each(before: str) -> bool:
    return bool(_RANGES.search(before)) or says("ceiling", _CLAUSE.split(before)[-1])


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


def _without_budget(text: str, page: int | None) -> Iterator[Stated]:
    """비예산 behind a word of budgets: work done without money of its own."""
    for found in _NO_BUDGET.finditer(text):
        name = label(text[:found.start()])
        if name:
            yield Stated(Amount(0, found[0], name, "year", page), found.start(), True)
