"""Whatever keeps a post out of the archive is seen in the report of the run, in the status of its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

from crawler import glance, report, status
from crawler.archive import Archive
from crawler.outcome import Outcome
from crawler.progress import TRIES, Progress
from crawler.readings import Readings
from crawler.run import _is_due
from crawler.sources import Source
from crawler.standing import Standings
from tests.crawler.board_site import FIRST_DAY, Board
from tests.crawler.test_crawl import NOW, held, run

BROKEN = httpx.Response(500)


class Down(Board):
    def __call__(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody listens")


def shown(outcome: Outcome) -> str:
    return report.text(report.document([outcome], NOW, NOW))


def record(source: Source, archive: Archive, now: datetime = NOW) -> dict[str, Any]:
    return status.records(archive, {source.id: source}, now)[0]


def line(source: Source, archive: Archive, now: datetime = NOW) -> str:
    return glance.text(status.records(archive, {source.id: source}, now), everywhere=False)


def test_a_source_that_fails_before_its_first_record(source: Source, archive: Archive) -> None:
    outcome = run(Board([1], wrong={"List": BROKEN}), source, archive)
    assert "maru.press: failed" in shown(outcome) and "status 500" in shown(outcome)
    assert record(source, archive)["state"] == "failed" and "status 500" in line(source, archive)


def test_a_source_whose_host_answers_nothing_at_all(source: Source, archive: Archive) -> None:
    outcome = run(Down([1]), source, archive)
    assert "ConnectError" in shown(outcome) and record(source, archive)["state"] == "failed"


@pytest.mark.parametrize("second", [BROKEN, httpx.Response(200, text="<p>점검</p>" * 900), httpx.Response(302)])
def test_a_board_whose_second_page_is_broken_is_read_to_its_end_once_it_is_well(
    source: Source, archive: Archive, second: httpx.Response
) -> None:
    if second.status_code == 302:
        second.headers["Location"] = "/main.do"
    board = Board([1, 2, 3, 4, 5, 6, 7, 8], wrong={"pageIndex=2": second, "/main.do": httpx.Response(200, text="홈")})
    outcome = run(board, source, archive)
    assert outcome.error and outcome.posts == 3 and "pageIndex=2" in shown(outcome)
    assert record(source, archive)["state"] in ("failed", "suspect") and record(source, archive)["depth"] is None
    board.wrong.clear()
    run(board, source, archive)
    assert len(held(archive, source)) == 8 and record(source, archive)["depth"] == "whole"


def test_a_board_whose_pages_are_all_the_first_says_so_and_is_read_once_they_are_not(
    source: Source, archive: Archive
) -> None:
    board = Board([1, 2, 3, 4, 5, 6])
    first = httpx.Response(200, text=board._list(1), headers={"Content-Type": "text/html; charset=utf-8"})
    board.wrong["pageIndex=2"] = first
    outcome = run(board, source, archive)
    assert "page 2 repeats the first" in shown(outcome)
    assert record(source, archive)["depth"] == (FIRST_DAY + timedelta(days=4)).isoformat()
    board.wrong.clear()
    run(board, source, archive)
    assert len(held(archive, source)) == 6


def test_a_file_that_never_comes(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3], files={3: ["가.hwp"]}, wrong={"File": BROKEN})
    for _ in range(TRIES):
        outcome = run(board, source, archive)
        assert "failed: http://maru/downloadBbsFile.do" in shown(outcome)
    outcome = run(board, source, archive)
    assert outcome.went_well and "1 addresses are not asked for any more" in shown(outcome)
    assert (record(source, archive)["state"], record(source, archive)["given_up"]) == ("ok", 1)
    assert "press ok 3 (1 given up)" in line(source, archive)


def test_a_run_that_was_killed_between_list_and_posts(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3])
    run(board, source, archive, killed_after=1)
    assert (record(source, archive)["state"], record(source, archive)["missing"]) == ("interrupted", 3)
    assert "3 missing" in line(source, archive)
    board.took()
    assert run(board, source, archive).posts == 3
    assert [one for one in board.took() if one[0] == "p"] == ["p3", "p2", "p1"]


def test_a_list_that_leads_to_the_front_page(source: Source, archive: Archive) -> None:
    home = httpx.Response(200, text="<html>마루구에 오신 것을 환영합니다</html>")
    moved = httpx.Response(302, headers={"Location": "/index.do"})
    outcome = run(Board([1], wrong={"List": moved, "/index.do": home}), source, archive)
    assert "soft_error: the front page came instead" in shown(outcome)
    assert "press suspect (soft_error" in line(source, archive)


def test_a_board_without_days_can_be_mute(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3], dated=False)
    for number in board.posts:
        text = f"<td class='p-table__content'>{number}번째 본문이다.</td>"
        board.wrong[f"nttNo={number}"] = httpx.Response(200, html=text)
    run(board, source, archive)
    assert Readings(archive).history(source.id, NOW.date()).days == (NOW.date(),)
    outcome = run(board, source, archive, now=NOW + timedelta(days=31))
    assert [alarm.name for alarm in outcome.alarms] == ["mute"]


def test_a_post_dated_ahead_does_not_hide_silence(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3], days={3: NOW.date() + timedelta(days=7), 2: NOW.date(), 1: date(2026, 1, 2)})
    run(board, source, archive)
    assert Readings(archive).history(source.id, NOW.date()).days[-1] == NOW.date()


def test_a_source_that_is_paused_in_every_run_is_late(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3])
    run(board, source, archive)
    for days in range(1, 7):
        later = NOW + timedelta(days=days)
        run(board, source, archive, now=later, ends_at=later)
        assert record(source, archive, later)["state"] == ("late" if days > 4 else "paused")


def test_a_clock_that_was_set_back_holds_nothing_up(source: Source, archive: Archive) -> None:
    board, ahead = Board([1, 2, 3]), NOW + timedelta(days=400)
    source = replace(source, expect={"newest_within_days": 36500})
    run(board, source, archive, now=ahead)
    Standings(archive).refused("maru", ahead, "status 403")
    assert record(source, archive)["state"] == "late"
    assert Standings(archive).suspended("maru", NOW) is None
    today = datetime.now(timezone.utc)
    Progress(archive).start_run(source.id, today + timedelta(days=400))
    Progress(archive).end_run(source.id, today + timedelta(days=400), {}, None)
    Standings(archive).answered("maru")
    assert _is_due(archive, source, None)
    board.took()
    run(board, source, archive)
    assert {"p1", "p2", "p3"} <= set(board.took())  # looked at again, though the archive has seen them next year


def test_our_own_clock_is_told_to_be_wrong(source: Source, archive: Archive) -> None:
    outcome = run(Board([1, 2, 3], clock=NOW), source, archive, now=NOW + timedelta(days=3))
    assert "clock: the server's clock and ours are 72 hours apart" in shown(outcome)
