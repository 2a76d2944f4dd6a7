"""The limits of the monitors, from monitor.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Mapping


@dataclass(frozen=True)
class Pages:
    login_titles: tuple[str, ...]
    challenge: tuple[str, ...]
    missing: tuple[str, ...]
    homes: re.Pattern[str]
    content_bytes: int
    content_characters: int
    challenge_characters: int
    damaged_share: float
    hanja_share: float
    least_rows: int
    least_equal_titles: int
    usual_share: float
    days_ahead: int


@dataclass(frozen=True)
class Runs:
    least_posts: int
    least_bodies: int
    same_bodies: int
    usual_posts: int
    short_share: float
    short_characters: int
    short_chance: float
    burst_posts: int
    burst_times: int
    gone_share: float
    least_gone: int
    requests_free: int
    requests_per_post: int
    clock_hours: int


@dataclass(frozen=True)
class Pause:
    """Both days belong to it."""

    start: date
    end: date
    why: str


@dataclass(frozen=True)
class Silence:
    least_days: int
    mean_gaps: float
    longest_gaps: float
    tolerance: float
    pause_share: float
    days: Mapping[str, int]
    pauses: tuple[Pause, ...]


@dataclass(frozen=True)
class Digests:
    titles: tuple[re.Pattern[str], ...]
    headings: tuple[re.Pattern[str], ...]
    marks: re.Pattern[str]
    least_headings: int
    short_characters: int


@dataclass(frozen=True)
class Limits:
    pages: Pages
    runs: Runs
    silence: Silence
    digests: Digests


@cache
def limits() -> Limits:
    table = tomllib.loads((Path(__file__).parent / "monitor.toml").read_text("utf-8"))
    pages: dict[str, Any] = {**table["pages"], "homes": re.compile(table["pages"]["homes"])}
    for name in ("login_titles", "challenge", "missing"):
        pages[name] = tuple(pages[name])
    silence = {**table["silence"], "pauses": tuple(Pause(**one) for one in table["silence"]["pauses"])}
    digests: dict[str, Any] = {**table["digests"], "marks": re.compile(table["digests"]["marks"])}
    for name in ("titles", "headings"):
        digests[name] = tuple(map(re.compile, digests[name]))
    return Limits(
        pages=Pages(**pages),
        runs=Runs(**table["runs"]),
        silence=Silence(**silence),
        digests=Digests(**digests),
    )
