"""What the printed names of districts stand for, those of today with those of before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from itertools import chain
from typing import Iterable, Iterator, Mapping

import mappings

Names = Mapping[str, frozenset[str]]  # a name without spaces: the codes of today that it may stand for


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """The rows of today's districts by code, the fictional ones of the sample sites among them."""
    rows = chain(mappings.table("districts"), mappings.table("sample_districts"))
    return {row["code"]: row for row in rows}


@cache
def sido_of(code: str) -> str:
    """The code of the 시도 that a code belongs to; of a 시도, itself."""
    sido = table()[code]["sido"]
    return next(other for other, row in table().items() if row["name"] == row["sido"] == sido)


def is_sido(code: str) -> bool:
    return sido_of(code) == code


@cache
def official() -> Names:
    return _gather((row[key], code) for code, row in table().items() for key in ("name", "full_name"))


@cache
def former_codes() -> Names:
    return _gather((row["former_code"], row["code"]) for row in _history() if row["former_code"])


def held_on(code: str, day: date) -> list[Mapping[str, str]]:
    """The rows of the history that end in today's code by a change after the day."""
    return [row for row in _history_of().get(code, ()) if row["valid_from"] <= day.isoformat() <= row["valid_until"]]


def code_on(sido: str, day: date) -> str | None:
    """The code that a 시도 of this name had on a day."""
    rows = [row for row in mappings.table("district_history") if row["name"] == sido and not row["sido"]]
    former = (row["former_code"] for row in rows if row["valid_from"] <= day.isoformat() <= row["valid_until"])
    return next(former, None) or next((code for code in table() if table()[code]["name"] == sido), None)


@cache
def former_names() -> Mapping[str, str]:
    """Former full names by former code."""
    rows = [row for row in mappings.table("district_history") if row["former_code"]]
    return {row["former_code"]: f"{row['sido']} {row['name']}".strip() for row in rows}


@cache
def compound() -> Names:
    """Former names, with every name of any time that has its 시도 in front in any form (전남 나주시, 경북 군위군)."""
    today = ((code, row["name"], sido_of(code)) for code, row in table().items() if not is_sido(code))
    former = ((row["code"], row["name"], _sido_named(row["sido"])) for row in _history() if row["sido"])
    joined = ((form + name, code) for code, name, sido in chain(today, former) for form in _forms(sido))
    return _gather(chain(_former(), joined))


@cache
def short() -> Names:
    """Short forms: those of a 시도 (서울, 전남도), and a name without its last syllable (금천)."""
    stems = ((row["name"][:-1], code) for code, row in table().items() if not is_sido(code) and len(row["name"]) > 2)
    return _gather(chain(_short_sido(), stems))


@cache
def alone() -> Names:
    """Names that name a district in running text: not 서울 or 전남, which are in every second release."""
    forms = ((name, code) for name, code in _short_sido() if name.endswith(("시", "도")))
    today = ((row["name"], code) for code, row in table().items())
    return {**_gather(_former()), **_gather(chain(forms, today))}


@cache
def above() -> frozenset[str]:
    """Every form of every name of a 시도."""
    return frozenset(form for code in table() if is_sido(code) for form in _forms(code))


@cache
def _history() -> tuple[Mapping[str, str], ...]:
    """The rows of the history, without what was split off where the government itself went on under a new name."""
    rows = mappings.table("district_history")
    went_on = {(row["sido"], row["name"]) for row in rows if row["relation"] != "split"}
    return tuple(row for row in rows if row["relation"] != "split" or (row["sido"], row["name"]) not in went_on)


@cache
def _history_of() -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """The changes with an end, by today's code; all splits and mergers, so that what is uncertain shows."""
    found: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for row in mappings.table("district_history"):
        if row["valid_until"]:
            found[row["code"]].append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def _former() -> Iterator[tuple[str, str]]:
    return ((row["name"], row["code"]) for row in _history())


def _short_sido() -> Iterator[tuple[str, str]]:
    return ((row["name"], row["code"]) for row in mappings.table("short_names"))


@cache
def _forms(sido: str) -> tuple[str, ...]:
    """How a 시도 may be written: its name, its former names, its short forms."""
    former = (row["name"] for row in _history() if row["code"] == sido and not row["sido"])
    return (table()[sido]["name"], *former, *(name for name, code in _short_sido() if code == sido))


@cache
def _sido_named(name: str) -> str:
    """Today's code of a 시도 by its own name of any time."""
    return next(code for code in table() if is_sido(code) and name in _forms(code))


def _gather(pairs: Iterable[tuple[str, str]]) -> Names:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in pairs:
        gathered["".join(name.split())].add(code)
    return {name: frozenset(codes) for name, codes in gathered.items()}
