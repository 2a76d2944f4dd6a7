"""Which department a text comes from, with the kind of work that its name stands for."""

from __future__ import annotations

import re
from functools import cache

import mappings

LINES_LOOKED_AT = 6  # first and last ones: heads and signing lines
LINE_CHARACTERS = 120
PLACE = re.compile(r"[가-힣]{1,6}\d?[읍면동]")
PLACES = "읍면동"


def printed(text: str) -> str | None:
    """The name on a head or signing line; None where none is printed."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for line in [*lines[:LINES_LOOKED_AT], *reversed(lines[LINES_LOOKED_AT:][-LINES_LOOKED_AT:])]:
        for pattern in _patterns():
            found = pattern.search(line[:LINE_CHARACTERS])
            if found:
                return " ".join(found[1].split())
    return None


def kind(name: str) -> str | None:
    """The kind of departments.csv by the longest word, then the first, in the innermost unit that has one."""
    for unit in reversed(name.split()):
        found = max(((len(word), -unit.index(word), kind) for word, kind in _words() if word in unit), default=None)
        if found:
            return found[2]
        if PLACE.fullmatch(unit):
            return PLACES
    return None


@cache
def _words() -> tuple[tuple[str, str], ...]:
    return tuple((word, row["kind"]) for row in mappings.table("departments") for word in row["words"].split("|"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line) for line in mappings.lines("department_lines.txt"))
