"""Which government (district) a printed name or a text belongs to."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import chain
from typing import Container, Iterable, Iterator, Mapping

import mappings

TITLE, LEAD, BODY = 3, 2, 1  # weight of a mention by where it stands
LEAD_CHARACTERS = 300
SPEAKER = 3  # times that the name of the one who speaks counts
ENOUGH, ENOUGH_FOR_SIDO = 2, 4  # weight below which a name is only mentioned; a 시도 is, in passing, everywhere
CLEAR_LEAD = 1.5  # the first of two districts must weigh this much more than the second
WINDOW = 20  # longer than any 시도 with any 시군구 behind it

_WORD = re.compile("[가-힣]{2,}")
_SPEAKS = re.compile(r"\((?:시장|군수|구청장|도지사|지사)\b")
_CAUSATIVE = frozenset("키킨킬킴켜켰")  # 상주시키다 is not 상주시

Names = Mapping[str, frozenset[str]]  # a name without spaces: the codes it may stand for


def resolve(name_or_code: str) -> str | None:
    """Today's code of a code or a printed name, former ones too; None when unknown or ambiguous."""
    compact = "".join(name_or_code.split())
    if compact in _districts():
        return compact
    for names in (_official(), _former_codes(), _compound(), _stems()):
        if compact in names:
            return _only(names[compact])
    return resolve(compact[:-1]) if compact.endswith(("시청", "군청", "구청", "도청")) else None


def find(title: str, body: str) -> str | None:
    """Code of the district that a text is about: the one it names most, early mentions weighing more.

    An ambiguous short name (중구) counts only when its 시도 stands in the text; districts named about equally often,
    or a single mention in passing, give None.
    """
    parts = ((title, TITLE), (body[:LEAD_CHARACTERS], LEAD), (body[LEAD_CHARACTERS:], BODY))
    mentions = [(codes, weight * times) for text, weight in parts for codes, times in _named(text)]
    context = {_sido_of(code) for codes, _ in mentions for code in codes if len(codes) == 1}
    weights: defaultdict[str, int] = defaultdict(int)
    for codes, weight in mentions:
        here = [code for code in codes if len(codes) == 1 or _sido_of(code) in context]
        if len(here) == 1:
            weights[here[0]] += weight
    return _heaviest(weights)


def parents(code: str) -> tuple[str, ...]:
    """Code of the 시도 above, from the table's own column; () for a 시도 itself or an unknown code."""
    return () if code not in _districts() or _sido_of(code) == code else (_sido_of(code),)


@cache
def children(code: str) -> tuple[str, ...]:
    """Codes of the 시군구 of a 시도, in table order."""
    return tuple(other for other in _districts() if other != code and _sido_of(other) == code)


def label(code: str) -> str:
    """The full printed name, or the code itself when the table does not have it."""
    return _districts()[code]["full_name"] if code in _districts() else code


@cache
def _districts() -> Mapping[str, Mapping[str, str]]:
    rows = chain(mappings.table("districts"), mappings.table("sample_districts"))
    return {row["code"]: row for row in rows}


@cache
def _sido_of(code: str) -> str:
    sido = _districts()[code]["sido"]
    return next(other for other, row in _districts().items() if row["name"] == row["sido"] == sido)


