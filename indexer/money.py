"""Amounts of money in Korean text, in won."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Iterator, Mapping

import mappings

NO_BUDGET = re.compile(r"비\s?예\s?산|(?:예\s?산\s?)?비\s?수\s?반|무\s?예산")  # work done without money of its own

_STEPS = {"": 1, "십": 10, "백": 100, "천": 1000}
_SCALES = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_COUNT = rf"{NUMBER}(?:\s?[십백천](?:\s?\d{{1,3}}[십백천]){{0,2}}(?:\d{{1,3}})?)?"  # 1,475 or 1천475 or 4천 2백
_SCALED = rf"{_COUNT}\s?[만억조]여?"
_REST = r"\s?(?:\d,\d{3}|\d천(?:\s?\d백)?)"  # 1억 2,000: the 만 is left unsaid
_SIGN = r"(?:(?P<sign>[△▲▽]\s?|\((?:[△▲▽-]|음수)\)\s?|(?<![\w)\]])-))?"  # a dash with a space only leads a line
_COUNTED = (  # 3억 명 is no money, 3억 건립 is
    r"\s?(?:[\d명톤㎡㏊]|마리|그루|개소|개사|가구|세대|년간|인분|[개건대병주호회인위년보점곳종편](?![가-힣]|$)"
    r"|[개건대병주호회인위년보점곳종편](?:$|[을를이은는의에당씩]))"
)
_AMOUNT = re.compile(
    rf"(?<![\d.,:])(?<!\d-)(?<!\d/)(?<!제)(?<!제\s){_SIGN}"
    rf"(?P<parts>(?:{_SCALED}(?:\s?{_SCALED}){{0,3}}(?:\s?{_COUNT})?|{_COUNT})(?=\s?원(?![칙색형리론장자인]))"
    rf"|(?<=₩)\s?{NUMBER}|(?:{NUMBER}\s?[십백천]?억|(?<![인명대]\s){NUMBER}\s?[십백천]?조(?![별당]))여?"
    rf"(?:(?:\s?{_SCALED}){{1,3}}(?!의\d|{_COUNTED})|(?P<rest>{_REST})(?!\s?[만억조]|{_COUNTED})|(?!의\d|{_COUNTED})))"
)
_WON = re.compile(r"\s?원")
_PART = re.compile(rf"(?P<count>{_COUNT})\s?(?P<scale>[만억조]?)")
_STEP = re.compile(rf"(?P<number>{NUMBER})\s?(?P<step>[십백천]?)")
_RANGE = re.compile(rf"(?<![\d.,])(?P<first>{NUMBER})\s?[~∼]\s?$")
_BARE = re.compile(rf"\s*\(?\s*(?:(?P<sign>[△▲▽-])\s?)?(?P<parts>{NUMBER})\s*\)?\s*")
# other forms of one letter each, so that places in the text stay what they are
_PLAIN = str.maketrans("０１２３４５６７８９，．－−–～￦　", "0123456789,.---~₩ ")


@dataclass(frozen=True)
class Money:
    """An amount with its place in the text that prints it."""

    won: int
    printed: str
    start: int
    end: int


def amounts(text: str) -> Iterator[Money]:
    """Every amount in the text that names its unit."""
    plain = text.translate(_PLAIN)
    for found in _AMOUNT.finditer(plain):
        unit = _WON.match(plain, found.end())
        end = unit.end() if unit else found.end()
        yield Money(_signed(found, _sum(found["parts"], found["rest"])), text[found.start():end], found.start(), end)


def parse_won(text: str, unit: str | None = None) -> int | None:
    """The first amount in the text; a text that is nothing but a number counts in `unit` (천원, 단위: 백만원, …).

    Of a range that names its unit once (50~80억원) the first too. 비예산 is 0. None: no amount, or a bare number
    without a unit of mappings/units.csv; one in brackets is a part of another sum unless a sign says otherwise.
    """
    plain = text.translate(_PLAIN)
    found = _AMOUNT.search(plain)
    if found:
        first = _RANGE.search(plain[:found.start()])
        parts = re.sub(NUMBER, first["first"], found["parts"], count=1) if first else found["parts"]
        return _signed(found, _sum(parts, found["rest"]))
    bare, won = _BARE.fullmatch(plain), won_of(unit)
    if bare and won and (bare["sign"] or "(" not in plain):
        return _signed(bare, _number(bare["parts"]) * won)
    return 0 if NO_BUDGET.search(text) else None


def won_of(unit: str | None) -> int | None:
    """What one of a printed unit is in won: 백만원, (단위 : 천원, %), 억; None where it names none."""
    closed = "".join((unit or "").split())
    closed = re.sub(r"^.*단위:?", "", closed.replace("：", ":"))
    return next((won for word in re.split(r"[^가-힣]+", closed) if (won := _units().get(word))), None)


def _signed(found: re.Match[str], amount: Decimal) -> int:
    return -int(amount) if found["sign"] else int(amount)


def _sum(parts: str, rest: str | None) -> Decimal:
    """Of 1억 2,000 the rest counts in 만."""
    return sum(map(_won, _PART.finditer(f"{parts}만" if rest else parts)), Decimal())


def _won(part: re.Match[str]) -> Decimal:
    steps = (_number(step["number"]) * _STEPS[step["step"]] for step in _STEP.finditer(part["count"]))
    return sum(steps, Decimal()) * _SCALES[part["scale"]]


def _number(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


@cache
def _units() -> Mapping[str, int]:
    return {row["unit"]: int(row["won"]) for row in mappings.table("units")}
