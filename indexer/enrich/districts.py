"""Which government (district) a printed name or a text belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import chain
from typing import Container, Iterator, Mapping, Sequence

from indexer.enrich import district_names as names

TITLE, LEAD, BODY = 3, 2, 1  # weight of a mention by where it stands
LEAD_CHARACTERS = 300
SPEAKER = 3  # times that the name of the one who speaks counts: the first word of a title, or 금천구(구청장 …)
ENOUGH, ENOUGH_FOR_SIDO = 2, 4  # weight below which a name is only mentioned; a 시도 is, in passing, everywhere
CLEAR_LEAD = 1.5  # the first of two districts must weigh this much more than the second
WENT_ON = ("moved", "renamed")  # the same government before; of merged ones it is not known which one spoke
WINDOW = 20  # longer than any 시도 with any 시군구 behind it

_WORD = re.compile("[가-힣]{2,}")
_SPEAKS = re.compile(r"\((?:시장|군수|구청장|도지사|지사)\b")
_CAUSATIVE = frozenset("키킨킬킴켜켰")  # 상주시키다 is not 상주시


def resolve(name_or_code: str) -> str | None:
    """Today's code of a code or a printed name, former ones too; None when unknown or ambiguous."""
    compact = "".join(name_or_code.split())
    if compact in names.table():
        return compact
    for known in (names.official(), names.former_codes(), names.compound(), names.short()):
        if compact in known:
            return next(iter(known[compact])) if len(known[compact]) == 1 else None
    return resolve(compact[:-1]) if compact.endswith(("시청", "군청", "구청", "도청")) else None


def find(title: str, body: str) -> str | None:
    """Code of the district that a text is about: the one it names most, early mentions weighing more.

    An ambiguous short name (중구) counts only when its 시도 stands in the text; districts named about equally often,
    or a single mention in passing, give None.
    """
    named = [(codes, TITLE * (SPEAKER if at == 0 else times)) for at, codes, times in _named(title)]
    in_body = ((codes, (LEAD if at < LEAD_CHARACTERS else BODY) * times) for at, codes, times in _named(body))
    mentions = [*named, *in_body]
    context = {names.sido_of(code) for codes, _ in mentions for code in codes if len(codes) == 1}
    weights: defaultdict[str, int] = defaultdict(int)
    for codes, weight in mentions:
        here = [code for code in codes if len(codes) == 1 or names.sido_of(code) in context]
        if len(here) == 1:
            weights[here[0]] += weight
    return _heaviest(weights)


def parents(code: str) -> tuple[str, ...]:
    """Code of the 시도 above, from the table's own column; () for a 시도 itself or an unknown code."""
    return () if code not in names.table() or names.is_sido(code) else (names.sido_of(code),)


@cache
def children(code: str) -> tuple[str, ...]:
    """Codes of the 시군구 of a 시도, in table order."""
    return tuple(other for other in names.table() if other != code and names.sido_of(other) == code)


def then(codes: Sequence[str], day: date | None) -> tuple[str, ...]:
    """The codes that held on a day, the 시도 of that time behind; those of today where that is not certain."""
    if not codes or day is None:
        return tuple(codes)
    held = names.held_on(codes[0], day)
    if len(held) != 1 or not held[0]["former_code"] or held[0]["relation"] not in WENT_ON:
        return tuple(codes)
    above = names.code_on(held[0]["sido"], day)
    return (held[0]["former_code"], above) if above else (held[0]["former_code"],)


def label(code: str) -> str:
    """The full printed name, of a code of former times the former one; the code itself when no table has it."""
    return names.table()[code]["full_name"] if code in names.table() else names.former_names().get(code, code)


def _named(text: str) -> Iterator[tuple[int, frozenset[str], int]]:
    """Where a name stands, what it may stand for, how often it counts.

    A 시도 with a 시군구 behind it (전남 나주시) is one name; who speaks, 금천구(구청장 …), counts thrice.
    """
    read_to = 0
    for word in _WORD.finditer(text):
        if word.start() >= read_to and word[0][:2] in _openings():
            length, codes = _name_at(text[word.start():word.start() + WINDOW])
            read_to = word.start() + length
            if codes:
                yield word.start(), codes, SPEAKER if _SPEAKS.match(text, read_to) else 1


def _name_at(window: str) -> tuple[int, frozenset[str]]:
    """Length of the longest name that the window begins with, with its codes; no codes for none."""
    for sido in _beginnings(window, names.above()):
        behind = window[len(sido):]
        for name in _beginnings(sido + behind.removeprefix(" "), names.compound()):
            if len(name) > len(sido) + 1:
                return len(name) + behind.startswith(" "), names.compound()[name]
    for name in _beginnings(window, names.alone()):
        causative = name.endswith("시") and window[len(name):len(name) + 1] in _CAUSATIVE
        return len(name), frozenset() if causative else names.alone()[name]
    return 0, frozenset()


def _beginnings(window: str, known: Container[str]) -> Iterator[str]:
    """The names that the window begins with, the longest first."""
    return (window[:length] for length in range(len(window), 1, -1) if window[:length] in known)


@cache
def _openings() -> frozenset[str]:
    """First two syllables of every name, to pass over the other words quickly."""
    return frozenset(name[:2] for name in chain(names.alone(), names.above()))


def _heaviest(weights: Mapping[str, int]) -> str | None:
    """The district of the greatest weight, when it is clear; a 시도 yields to its own 시군구 named as often."""
    ranked = sorted(weights, key=lambda code: (weights[code], bool(parents(code))), reverse=True)
    if not ranked:
        return None
    first, rivals = ranked[0], [code for code in ranked[1:] if code not in parents(ranked[0])]
    enough = weights[first] >= (ENOUGH if parents(first) else ENOUGH_FOR_SIDO)
    clear = not rivals or weights[first] >= CLEAR_LEAD * weights[rivals[0]]
    return first if enough and clear else None
