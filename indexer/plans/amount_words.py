"""The words around an amount that say what it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Iterator, Sequence

import mappings
from indexer import purses
from indexer.plans.scopes import QUOTE

_COLON = re.compile(r"(?:^|[\s(/])(?P<label>[가-힣]{2,10})\s*[:：]\s*(?:약|총)?\s*$")


def label(before: str) -> str:
    """The word of budgets that an amount stands behind (사업비 :), with its year; else empty."""
    found = _labels().search(before)
    return re.sub(r"\s", "", found["label"]) if found else ""


def colon_label(before: str) -> str:
    """Any word with a colon that an amount stands behind; else empty."""
    found = _COLON.search(before)
    return found["label"] if found else ""


def source(before: str) -> str:
    """The purse that an amount stands behind (시비); else empty."""
    found = _purses().search(before)
    return found["source"] if found else ""


def says(role: str, text: str) -> bool:
    """Whether a row of that role of mappings/plan_amounts.csv fits."""
    return any(pattern.search(text) for pattern in _patterns(role))


def limit(after: str) -> str:
    """What the words behind an amount make of it, as in mappings/plan_after.csv (ceiling, unit, …); else empty."""
    return next((role for role, pattern in _behind() if pattern.match(after)), "")


@cache
def _patterns(role: str) -> Sequence[re.Pattern[str]]:
    return tuple(_made(role))


def _made(role: str) -> Iterator[re.Pattern[str]]:
    for pattern in _words(role):
        adjacent = role == "head" or role in ("unit", "ceiling") and not pattern.endswith("당")
        yield re.compile(rf"(?:{pattern})" + (r"\s*[:：]?\s*(?:약|총)?\s*$" if adjacent else ""))


@cache
def _behind() -> Sequence[tuple[str, re.Pattern[str]]]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in mappings.table("plan_after"))


@cache
def _labels() -> re.Pattern[str]:
    year = rf"{QUOTE}?(?:20)?\d\d년도?"
    return re.compile(
        rf"(?P<label>(?:{year}\s*)?(?:{'|'.join(_words('label'))}))\s*(?:\(안\))?\s*[:：)\]]?\s*(?:\(?\s*{year}\s*\)?)?"
        r"\s*(?:약|총|금|마중물|\d+개소)?\s*$"
    )


@cache
def _purses() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[^가-힣]|(?<=[억만조원]))(?P<source>{'|'.join(purses.words())})\s*[:：(]?\s*$")


def _words(role: str) -> list[str]:
    return [row["pattern"] for row in mappings.table("plan_amounts") if row["role"] == role]
