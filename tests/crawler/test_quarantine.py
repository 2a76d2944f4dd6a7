"""Suspect captures, and what a person decides about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Iterator

import pytest

from crawler import quarantined
from crawler.alarms import legend
from crawler.archive import Archive
from crawler.errors import Alarm, DataError, SourceError
from crawler.progress import Progress
from crawler.quarantine import ACCEPTED_FOR, Quarantine
from crawler.records import Capture
from crawler.settings import Settings, data_folder
from crawler.sources import Source
from tests.crawler.board_site import Board
from tests.crawler.test_crawl import run
from tests.crawler.test_faults import START, equal_titles, grown

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
ALARM = Alarm("future", "dated 2030-01-01, after today")
POST = Capture(
    "http://maru/1", "maru.press", "post", "maru.press:1", NOON, media_type="text/html", stated={"title": "글"}
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=data_folder(tmp_path / "data", create=True))


@pytest.fixture
def archive(settings: Settings) -> Iterator[Archive]:
    with Archive(settings.archive) as made:
        yield made


def test_what_is_held_is_not_in_the_archive_until_it_is_released(archive: Archive) -> None:
    quarantine = Quarantine(Progress(archive))
    quarantine.park(POST, b"page", ALARM)
    assert list(archive.changed(0)) == [] and archive.by_key(POST.key) == []
    (held,) = quarantine.held()
    assert (held.alarm, held.capture.url, dict(held.capture.stated)) == (ALARM, POST.url, {"title": "글"})
    released = quarantine.release(held.number, NOON)
    assert [capture.sequence for capture in archive.changed(0)] == [released.sequence]
    assert archive.body(released.sha256) == b"page" and quarantine.held() == []


def test_a_held_post_is_not_asked_again_before_it_is_discarded(archive: Archive) -> None:
    progress = Progress(archive)
    quarantine = Quarantine(progress)
    quarantine.park(POST, b"page", ALARM)
    assert progress.promised(POST.key) and progress.wanted("maru.press") == []
    quarantine.discard(quarantine.held()[0].number)
    assert not progress.promised(POST.key) and quarantine.held() == []


def test_a_stored_post_can_be_withdrawn(archive: Archive) -> None:
    stored = archive.save(POST, b"page")
    quarantine = Quarantine(Progress(archive))
    quarantine.withdraw(stored, ALARM)
    assert list(archive.changed(0)) == [] and len(quarantine.held()) == 1


def test_of_the_suspect_pages_of_an_address_the_last_is_kept(archive: Archive) -> None:
    quarantine = Quarantine(Progress(archive))
    for body in (b"one", b"two"):
        quarantine.put(POST, body, ALARM)
    assert [archive.body(one.capture.sha256) for one in quarantine.held()] == [b"two"]
    quarantine.put(POST, b"three", Alarm("login", "x"))
    assert len(quarantine.held("maru.press")) == 2 and quarantine.held("maru.plan") == []


def test_a_number_that_is_not_held_is_named(archive: Archive) -> None:
    with pytest.raises(DataError, match="no number 7"):
        Quarantine(Progress(archive)).discard(7)


def test_an_alarm_about_a_list_that_a_person_released_is_not_raised_again_for_a_while(
    source: Source, archive: Archive
) -> None:
    board = grown(Board([], rows=10), START)
    equal_titles(board)
    assert run(board, source, archive, now=START).error
    quarantine = Quarantine(Progress(archive))
    quarantine.release(quarantine.held()[0].number, START)
    assert run(board, source, archive, now=START).posts == len(board.posts)
    assert quarantine.accepted(source.id, START + ACCEPTED_FOR) == set()


def test_a_person_lists_shows_releases_and_discards(
    settings: Settings, source: Source, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Board([1], files={1: ["가.hwp"]})
    key, url = source.key("1"), "http://maru/selectBbsNttView.do?key=2&bbsNo=1&nttNo=1"
    Quarantine(Progress(archive)).park(replace(POST, key=key, url=url), board._post(1).encode(), ALARM)
    Quarantine(Progress(archive)).put(replace(POST, role="list", key="x", url="http://maru/list"), b"<b>odd", ALARM)
    known = {source.id: source}
    assert quarantined.run(settings, known, "list", []) == 0
    listed = capsys.readouterr().out
    assert "maru.press future http://maru/list" in listed and listed.count(legend(["future"])[0]) == 1
    quarantined.run(settings, known, "show", ["maru"])
    shown = capsys.readouterr().out
    assert "1번째 글의 본문이다" in shown and "it cannot be read" in shown and "<b>odd" in shown
    quarantined.run(settings, known, "release", ["1"])
    assert [thing.role for thing in Progress(archive).wanted(source.id)] == ["file"]  # fetched by the next run
    quarantined.run(settings, known, "discard", ["maru.press"])
    assert capsys.readouterr().out == "1 released\n1 discarded\n"


@pytest.mark.parametrize(("what", "names"), [("release", []), ("show", ["nobody"])])
def test_what_is_not_there_is_said(settings: Settings, archive: Archive, what: str, names: list[str]) -> None:
    with pytest.raises(SourceError):
        quarantined.run(settings, {}, what, names)


def test_what_is_released_is_younger_than_a_month(archive: Archive) -> None:
    quarantine = Quarantine(Progress(archive))
    quarantine.put(replace(POST, role="list"), b"page", ALARM)
    quarantine.release(quarantine.held()[0].number, NOON)
    assert quarantine.accepted("maru.press", NOON + timedelta(days=29)) == {"future"}


def test_a_person_accepts_an_alarm_of_a_whole_run(
    settings: Settings, archive: Archive, source: Source, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Board([1])
    later = START + timedelta(days=60)
    run(board, source, archive, now=later)
    assert [one.name for one in run(board, source, archive, now=later).alarms] == ["mute"]
    Quarantine(Progress(archive)).accept(source.id, "mute", later)
    assert run(board, source, archive, now=later).alarms == []
    assert quarantined.run(settings, {source.id: source}, "accept", [source.id, "gone"]) == 0
    assert "maru.press: gone is not raised for 30 days" in capsys.readouterr().out
    for names in (["maru.press"], ["nobody.press", "gone"], ["maru.press", "hunger"]):
        with pytest.raises(SourceError, match="name a source and one of its alarms"):
            quarantined.run(settings, {source.id: source}, "accept", names)