def _only(codes: frozenset[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _gather(pairs: Iterable[tuple[str, str]]) -> Names:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        gathered["".join(name.split())].add(code)
    return {name: frozenset(codes) for name, codes in gathered.items()}


@cache
def _official() -> Names:
    rows = _districts().items()
    return _gather((row[key], code) for code, row in rows for key in ("name", "full_name"))


@cache
def _history() -> tuple[Mapping[str, str], ...]:
    """Rows of the history without the splits that have a legal successor beside them."""
    rows = mappings.table("district_history")
    succeeded = {(row["sido"], row["name"]) for row in rows if row["relation"] != "split"}
    return tuple(row for row in rows if row["relation"] != "split" or (row["sido"], row["name"]) not in succeeded)


@cache
def _former_codes() -> Names:
    return _gather((row["former_code"], row["code"]) for row in _history() if row["former_code"])


@cache
def _prefixes(sido: str) -> tuple[str, ...]:
    """How a 시도 may be written in front of one of its districts."""
    former = (row["name"] for row in _history() if row["code"] == sido and not row["sido"])
    short = (row["name"] for row in mappings.table("short_names") if row["code"] == sido)
    return (_districts()[sido]["name"], *former, *short)


@cache
def _compound() -> Names:
    """Former names, and every name with its 시도 in front in any of its forms."""
    today = ((code, row["name"], _sido_of(code)) for code, row in _districts().items() if parents(code))
    former = [(row["code"], row["name"], _sido_by_name(row["sido"])) for row in _history() if row["sido"]]
    bare = [(row["name"], row["code"]) for row in _history()]
    return _gather(chain(bare, _with_prefixes(chain(today, former))))


def _with_prefixes(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    for code, name, sido in rows:
        yield from ((prefix + name, code) for prefix in _prefixes(sido))


@cache
def _sido_by_name(name: str) -> str:
    """Today's code of a 시도 by its own name of any time."""
    rows = chain(
        ((row["name"], row["code"]) for row in _districts().values()),
        ((row["name"], row["code"]) for row in _history() if not row["sido"]),
    )
    return next(code for other, code in rows if other == name)


@cache
def _stems() -> Names:
    """Short forms: 서울시, 전남, and a name without its last syllable (금천)."""
    short = ((row["name"], row["code"]) for row in mappings.table("short_names"))
    stems = ((row["name"][:-1], code) for code, row in _districts().items() if parents(code) and len(row["name"]) > 2)
    return _gather(chain(short, stems))


def _named(text: str) -> Iterator[tuple[frozenset[str], int]]:
    """What each name in the text may stand for, with how often it counts.

    A 시도 with a 시군구 behind it (전남 나주시) is one name; who speaks counts thrice: 금천구, … at the very beginning,
    or 금천구(구청장 …).
    """
    read_to = 0
    for word in _WORD.finditer(text):
        if word.start() >= read_to and word[0][:2] in _openings():
            name, codes = _name_at(text[word.start():word.start() + WINDOW])
            read_to = word.start() + len(name)
            if codes:
                first = word.start() == 0 and text[read_to:read_to + 1] == ","
                yield codes, SPEAKER if first or _SPEAKS.match(text, read_to) else 1


def _name_at(window: str) -> tuple[str, frozenset[str]]:
    """The longest name that the window begins with; ("", empty set) for none."""
    for above in _beginnings(window, _above()):
        behind = window[len(above):]
        for name in _beginnings(above + behind.removeprefix(" "), _compound()):
            if len(name) > len(above) + 1:
                return window[:len(name) + behind.startswith(" ")], _compound()[name]
    for name in _beginnings(window, _alone()):
        causative = name.endswith("시") and window[len(name):len(name) + 1] in _CAUSATIVE
        return name, frozenset() if causative else _alone()[name]
    return "", frozenset()


def _beginnings(window: str, names: Container[str]) -> Iterator[str]:
    """The names that the window begins with, the longest first."""
    return (window[:length] for length in range(len(window), 1, -1) if window[:length] in names)


@cache
def _above() -> frozenset[str]:
    """Every form of every 시도 name."""
    return frozenset(prefix for code in _districts() if not parents(code) for prefix in _prefixes(code))


@cache
def _alone() -> Names:
    """Names that say something without a 시도 in front: not 서울 or 전남, which are in every second release."""
    short = ((row["name"], row["code"]) for row in mappings.table("short_names") if row["name"][-1] in "시도")
    official = ((row["name"], code) for code, row in _districts().items())
    former = _gather((row["name"], row["code"]) for row in _history())
    return {**former, **_gather(chain(short, official))}


@cache
def _openings() -> frozenset[str]:
    return frozenset(name[:2] for name in chain(_alone(), _above()))


def _heaviest(weights: Mapping[str, int]) -> str | None:
    """The district of the greatest weight, when it is clear; a 시도 yields to its own 시군구 named as often."""
    ranked = sorted(weights, key=lambda code: (weights[code], bool(parents(code))), reverse=True)
    if not ranked:
        return None
    first, rivals = ranked[0], [code for code in ranked[1:] if code not in parents(ranked[0])]
    enough = weights[first] >= (ENOUGH if parents(first) else ENOUGH_FOR_SIDO)
    clear = not rivals or weights[first] >= CLEAR_LEAD * weights[rivals[0]]
    return first if enough and clear else None
