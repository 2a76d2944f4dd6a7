"""A simulated year of many rhythms: nothing is told of a healthy board, whatever goes wrong on one is told at once."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Callable

import pytest

from crawler.archive import Archive
from crawler.dates import SEOUL
from crawler.readings import Readings
from crawler.records import Capture
from crawler.sources import Source
from tests.crawler.board_site import Board
from tests.crawler.rhythms import PAUSE, RHYTHMS, calendar
from tests.crawler.test_crawl import run
from tests.crawler.test_faults import FAULTS, START
from tests.crawler.year import Known, muted, posts, year

SLOW = ("bursts", "two posts a month", "monthly plans", "plans once a year", "a quarterly")
READ = ("every day", "weekly", "bursts", "two posts a month", "plans once a year", "a large city")


@pytest.mark.parametrize("name", RHYTHMS)
def test_a_healthy_year_raises_no_alarm(source: Source, name: str) -> None:
    assert [(day, alarm) for day, alarm in year(source, RHYTHMS[name], seed=1)] == []


@pytest.mark.parametrize("name", RHYTHMS)
def test_a_mute_board_is_told_on_the_first_day_after_its_own_allowance(source: Source, name: str) -> None:
    slow = name in SLOW
    found = muted(source, RHYTHMS[name], seed=1, mute_from=date(2025, 12, 20) if slow else date(2026, 8, 1))
    paused = (PAUSE[1] - PAUSE[0]).days if slow else 0
    assert found.delay_days is not None
    assert found.allowed < found.delay_days <= found.allowed + 1 + paused
    assert slow or found.allowed <= 70


def test_a_board_that_goes_on_before_an_election_is_missed_there_as_soon_as_anywhere(source: Source) -> None:
    found = muted(source, RHYTHMS["working days"], seed=1, mute_from=PAUSE[0] + timedelta(days=20))
    assert found.delay_days == found.allowed + 1


def test_a_board_that_pauses_is_missed_after_the_pause(source: Source) -> None:
    found = muted(source, RHYTHMS["silent before an election"], seed=1, mute_from=PAUSE[0])
    assert found.told and 0 < (found.told - PAUSE[1]).days <= found.allowed + 1


def test_a_long_silence_by_law_does_not_make_the_next_one_usual(source: Source) -> None:
    found = muted(source, RHYTHMS["silent before an election"], seed=1, mute_from=date(2026, 8, 1))
    assert found.allowed < 30


@pytest.mark.parametrize("name", READ)
def test_every_fault_is_told_in_one_run_whatever_the_rhythm(source: Source, tmp_path: Path, name: str) -> None:
    board, healthy = _board(name, START.date()), tmp_path / "healthy.sqlite"
    source = replace(source, kind=RHYTHMS[name].kind)
    with Archive(healthy) as archive:
        assert run(board, source, archive, now=START - timedelta(days=1)).went_well
    for fault, alarm in FAULTS:
        shutil.copy(healthy, tmp_path / "archive.sqlite")
        with Archive(tmp_path / "archive.sqlite") as archive:
            outcome = run(_spoiled(board, fault, START.date()), source, archive, now=START)
        assert [one.name for one in outcome.alarms] == [alarm], fault.__name__


@pytest.mark.parametrize("name", ["two posts a month", "no days at all"])
def test_the_archive_tells_the_history_that_the_year_is_judged_by(tmp_path: Path, name: str) -> None:
    known, today = Known(), START.date()
    with Archive(tmp_path / "archive.sqlite") as archive:
        readings = Readings(archive)
        for day, post in posts(RHYTHMS[name], seed=1)[:60]:
            fetched = datetime.combine(day, time(23, 50), SEOUL)
            archive.save(Capture(post.key, "maru.press", "post", post.key, fetched), post.key.encode())
            readings.keep("maru.press", post)
            known.add(post, day)
            today = day
        told = readings.history("maru.press", today)
    expected = known.history(today)
    if not RHYTHMS[name].dated:  # posts without a day are in no month
        expected = replace(expected, month=0, most_a_day=0)
    assert told == expected and len(told.days) > 10


def _board(name: str, today: date) -> Board:
    """The posts of the last days of a rhythm."""
    board = Board([], rows=10)
    counts = [(day, count) for day, count in calendar(RHYTHMS[name], 1).items() if day < today][-15:]
    for number, day in enumerate([day for day, count in counts for _ in range(count)], 1):
        board.posts.append(number)
        board.days[number] = day
        board.edited[number] = f"{number}번째 글의 본문이다. " + "마루구는 주민과 함께 골목을 고친다. " * 12
    return board


def _spoiled(board: Board, fault: Callable[[Board], None], today: date) -> Board:
    """With a post of today."""
    newest = len(board.posts) + 1
    made = replace(board, posts=[*board.posts, newest], days=board.days | {newest: today}, titles={}, wrong={})
    made.edited = board.edited | {newest: f"{newest}번째 글의 본문이다. " + "골목을 함께 고친다. " * 20}
    fault(made)
    return made
