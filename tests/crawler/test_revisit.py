"""What looking again finds: edits, replaced files, deletions, posts that were missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest

from crawler.archive import Archive
from crawler.progress import Progress
from crawler.quarantine import Quarantine
from crawler.revisit import LEAST_BETWEEN, MONTH, OLD_A_RUN
from crawler.sources import Source
from tests.crawler.board_site import ALERT, FIRST_DAY, Board
from tests.crawler.test_crawl import NOW, held, post, run

LATER = NOW + timedelta(days=2)
GONE = httpx.Response(404)


def deleted(archive: Archive) -> list[str]:
    return [capture.key for capture in archive.deleted()]


def test_a_young_post_is_looked_at_again_after_half_of_its_age(source: Source, archive: Archive) -> None:
    board = Board([1, 9, 12])  # 12, 4 and 1 days old
    run(board, source, archive)
    board.took()
    run(board, source, archive, now=NOW + LEAST_BETWEEN - timedelta(minutes=1))
    assert board.took() == ["l1"]
    run(board, source, archive, now=NOW + timedelta(days=1))
    assert board.took() == ["l1", "p12"]
    run(board, source, archive, now=NOW + timedelta(days=4))
    assert sorted(board.took()) == ["l1", "p12", "p9"]  # post 1 is older than two weeks by now


def test_an_edit_becomes_a_version_and_brings_new_files(source: Source, archive: Archive) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    board.edited[12], board.files[12] = "고친 본문이다.", ["덧붙임.hwp"]
    outcome = run(board, source, archive, now=LATER)
    assert (outcome.posts, outcome.edits, outcome.files) == (0, 1, 1)
    assert len(archive.versions(post(archive, 12).url)) == 2
    assert dict(post(archive, 12).stated)["department"] == "총무과"


def test_a_row_that_changed_has_its_post_looked_at_whatever_its_age(source: Source, archive: Archive) -> None:
    board = Board([1, 2], titles={1: "옛 제목"})
    run(board, source, archive, now=NOW + timedelta(days=20))
    board.titles[1] = "새 제목"
    board.took()
    outcome = run(board, source, archive, now=NOW + timedelta(days=20, hours=1))
    assert outcome.edits == 1 and board.took() == ["l1", "p1"]
    assert dict(post(archive, 1).stated)["title"] == "새 제목"


def test_a_hit_counter_is_no_edit(source: Source, archive: Archive) -> None:
    board = Board([11, 12], etags=False)
    run(board, source, archive)
    before = archive.last_sequence()
    outcome = run(board, source, archive, now=LATER)
    assert (outcome.edits, outcome.facts.revisits) == (0, 2)
    assert archive.last_sequence() == before


@pytest.mark.parametrize("etags", [True, False])
def test_a_file_that_was_replaced_under_its_address_is_noticed(source: Source, archive: Archive, etags: bool) -> None:
    board = Board([13], files={13: ["가.hwp"]}, etags=etags)
    run(board, source, archive)
    board.contents["13/가.hwp"] = b"corrected"
    outcome = run(board, source, archive, now=NOW + timedelta(days=8))
    assert (outcome.replaced, outcome.edits) == (1, 0)
    (file,) = archive.by_key("maru.press:13", "file")
    assert archive.body(file.sha256) == b"corrected" and file.name == "가.hwp"
    assert len(archive.versions(file.url)) == 2
    assert run(board, source, archive, now=NOW + timedelta(days=9)).replaced == 0


@pytest.mark.parametrize(
    ("page", "alarm"),
    [
        ("<td class='p-table__content'>시스템을 점검하고 있다. 불편을 끼쳐 죄송하다.</td>", "same_bodies"),
        ("<td class='p-table__content'>ë§\x88ë£¨êµ¬ë\x8a\x94 ê³¨ëª©ì\x9d\x84 ê³\xa0ì¹\x9cë\x8b¤</td>", "charset"),
        ("<title>로그인</title><form><input type=password></form>", "login"),
    ],
)
def test_a_page_that_stands_in_place_of_known_posts_is_told_and_is_no_edit(
    source: Source, archive: Archive, page: str, alarm: str
) -> None:
    board = Board([9, 10, 11, 12])
    run(board, source, archive)
    before, texts = archive.last_sequence(), {key: post(archive, key).sha256 for key in board.posts}
    board.wrong["View"] = httpx.Response(200, text=page, headers={"Content-Type": "text/html; charset=utf-8"})
    outcome = run(board, source, archive, now=NOW + timedelta(days=5))
    assert [one.name for one in outcome.alarms] == [alarm] and not outcome.went_well
    assert list(archive.changed(before, ("post",))) == []
    assert {key: post(archive, key).sha256 for key in board.posts} == texts
    assert {one.alarm.name for one in Quarantine(Progress(archive)).held()} == {alarm}


def test_a_deletion_is_a_version_of_its_own_and_what_was_published_stays(source: Source, archive: Archive) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    board.wrong["nttNo=12"] = GONE
    outcome = run(board, source, archive, now=LATER)
    assert outcome.went_well and outcome.gone == 1
    assert deleted(archive) == ["maru.press:12"] and held(archive, source) == ["11", "12"]
    buried = archive.gone("maru.press:12")
    assert buried and buried.status == 404 and buried.fetched_at == LATER
    assert archive.versions(post(archive, 12).url)[0].status == 200
    board.posts.remove(12)
    board.took()
    assert run(board, source, archive, now=LATER + timedelta(days=3)).gone == 0
    assert "p12" not in board.took()


def test_a_page_that_says_so_counts_when_the_post_left_the_list(source: Source, archive: Archive) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    board.wrong["nttNo=12"] = ALERT
    outcome = run(board, source, archive, now=LATER)
    assert (outcome.gone, len(outcome.failures)) == (0, 1)  # still on the list: the site may be in trouble
    board.posts.remove(12)
    assert run(board, source, archive, now=LATER).gone == 1
    assert deleted(archive) == ["maru.press:12"]


def test_a_post_that_came_back_unchanged_is_a_version_again(source: Source, archive: Archive) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    board.wrong["nttNo=12"] = GONE
    run(board, source, archive, now=LATER)
    board.wrong.clear()
    board.took()
    run(board, source, archive, now=LATER + timedelta(hours=1))
    assert deleted(archive) == ["maru.press:12"] and "p12" not in board.took()  # asked for once a day
    before = archive.last_sequence()
    outcome = run(board, source, archive, now=LATER + timedelta(days=1))
    assert (outcome.edits, outcome.gone, "p12" in board.took()) == (1, 0, True)
    assert deleted(archive) == [] and archive.gone("maru.press:12") is None
    assert [one.key for one in archive.changed(before, ("post",))] == ["maru.press:12"]
    run(board, source, archive, now=LATER + timedelta(days=2))
    assert len(archive.versions(post(archive, 12).url)) == 3


def test_a_row_that_outlives_its_post_is_asked_for_once_a_day_and_is_no_new_deletion(
    source: Source, archive: Archive
) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    board.wrong["nttNo=12"] = GONE
    run(board, source, archive, now=LATER)
    board.took()
    outcomes = [run(board, source, archive, now=LATER + timedelta(hours=8 * times)) for times in range(1, 7)]
    assert board.took().count("p12") == 2
    assert [outcome.gone for outcome in outcomes] == [0] * 6 and all(outcome.went_well for outcome in outcomes)
    assert deleted(archive) == ["maru.press:12"]


def test_many_deletions_at_once_are_an_alarm_not_deletions(source: Source, archive: Archive) -> None:
    board = Board(list(range(6, 13)))
    run(board, source, archive)
    board.wrong["View"] = GONE
    outcome = run(board, source, archive, now=NOW + timedelta(days=7))
    assert [alarm.name for alarm in outcome.alarms] == ["gone"]
    assert deleted(archive) == []


def test_once_a_month_the_whole_board_is_walked_over_and_what_is_missing_is_asked_for(
    source: Source, archive: Archive
) -> None:
    board = Board(list(range(1, 10)))
    run(board, source, archive)
    source = replace(source, expect={"newest_within_days": 400})
    run(board, source, archive, now=NOW + MONTH - timedelta(days=1))
    assert board.took()[-1] == "l1"
    board.posts.remove(2)
    board.posts.append(0)  # dated back, below what earlier walks saw
    board.wrong["nttNo=2"] = GONE
    outcome = run(board, source, archive, now=NOW + MONTH)
    took = board.took()
    assert [one for one in took if one.startswith("l")] == ["l1", "l2", "l3", "l4"]
    assert (outcome.posts, outcome.gone, outcome.alarms) == (1, 1, [])
    run(board, source, archive, now=NOW + MONTH + timedelta(days=1))
    assert [one for one in board.took() if one.startswith("l")] == ["l1"]


def test_every_old_post_is_looked_at_within_about_a_month_some_a_run(source: Source, archive: Archive) -> None:
    board = Board(list(range(1, OLD_A_RUN + 20)))
    source = replace(source, expect={"newest_within_days": 4000})
    after = NOW + timedelta(days=200)
    run(board, source, archive, now=after)
    Progress(archive).finish_deep_pass(source.id, after + MONTH)
    board.took()
    first = run(board, source, archive, now=after + MONTH + timedelta(hours=1))
    second = run(board, source, archive, now=after + MONTH + timedelta(hours=2))
    third = run(board, source, archive, now=after + MONTH + timedelta(hours=3))
    assert [one.facts.revisits for one in (first, second, third)] == [OLD_A_RUN, 19, 0]


def test_how_deep_a_board_was_read_is_remembered(source: Source, archive: Archive) -> None:
    board, progress = Board(list(range(1, 13))), Progress(archive)

    def day(n: int) -> date:
        return FIRST_DAY + timedelta(days=n)

    def spans() -> list[tuple[date | None, date | None]]:
        return [(span.since, span.until) for span in progress.depths(source.id)]

    run(board, source, archive, since=day(9))
    assert spans() == [(day(9), None)]
    run(board, source, archive, since=day(3), until=day(5))
    assert spans() == [(day(3), day(5)), (day(9), None)]
    walk = progress.walk(source.id)
    assert walk and walk.since == day(9)  # a gap lies between
    run(board, source, archive, since=day(3), until=day(8))
    walk = progress.walk(source.id)
    assert walk and walk.since == day(3)  # it is closed
    run(board, source, archive)
    assert spans() == [(None, None)]
