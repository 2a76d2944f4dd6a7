"""The amounts that a paragraph states for its project: no shares, ceilings, former years, revenue or funds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Container, Iterator, Sequence

from indexer.money import NO_BUDGET
from indexer.plans import scopes
from indexer.plans.amount_words import colon_label, label, limit, says, source
from indexer.plans.places import LEAD, Place, named, places
from indexer.plans.records import Amount
from indexer.purses import shares

SMALLEST_WON = 1_000_000  # less is paid to one person, or for one use
PARAGRAPH_CHARACTERS = 1_500  # more is no paragraph: each amount is read with all that stands before it

_APART = re.compile(r"^\s*\)?\s*별도")
_NO_BUDGET = re.compile(rf"(?:(?:해당\s?)?없음)?\s*\(?(?:{NO_BUDGET.pattern})|(?:해당\s?(?:사항\s?)?)?없음(?=\s*$)")
_FOR_ONE = re.compile(r"^[\d,.]+\s?만\s?원?$")  # 200만원: budgets are printed in 백만원 or 억원
_RANGES = re.compile(r"\d\s*[~∼～⁓→➠⇒￫]\s*$")  # 50~80억, 1→1.2천만원
_OPENS = re.compile(r"^[^(,]{0,8}\(")
_BEHIND_ARROW = re.compile(r"[▸▹▻‣▷➠]\s*(?:[^\s▸▹▻‣▷➠]{1,12}[,\s]\s*){0,2}$")
_ENDS = re.compile(
    r"^\s*(?:여|규모|내외)?\s*(?:$|정|[(),/;\]:*※+~∼～<▸▹▻‣▷→➠➡⇒·□○❖◇✔✓➊-➓❶-❿①-⑳]|[-–]\s|별도"
    r"|(?:을|를|이|가|의)?\s*(?:들여|들인|들어|든다|드는|투입|투자(?!\s?유치)|소요|반영|편성|집행|지원|책정))"
)
_NEXT = re.compile(r"^\s*(?:,|~|∼|·|→|/)[^▸▹:：]{0,16}$")


@dataclass(frozen=True)
class Stated:
    amount: Amount
    start: int  # in the paragraph
    labelled: bool  # by a word of budgets, as 사업비 :


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
        amount = Amount(one.won, one.printed.strip(), kept_as, scope, page, shares(text, one))
        kept.append(Stated(amount, one.start, bool(place.label)))
    return (*_without_budget(text, page), *kept)


def _kept(text: str, year: int | None, note: bool) -> list[tuple[Place, str]]:
    """The amounts of the project with what they are labelled. One sum for each of many in a list speaks for all."""
    found = list(places(text))
    limits = _limits(found, text)
    kept: dict[int, tuple[Place, str]] = {}
    for at, place in enumerate(found):
        if at in limits or says("past", place.clause) or _is_part_of_dropped(found, at, kept):
            continue
        kept_as = place.label or _unlabelled(place, year, note)
        if kept_as:
            kept[at] = place, kept_as
    for_each = any(_speaks_for_each(place, limits.get(at, "")) for at, place in enumerate(found))
    return [(place, name) for place, name in kept.values() if not (for_each and name == "inline" and place.in_bracket)]


def _limits(found: Sequence[Place], text: str) -> dict[int, str]:
    """Which are no budgets by what stands behind them, or behind the next of their list, and why."""
    limits: dict[int, str] = {}
    for at in range(len(found) - 1, -1, -1):
        place, after = found[at], at + 1
        listed = after in limits and bool(_NEXT.match(text[place.one.end:found[after].one.start]))
        why = limit(place.after) or (limits[after] if listed and not place.label else "")
        if why:
            limits[at] = why
    return limits


def _is_part_of_dropped(found: Sequence[Place], at: int, kept: Container[int]) -> bool:
    """Whether it stands in the bracket behind an amount that is none of the project's (기금 80억원(’25년말 42억))."""
    if not at or at - 1 in kept or found[at].label:
        return False
    between = found[at].before[found[at - 1].one.end:]
    return bool(_OPENS.match(between)) and found[at].in_bracket


def _unlabelled(place: Place, year: int | None, note: bool) -> str:
    """The label of an amount without a word of budgets before it; empty when it is no amount of the project."""
    if place.one.won < SMALLEST_WON or _FOR_ONE.search(place.one.printed):
        return ""
    purse = source(place.before)
    if purse:
        return f"{purse} 별도" if _APART.match(place.after) else ""
    if not _is_placed_as_cost(place) or _is_something_else(place):
        return ""
    if scopes.is_of_another_year(place.clause, year) or _RANGES.search(place.before):
        return ""
    if note and not place.clause.rstrip().endswith("총"):
        return ""
    return colon_label(place.before) or "inline"


def _is_placed_as_cost(place: Place) -> bool:
    """Whether it ends what it belongs to, stands behind an arrow, or is said to be spent: prose about money is none."""
    return bool(_ENDS.match(place.after) or _BEHIND_ARROW.search(place.before))


def _is_something_else(place: Place) -> bool:
    """Whether the words before it name income, funds, prices or what is paid to one."""
    clause, phrase, lead = place.clause, named(place.before), LEAD.match(place.before)
    return (
        any(says(role, clause) for role in ("unit", "ceiling", "revenue", "former"))
        or says("fund", f"{clause} {phrase} {lead['lead'] if lead else ''}")
        or says("head", clause) or says("head", phrase)
    )


def _speaks_for_each(place: Place, limited: str) -> bool:
    if limited or not place.in_bracket:
        return place.in_bracket and limited in ("ceiling", "unit")
    return bool(_RANGES.search(place.before)) or says("ceiling", place.clause)


def _without_budget(text: str, page: int | None) -> Iterator[Stated]:
    """비예산 behind a word of budgets: work done without money of its own."""
    for found in _NO_BUDGET.finditer(text):
        name = label(text[:found.start()])
        if name:
            yield Stated(Amount(0, found[0].lstrip("( "), name, "year", page), found.start(), True)
