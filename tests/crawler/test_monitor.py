"""What a run and the silence of a source tell, compared with its own history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from crawler.monitor import Facts, alarms
from crawler.readings import History, Reading
from crawler.silence import allowed_days
from crawler.sources import Source

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 3, tzinfo=timezone.utc)


def days(step: int, count: int, newest: date = TODAY) -> tuple[date, ...]:
    return tuple(newest - timedelta(days=step * number) for number in reversed(range(count)))


def reading(number: int, characters: int = 800, published: date | None = TODAY, files: int = 0) -> Reading:
    return Reading(f"maru.press:{number}", f"글 {number}", published, characters, files, str(number))


@pytest.mark.parametrize(
    ("history", "kind", "expect", "allowed"),
    [
        (History(), "press", {}, 30),
        (History(), "plan", {}, 450),
        (History(days=days(1, 5)), "press", {}, 30),  # too little to judge by
        (History(days=days(1, 100)), "press", {}, 14),
        (History(days=days(7, 20)), "press", {}, 56),
        (History(days=(*days(1, 50, TODAY - timedelta(days=60)), TODAY)), "press", {}, 90),
        (History(days=days(1, 100)), "press", {"newest_within_days": 3}, 3),
    ],
)
def test_how_long_a_source_may_be_silent(
    source: Source, history: History, kind: str, expect: dict[str, int], allowed: int
) -> None:
    assert allowed_days(replace(source, kind=kind, expect=expect), history) == allowed


@pytest.mark.parametrize(
    ("facts", "expect", "told"),
    [
        (Facts(rows=10, new=[reading(number) for number in range(9)]), {}, []),
        (Facts(rows=10, server_clock=timedelta(hours=23)), {}, []),
        (Facts(rows=10, server_clock=timedelta(hours=-24)), {}, ["clock"]),
        (Facts(rows=10, new=[reading(number, published=None) for number in range(5)]), {}, ["undated"]),
        (Facts(rows=10, new=[reading(number, published=None) for number in range(5)]), {"dated_share": 0}, []),
        (Facts(rows=10, pages=3, new=[reading(number) for number in range(12)]), {}, []),  # a burst without list days
        (Facts(rows=10, pages=3, new=[reading(number) for number in range(31)]), {}, ["all_today"]),
        (Facts(rows=10, pages=3, list_dates=True, new=[reading(number) for number in range(5)]), {}, ["all_today"]),
        (Facts(rows=10, pages=3, other_days=True, new=[reading(number) for number in range(90)]), {}, []),
        (Facts(rows=10, pages=1, list_dates=True, new=[reading(number) for number in range(10)]), {}, []),
        (Facts(rows=10, new=[reading(number, 40) for number in range(3)]), {}, ["short_bodies"]),
        (Facts(rows=10, new=[reading(number, 40, files=1) for number in range(3)]), {}, []),  # the files hold the text
        (Facts(rows=10, new=[reading(0, 40), reading(1, 40), reading(2)]), {}, []),
        (Facts(rows=10, new=[reading(number) for number in range(3)]), {"body_characters": 900}, ["short_bodies"]),
        (Facts(rows=10, requests=61), {}, ["requests"]),
        (Facts(rows=10, requests=200, new=[reading(number) for number in range(40)]), {}, []),
        (Facts(rows=10, requests=500, revisits=490), {}, []),
        (Facts(rows=10, revisits=9, gone=5), {}, ["gone"]),
        (Facts(rows=10, revisits=60, gone=5), {}, []),
        (Facts(rows=10, revisits=2, gone=2), {}, []),
    ],
)
def test_a_run_is_compared_with_what_is_usual(
    source: Source, facts: Facts, expect: dict[str, float], told: list[str]
) -> None:
    history = History(days=days(1, 100), posts=200, month=40, dated=(True,) * 100, bodies=(800,) * 100)
    found = alarms(replace(source, expect=expect), history, facts, NOW)
    assert [alarm.name for alarm in found] == told


def test_the_silence_of_a_source_that_could_not_be_read_is_no_alarm_of_its_own(source: Source) -> None:
    history = History(days=days(1, 100, TODAY - timedelta(days=90)))
    assert [alarm.name for alarm in alarms(source, history, Facts(rows=3), NOW)] == ["mute"]
    assert alarms(source, history, Facts(), NOW) == []
