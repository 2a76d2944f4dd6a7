"""Amounts of money in Korean text, in won."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Iterator, Mapping

import mappings

NO_BUDGET = "비예산"  # work done without money of its own

_STEPS = {"": 1, "십": 10, "백": 100, "천": 1000}
_SCALES = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_COUNT = rf"{NUMBER}[십백천]?(?:\d+[십백천]?)*"  # 1,475 or 1천475 or 5천
_SCALED = rf"{_COUNT}\s?[만억조]여?"
_SIGN = r"(?:(?P<sign>[△▲▽−–-])\s?)?"
_AMOUNT = re.compile(
    rf"(?<![\d.,:-])(?<!\d/)(?<!제)(?<!제\s){_SIGN}"
    rf"(?P<parts>(?:{_SCALED}(?:\s?{_SCALED})*(?:\s?{_COUNT})?|{_COUNT})(?=\s?원(?![칙색형리론장자인]))"
    rf"|{_COUNT}\s?[억조]여?(?:\s?{_SCALED})*(?!의\d|\s?[\d명개건대톤병그주마리㎡호회인위년]))"  # 3억 명 is no money
)
_WON = re.compile(r"\s?원")
_PART = re.compile(rf"(?P<count>{_COUNT})\s?(?P<scale>[만억조]?)")
_STEP = re.compile(rf"(?P<number>{NUMBER})(?P<step>[십백천]?)")
_BARE = re.compile(rf"\s*{_SIGN}(?P<parts>{NUMBER})\s*")


@dataclass(frozen=True)
class Money:
    """An amount with its place in the text that prints it."""

    won: int
    printed: str
    start: int
    end: int


def amounts(text: str) -> Iterator[Money]:
    """Every amount in the text that names its unit."""
    for found in _AMOUNT.finditer(text):
        unit = _WON.match(text, found.end())
        end = unit.end() if unit else found.end()
        won = _signed(found, sum(map(_won, _PART.finditer(found["parts"])), Decimal()))
        yield Money(won, text[found.start():end], found.start(), end)


def parse_won(text: str, unit: str | None = None) -> int | None:
    """The first amount in the text; a text that is nothing but a number counts in `unit` (천원, 백만원, …).

    비예산 is 0. None: no amount, or a bare number without a unit of mappings/units.csv.
    """
    found = _AMOUNT.search(text)
    if found:
        return _signed(found, sum(map(_won, _PART.finditer(found["parts"])), Decimal()))
    bare = _BARE.fullmatch(text)
    if bare and unit and "".join(unit.split()) in _units():
        return _signed(bare, _number(bare["parts"]) * _units()["".join(unit.split())])
    return 0 if NO_BUDGET in "".join(text.split()) else None


def _signed(found: re.Match[str], amount: Decimal) -> int:
    return -int(amount) if found["sign"] else int(amount)


def _won(part: re.Match[str]) -> Decimal:
    steps = (_number(step["number"]) * _STEPS[step["step"]] for step in _STEP.finditer(part["count"]))
    return sum(steps, Decimal()) * _SCALES[part["scale"]]


def _number(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


@cache
def _units() -> Mapping[str, int]:
    return {row["unit"]: int(row["won"]) for row in mappings.table("units")}
