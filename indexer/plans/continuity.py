"""Which projects of one year's plan go on in a later year's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Sequence

import mappings
from indexer.plans.names import folded, readable
from indexer.plans.records import Project

ENOUGH = 0.72  # likeness of two names of one project; measured on tests/indexer/plans/years.csv
REPLACED, ADDED = 1.5, 0.5  # what a letter weighs that stands for another, that one of the names has more
SHARED = 0.3  # pairs of letters that one name has in common with the other at least, for time
CORE_LETTERS = 4  # 스마트 is left out of 스마트 가로등, not of 스마트경로당
NAMES_KEPT = 10_000
SAME_OFFICE, SAME_TOTAL, OTHER_OFFICE = 0.05, 0.15, -0.05

_YEAR = re.compile(r"(?:20\d\d|['’‘]\d\d)\s?(?:년도?)?|\(\s*(?:신규|계속|확대|\d+차\s?년도)\s*\)")
_RANK = re.compile(r"제?\s?(\d+)\s?(?=단계|차(?!년)|공구|지구|구간|청사|[가-힣]{0,3}공원|호선)")


@dataclass(frozen=True)
class Continued:
    """A project that goes on: its places in the two plans, how alike the two are."""

    earlier: int
    later: int
    likeness: float


def continued(earlier: Sequence[Project], later: Sequence[Project]) -> tuple[Continued, ...]:
    """Each project at most once, the most alike first chosen; the numbers before names do not matter."""
    pairs = [
        Continued(old, new, likeness)
        for old, one in enumerate(earlier)
        for new, other in enumerate(later)
        if one.level == other.level and (likeness := _likeness(one, other)) >= ENOUGH
    ]
    olds, news, kept = set[int](), set[int](), list[Continued]()
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.earlier, pair.later)):
        if pair.earlier not in olds and pair.later not in news:
            olds.add(pair.earlier)
            news.add(pair.later)
            kept.append(pair)
    return tuple(sorted(kept, key=lambda pair: pair.earlier))


def _likeness(one: Project, other: Project) -> float:
    if _ranks(one.name) != _ranks(other.name):
        return 0.0
    old, new = _core(one.name), _core(other.name)
    pairs, others = _pairs(old), _pairs(new)
    if len(pairs & others) < SHARED * min(len(pairs), len(others)):
        return 0.0
    return max(_in_order(old, new), _in_any_order(old, new)) + _beside_name(one, other)


@lru_cache(maxsize=NAMES_KEPT)
def _core(name: str) -> str:
    """The letters of its words without those that any project may have, as long as enough are left to know it by."""
    words = [folded(word) for word in _YEAR.sub(" ", readable(name)).split()]
    for places, letters in ((("head", "tail"), CORE_LETTERS), (("tail",), 2)):
        core = "".join(_light(places).sub("", word) for word in words)
        if len(core) >= letters:
            return core
    return "".join(words)


@lru_cache(maxsize=NAMES_KEPT)
def _pairs(core: str) -> frozenset[str]:
    return frozenset(core[at:at + 2] for at in range(len(core) - 1))


def _in_order(old: str, new: str) -> float:
    shared = replaced = added = 0
    for sort, old_at, old_end, new_at, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        less, more = sorted((old_end - old_at, new_end - new_at))
        shared += more if sort == "equal" else 0
        replaced += less if sort == "replace" else 0
        added += more - less if sort != "equal" else 0
    return _share(shared, replaced, added)


def _in_any_order(old: str, new: str) -> float:
    """By pairs of letters: 정비사업(솔빛동), 솔빛동 정비사업."""
    pairs, others = (Counter(name[at:at + 2] for at in range(len(name) - 1)) for name in (old, new))
    shared = (pairs & others).total()
    less, more = sorted((pairs.total() - shared, others.total() - shared))
    return _share(shared, less, more - less)


def _share(shared: int, replaced: int, added: int) -> float:
    whole = shared + REPLACED * replaced + ADDED * added
    return shared / whole if whole else 0.0


def _beside_name(one: Project, other: Project) -> float:
    """What department or total cost say for it or against it."""
    said = 0.0
    if one.department and other.department:
        said += SAME_OFFICE if folded(one.department) == folded(other.department) else OTHER_OFFICE
    return said + (SAME_TOTAL if _totals(one) & _totals(other) else 0.0)


def _totals(project: Project) -> set[int]:
    return {amount.won for amount in project.amounts if amount.scope == "total" and amount.won}


@lru_cache(maxsize=NAMES_KEPT)
def _ranks(name: str) -> frozenset[str]:
    """Which of several it is: 2단계, 제3공구."""
    return frozenset(_RANK.findall(name))


@cache
def _light(places: tuple[str, ...]) -> re.Pattern[str]:
    words = [row["word"] for row in mappings.table("plan_light_words") if row["place"] in places]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))
