"""When the boards of fictional governments publish: posts of each day, drawn by chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random
from typing import Callable, Iterator

FIRST, START, END = date(2024, 10, 1), date(2025, 11, 15), date(2026, 11, 14)  # the simulated year is from START on
PAUSE = (date(2026, 4, 4), date(2026, 6, 3))  # 60 days before the local elections of 3 June 2026
SEOLLAL = ((date(2025, 1, 28), date(2025, 1, 30)), (date(2026, 2, 16), date(2026, 2, 18)))
CHUSEOK = ((date(2025, 10, 3), date(2025, 10, 9)), (date(2026, 9, 24), date(2026, 9, 26)))
FIXED = {(1, 1), (3, 1), (5, 5), (6, 6), (8, 15), (10, 3), (10, 9), (12, 25)}

Rate = Callable[[Random, date], float]  # posts to be expected of a day


@dataclass(frozen=True)
class Rhythm:
    kind: str
    rate: Rate
    listed: bool = True  # whether the list states days
    dated: bool = True  # whether the posts do


def calendar(rhythm: Rhythm, seed: int) -> dict[date, int]:
    """Only days with posts."""
    chance = Random(seed)
    drawn = ((day, _poisson(chance, rhythm.rate(chance, day))) for day in _days(FIRST, END))
    return {day: count for day, count in drawn if count}


def working(a_day: float) -> Rate:
    """Some days bring nothing, others twice as much."""
    return lambda chance, day: a_day * chance.choice((0.5, 1, 1, 1, 2)) if is_working(day) else 0.0


def is_working(day: date) -> bool:
    holiday = (day.month, day.day) in FIXED or any(first <= day <= last for first, last in SEOLLAL + CHUSEOK)
    return day.weekday() < 5 and not holiday


def _every_day(chance: Random, day: date) -> float:
    return 3.0


def _weekly(chance: Random, day: date) -> float:
    return 2.5 if day.weekday() == 2 and is_working(day) else 0.0


def _bursts(chance: Random, day: date) -> float:
    return chance.choice((4.0, 8.0, 25.0)) if is_working(day) and chance.random() < 1 / 18 else 0.0


def _monthly(chance: Random, day: date) -> float:
    return 2.0 if 3 <= day.day <= 9 and is_working(day) and chance.random() < 0.25 else 0.0


def _once_a_year(chance: Random, day: date) -> float:
    return 1.5 if (1, 5) <= (day.month, day.day) <= (2, 20) and is_working(day) else 0.0


def _quarterly(chance: Random, day: date) -> float:
    return 6.0 if day.month % 3 == 0 and day.day in (10, 11) else 0.0


def _without(days: tuple[tuple[date, date], ...], rate: Rate, left: float = 0.0) -> Rate:
    """`left`: the share that goes on."""

    def rated(chance: Random, day: date) -> float:
        return rate(chance, day) * (left if any(first <= day <= last for first, last in days) else 1)

    return rated


def _weeks(spans: tuple[tuple[date, date], ...]) -> tuple[tuple[date, date], ...]:
    """From the Saturday before to the Sunday after."""
    return tuple(
        (first - timedelta(days=first.weekday() + 2), last + timedelta(days=6 - last.weekday()))
        for first, last in spans
    )


LULLS = tuple((date(year, 12, 19), date(year + 1, 1, 6)) for year in (2024, 2025))
RHYTHMS: dict[str, Rhythm] = {
    "every day": Rhythm("press", _every_day),
    "working days": Rhythm("press", working(2)),
    "a large city": Rhythm("press", working(14)),
    "every second working day": Rhythm("press", working(0.5)),
    "weekly": Rhythm("news", _weekly),
    "bursts": Rhythm("notice", _bursts),
    "two posts a month": Rhythm("press", working(2 / 21)),
    "monthly plans": Rhythm("plan", _monthly),
    "plans once a year": Rhythm("plan", _once_a_year),
    "a quarterly": Rhythm("newsletter", _quarterly),
    "silent before an election": Rhythm("press", _without((PAUSE,), working(2))),
    "rare before an election": Rhythm("press", _without((PAUSE,), working(2), left=0.08)),
    "weekly, silent before an election": Rhythm("news", _without((PAUSE,), _weekly)),
    "whole weeks of holidays": Rhythm("press", _without(_weeks(SEOLLAL + CHUSEOK), working(2))),
    "nothing around the new year": Rhythm("press", _without(LULLS, working(1))),
    "no days on the list": Rhythm("press", working(2), listed=False),
    "no days at all": Rhythm("press", working(2), listed=False, dated=False),
}


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _poisson(chance: Random, rate: float) -> int:
    left, count = chance.random() - exp(-rate), 0
    share = exp(-rate)
    while left > 0:
        count += 1
        share *= rate / count
        left -= share
    return count
