"""What each purse bears of an amount of money: 560백만원(국 340, 시 220)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Iterator, Sequence

import mappings
from indexer.money import NUMBER, Money, parse_won

_BRACKET = re.compile(r"\s*[(\[]\s*(?P<inside>[^()\[\]]*)[)\]]")
_UNIT = re.compile(r"[천백십]?[만억조]원?|[천백]?원")
_LISTED = re.compile(r"[,/+](?!\d{3})\s*")
_OTHER = re.compile(  # a purse that is in no table: 부처연계 956
    r"\s*[가-힣·\s]{2,12}?\s?[:：]?\s?(?P<number>" + NUMBER + r")(?P<unit>\s?%|\s?[천백십]?[만억조](?:\s?원)?|\s?[천백]?\s?원)?\s*"
)
_ALL = r"(?:전액\s*)?(?:{purses})\s*(?:전액|100\s?%)?\s*"
_SHARE = (
    r"(?:^|[^가-힣]|(?<=[만억조원]))(?P<purse>{purses})\s?\*?\s?[:：]?\s?(?P<number>" + NUMBER + ")"
    r"(?P<unit>\s?%|\s?[천백십]?[만억조](?:\s?[\d,]+\s?[천백십]?만)?(?:\s?원)?|\s?[천백]?\s?원)?"
)


def shares(text: str, whole: Money) -> dict[str, int]:
    """Won by purse of mappings/purses.csv, from the bracket behind the amount; empty where it names none.

    A bare number counts in the unit of the whole, one with % is a part of it.
    """
    bracket = _BRACKET.match(text, whole.end)
    inside = bracket["inside"] if bracket else ""
    if inside and _pattern(_ALL).fullmatch(inside):
        return {purse(re.sub(r"전액|100\s?%|\s", "", inside)): whole.won}
    found: dict[str, int] = {}
    for part in _pattern(_SHARE).finditer(inside):
        won = _won(part["number"], "".join((part["unit"] or "").split()), whole)
        if won is not None:
            found[purse(part["purse"])] = found.get(purse(part["purse"]), 0) + won
    if found:
        rest = sum(_unnamed(inside, whole))
        return {**found, "기타": found.get("기타", 0) + rest} if rest else found
    return found


def _unnamed(inside: str, whole: Money) -> Iterator[int]:
    """What those bear that no table knows."""
    for listed in _LISTED.split(inside):
        other = _OTHER.fullmatch(listed)
        won = _won(other["number"], "".join((other["unit"] or "").split()), whole) if other else None
        if won is not None and not _pattern(_SHARE).search(listed):
            yield won


def words() -> Sequence[str]:
    """How purses are printed: patterns, the longer first."""
    return tuple(row["pattern"] for row in mappings.table("purses"))


def purse(cell: str) -> str:
    """The purse that a cell names and nothing else; else empty."""
    closed = "".join(cell.split())
    return next((row["purse"] for row in mappings.table("purses") if re.fullmatch(row["pattern"], closed)), "")


def _won(number: str, unit: str, whole: Money) -> int | None:
    if unit == "%":
        return int(whole.won * Decimal(number.replace(",", "")) / 100)
    if unit:
        return parse_won(f"{number}{unit}" if unit.endswith("원") else f"{number}{unit}원")
    units = {one if one.endswith("원") else f"{one}원" for one in _UNIT.findall("".join(whole.printed.split()))}
    return parse_won(number, units.pop()) if len(units) == 1 else None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(template.replace("{purses}", "|".join(words())))
