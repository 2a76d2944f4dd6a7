"""Hides the numbers of private persons in a text."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import mappings

DIGIT = re.compile(r"\d")


def masked(text: str) -> str:
    """The text, of the same length, with `*` for the digits that name somebody (mappings/personal.toml)."""
    return _numbers().sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    start, end = next(span for name in found.groupdict() if (span := found.span(name)) != (-1, -1))
    start, end = start - found.start(), end - found.start()
    whole = found[0]
    return whole[:start] + DIGIT.sub("*", whole[start:end]) + whole[end:]


@cache
def _numbers() -> re.Pattern[str]:
    kinds = tomllib.loads(mappings.path("personal.toml").read_text("utf-8"))
    each = (kind["pattern"].replace("?P<hidden>", f"?P<{name}>") for name, kind in kinds.items())
    return re.compile(rf"(?<![\d-])(?:{'|'.join(each)})(?![-–]?\d)")
