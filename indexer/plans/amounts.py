"""The amounts that a paragraph states for its project: no shares, ceilings, former years, revenue or funds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Iterator, Sequence

import mappings
from indexer import money
from indexer.plans.records import Amount

SMALLEST_WON = 1_000_000  # less is paid to one person, or for one use
PARAGRAPH_CHARACTERS = 1_500  # more is no paragraph: each amount is read with all that stands before it
YEAR_WITHIN = 14  # characters before an amount in which its year stands

_QUOTE = "['’‘`´ˊʼ＇]"
_YEAR = re.compile(rf"(?<!\d)(?:20(?P<long>\d\d)|{_QUOTE}(?P<short>\d\d))(?!\d)|(?<!\d)(?P<bare>\d\d)년")
_RANGE = re.compile(
    rf"(?P<first>(?:20\d\d|{_QUOTE}?\d\d)?)[.년]?\s*[\d.월일상하반기]{{0,8}}\s*[~∼～⁓\-–]\s*"
    rf"(?P<last>20\d\d|{_QUOTE}\d\d)(?!\d)"
)
_DATED = re.compile(rf"^\s*\(?\s*(?:20\d\d|{_QUOTE}\d\d)\s*[.년:]")
_AFTER_YEAR = re.compile(rf"^\s*[(,]?\s*(?:20(?P<long>\d\d)|{_QUOTE}?(?P<short>\d\d))\s*년(?!\s*[~∼])")
_CLAUSE = re.compile(r"[,/▸▹▻‣▷→➠➡;()\[\]<>《》※*·]|\s-\s")
_APART = re.compile(r"^\s*\)?\s*별도")
LEAD = re.compile(r"^\((?P<lead>[^()]{3,40})\)\s*")
_ARROW = re.compile(r"[▸▹▻‣▷➠→]")
_LISTED = re.compile(r",\s|\s-\s|[:：]\s|[✔✓❖]\s?")
_NO_BUDGET = re.compile(r"비\s?예산")
_FOR_ONE = re.compile(r"^[\d,.]+\s?만\s?원?$")  # 200만원: budgets are printed in 백만원 or 억원
_RANGES = re.compile(r"\d\s*[~∼～⁓→➠⇒￫]\s*$")  # 50~80억, 1→1.2천만원


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
    if _is_former(text, year):
        return ()
    found = list(money.amounts(text))
    kept: list[Stated] = []
    each = False  # a list in this paragraph gives sums for one of many
    dropped_after = False  # the amount behind this one is a ceiling, so this one of the same list is
    for at in range(len(found) - 1, -1, -1):
        one = found[at]
        before, after = text[:one.start], text[one.end:]
        label = _label(before)
        ceiling = _matches("after", after)
        shared = dropped_after and at + 1 < len(found) and _is_list(text[one.end:found[at + 1].start])
        if ceiling or (shared and not label):
            dropped_after, each = True, each or _outside(before) != before and not _ARROW.match(after)
            continue
        dropped_after = False
        if not label and (one.won < SMALLEST_WON or _FOR_ONE.search(one.printed)):
            continue
        kept_as = label or _kept(before, after, year, note)
        if kept_as is None:
            each = each or _outside(before) != before and _is_for_each(before)
            continue
        scope = _scope(text, one, label, year, several_years)
        kept.append(Stated(Amount(one.won, one.printed.strip(), kept_as, scope, page), one.start, bool(label)))
    if each:
        kept = [one for one in kept if one.amount.label != "inline" or _outside(text[:one.start]) == text[:one.start]]
    return (*_without_budget(text, page), *reversed(kept))


def _without_budget(text: str, page: int | None) -> Iterator[Stated]:
    """비예산 behind a word of budgets: work done without money of its own."""
    for found in _NO_BUDGET.finditer(text):
        label = _label(text[:found.start()])
        if label:
            yield Stated(Amount(0, found[0], label, "year", page), found.start(), True)


def named(before: str) -> str:
    """The phrase in front of an amount: cut at its bracket or arrow, the last of a list."""
    outside = _outside(before)
    phrase = _ARROW.split(outside)[0]
    return _LISTED.split(LEAD.sub("", phrase))[-1].strip(" ,·-‘’'“”「」")


def spans_years(text: str) -> bool:
    """Whether a printed period covers more than one calendar year."""
    for found in _RANGE.finditer(text):
        first, last = found["first"][-2:], found["last"][-2:]
        if not first.isdigit() or int(first) != int(last):
            return True
    return "계속" in text


def years_in(text: str) -> list[int]:
    return [int(found["long"] or found["short"] or found["bare"]) + 2000 for found in _YEAR.finditer(text)]


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


def _is_former(text: str, year: int | None) -> bool:
    """A dated line of an earlier year."""
    if year is None or not _DATED.match(text):
        return False
    head = re.split(r"[:：]", text, maxsplit=1)[0]
    stated_years = years_in(head)
    return bool(stated_years) and max(stated_years) < year


def _label(before: str) -> str:
    found = _label_pattern().search(before)
    return re.sub(r"\s", "", found["label"]) if found else ""


def _kept(before: str, after: str, year: int | None, note: bool) -> str | None:
    """The label of an amount without a word of budgets before it; None when it is no amount of the project."""
    apart = _source(before)
    if apart:
        return f"{apart} 별도" if _APART.match(after) else None
    clause = _CLAUSE.split(before)[-1]
    lead = LEAD.match(before)
    if _matches("fund", f"{clause} {named(before)} {lead['lead'] if lead else ''}"):
        return None
    if _matches("unit", clause) or _matches("ceiling", clause):
        return None
    if _matches("revenue", clause) or _matches("former", clause) or _of_another_year(clause, year):
        return None
    if _RANGES.search(before) or note and not clause.rstrip().endswith("총"):
        return None
    return _colon_label(before) or "inline"


def _is_for_each(before: str) -> bool:
    return bool(_RANGES.search(before)) or _matches("ceiling", _CLAUSE.split(before)[-1])


def _colon_label(before: str) -> str:
    found = re.search(r"(?:^|[\s(/])(?P<label>[가-힣]{2,10})\s*[:：]\s*(?:약|총)?\s*$", before)
    return found["label"] if found else ""


def _source(before: str) -> str:
    found = _source_pattern().search(before)
    return found["source"] if found else ""


def _of_another_year(clause: str, year: int | None) -> bool:
    found = years_in(clause)
    return year is not None and bool(found) and year not in found and max(found) != year and not _RANGE.search(clause)


def _is_list(between: str) -> bool:
    return bool(re.match(r"^\s*(?:,|~|∼|·|→|/)[^▸▹:：]{0,16}$", between))


def _matches(role: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(role))


def _scope(text: str, one: money.Money, label: str, year: int | None, several_years: bool) -> str:
    near = text[max(0, one.start - YEAR_WITHIN):one.start]
    around = _AFTER_YEAR.match(text[one.end:])
    years = [int(around["long"] or around["short"]) + 2000] if around else []
    if not _RANGE.search(near):
        years += years_in(near)
    if year is not None and year in years:
        return "year"
    if label.startswith("총") or re.search(r"총\s*(?:사업비)?\s*[:：]?\s*$", text[:one.start]):
        return "total"
    return "total" if several_years or spans_years(text) else "unstated"


@cache
def _patterns(role: str) -> Sequence[re.Pattern[str]]:
    return tuple(_made(role))


def _made(role: str) -> Iterator[re.Pattern[str]]:
    if role == "after":
        for row in mappings.table("plan_after"):
            yield re.compile(rf"^(?:{row['pattern']})")
        return
    for row in mappings.table("plan_amounts"):
        if row["role"] == role:
            adjacent = role in ("unit", "ceiling") and not row["pattern"].endswith("당")
            ends = r"\s*[:：]?\s*(?:약|총)?\s*$" if adjacent else ""
            yield re.compile(rf"(?:{row['pattern']}){ends}")


@cache
def _label_pattern() -> re.Pattern[str]:
    words = [row["pattern"] for row in mappings.table("plan_amounts") if row["role"] == "label"]
    year = rf"{_QUOTE}?(?:20)?\d\d년도?"
    return re.compile(
        rf"(?P<label>(?:{year}\s*)?(?:{'|'.join(words)}))\s*(?:\(안\))?\s*[:：)\]]?\s*(?:\(?\s*{year}\s*\)?)?"
        r"\s*(?:약|총|마중물|\d+개소)?\s*$"
    )


@cache
def _source_pattern() -> re.Pattern[str]:
    words = [row["pattern"] for row in mappings.table("plan_amounts") if row["role"] == "source"]
    return re.compile(rf"(?:^|[^가-힣]|(?<=[억만조원]))(?P<source>{'|'.join(words)})\s*[:：(]?\s*$")
