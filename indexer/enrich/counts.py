"""How many projects, tasks or jobs a text says are planned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+천\d{0,3}|\d+)"
_THING = r"신규\s?사업|신규\s?과제|사업(?=\s?계획|에|을|를|이|의|,|\s|\)|$)|과제(?!명)|일자리"
_BEFORE = re.compile(rf"(?<![\d.,천])(?P<number>{_NUMBER})\s?(?:여\s?)?개의?\s?(?:의\s?)?(?P<what>{_THING})")
_BEHIND = re.compile(rf"(?P<what>일자리)\s(?P<number>{_NUMBER})\s?(?:여\s?)?개")


@dataclass(frozen=True)
class Count:
    what: str  # 사업, 신규사업, 과제, 신규과제, 일자리
    number: int
    printed: str


def counts(text: str) -> Iterator[Count]:
    """In order, each once: 129개의 신규사업, 9천897개의 일자리."""
    found = sorted([*_BEFORE.finditer(text), *_BEHIND.finditer(text)], key=lambda each: each.start())
    seen: set[tuple[str, int]] = set()
    for each in found:
        what, number = "".join(each["what"].split()), _number(each["number"])
        if (what, number) not in seen:
            seen.add((what, number))
            yield Count(what, number, " ".join(each[0].split()))


def _number(digits: str) -> int:
    """9천897 is 9,897."""
    thousands, sign, rest = digits.replace(",", "").partition("천")
    return int(thousands) * 1000 + int(rest or 0) if sign else int(thousands)
