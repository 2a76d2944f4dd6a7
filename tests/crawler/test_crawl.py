"""Crawls of a fictional board from memory."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import httpx
import pytest

from crawler import sources
from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.errors import DataError
from crawler.fetch import Fetcher, client
from crawler.outcome import Outcome
from crawler.progress import TRIES, Progress
from crawler.records import Capture
from crawler.settings import Settings
from crawler.sources import Source
from tests.crawler.board_site import ALERT, FIRST_DAY, Board

SETTINGS = replace(Settings(), delay_seconds=0.0, tries=1, backoff_seconds=0.0)
NOW = datetime(2026, 1, 14, 3, tzinfo=timezone.utc)


def board_source(tmp_path: Path, name: str) -> Source:
    folder = tmp_path / name
    folder.mkdir()
    text = f'district = "99110"\nfamily = "bbs_ntt"\nsite = "http://{name}"\n'
    (folder / f"{name}.toml").write_text(text + '[boards.press]\nparams = { board = "1", menu = "2" }\n')
    return sources.load(folder)[f"{name}.press"]


def run(
    board: Board,
    source: Source,
    archive: Archive,
    since: date | None = None,
    until: date | None = None,
    killed_after: int | None = None,
    now: datetime = NOW,
    ends_at: datetime | None = None,
) -> Outcome:
    """One run; `killed_after` so many requests the process is as good as dead."""

    class Killed(BaseException):
        pass

    def reply(request: httpx.Request) -> httpx.Response:
        if killed_after is not None and len(board.asked) >= killed_after:
            raise Killed
        return board(request)

    async def go() -> list[Outcome]:
        async with client(SETTINGS, httpx.MockTransport(reply)) as connection:
            fetcher = Fetcher(connection, SETTINGS, now=lambda: board.clock or now, ends_at=ends_at)
            return await crawl([source], fetcher, archive, since, until, lambda: now, lambda line: None)

    try:
        return asyncio.run(go())[0]
    except Killed:
        return Outcome(source.id, error="killed")


def held(archive: Archive, source: Source, role: str = "post") -> list[str]:
    found = archive.changed(0, roles=("post", "file"))
    return sorted(one.key.rpartition(":")[2] if role == "post" else str(one.name) for one in found if one.role == role)


def post(archive: Archive, number: int) -> Capture:
    return archive.by_key(f"maru.press:{number}", "post")[0]


def test_all_pages_are_walked_to_the_end_of_the_board_with_files_and_what_the_row_said(
    source: Source, archive: Archive
) -> None:
    board = Board([1, 2, 3, 4], files={4: ["가.hwp", "나.pdf"]})
    outcome = run(board, source, archive)
    assert outcome.went_well and (outcome.posts, outcome.files) == (4, 2)
    assert board.took() == ["l1", "p4", "f4/가.hwp", "f4/나.pdf", "p3", "p2", "l2", "p1", "l3"]
    assert held(archive, source) == ["1", "2", "3", "4"]
    assert held(archive, source, "file") == ["가.hwp", "나.pdf"]
    assert dict(post(archive, 4).stated) == {"title": "글 4", "published": "2026-01-05", "department": "총무과"}
    assert post(archive, 4).url == "http://maru/selectBbsNttView.do?key=2&bbsNo=1&nttNo=4"


def test_a_second_run_asks_for_the_first_page_and_what_is_new(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3, 4, 5, 6])
    run(board, source, archive)
    board.took()
    run(board, source, archive)
    assert board.took() == ["l1"]
    board.posts.append(7)
    outcome = run(board, source, archive)
    assert outcome.posts == 1
    assert board.took() == ["l1", "p7", "l2"]


@pytest.mark.parametrize("killed_after", range(1, 12))
def test_a_killed_run_is_taken_up_where_it_ended(source: Source, archive: Archive, killed_after: int) -> None:
    board = Board([1, 2, 3, 4, 5], files={5: ["가.hwp", "나.hwp"], 2: ["다.hwp"]}, pinned=[1])
    run(board, source, archive, killed_after=killed_after)
    before = {one.url for one in archive.changed(0)}
    board.took()
    assert run(board, source, archive).went_well
    again = [address for address in board.asked if f"http://maru{address}" in before]
    first_page = {post(archive, number).url for number in (5, 4, 3, 1)}
    assert {f"http://maru{address}" for address in again} <= first_page  # nothing else is fetched twice
    assert held(archive, source) == ["1", "2", "3", "4", "5"]
    assert held(archive, source, "file") == ["가.hwp", "나.hwp", "다.hwp"]
    assert Progress(archive).wanted(source.id) == []


def test_a_run_killed_among_new_posts_does_not_lose_those_behind_them(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3])
    run(board, source, archive)
    board.posts += [4, 5, 6, 7, 8, 9]
    board.took()
    run(board, source, archive, killed_after=4)  # page 1 whole
    assert board.took() == ["l1", "p9", "p8", "p7"]
    run(board, source, archive)
    assert held(archive, source) == [str(number) for number in range(1, 10)]


def test_nothing_older_than_since_is_fetched_and_a_later_run_may_go_further_back(
    source: Source, archive: Archive
) -> None:
    board = Board(list(range(1, 13)), pinned=[1])
    run(board, source, archive, since=FIRST_DAY + timedelta(days=8))
    assert held(archive, source) == ["10", "11", "12", "8", "9"]
    board.took()
    run(board, source, archive, since=FIRST_DAY + timedelta(days=8))
    assert "l2" not in board.took()
    run(board, source, archive)
    assert len(held(archive, source)) == 12


def test_a_gap_between_two_walks_is_closed_by_a_walk_over_both(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3])
    run(board, source, archive)
    board.posts += list(range(4, 13))
    run(board, source, archive, since=FIRST_DAY + timedelta(days=11))
    assert held(archive, source) == ["1", "11", "12", "2", "3"]
    run(board, source, archive)
    assert len(held(archive, source)) == 12


def test_nothing_after_until_is_fetched_now_but_it_is_later(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3, 4])
    run(board, source, archive, until=FIRST_DAY + timedelta(days=2))
    assert held(archive, source) == ["1", "2"]
    run(board, source, archive)
    assert len(held(archive, source)) == 4


def test_rows_without_dates_are_fetched_and_the_days_of_their_posts_end_the_walk(
    source: Source, archive: Archive
) -> None:
    board = Board(list(range(1, 13)), dated=False)
    run(board, source, archive, since=FIRST_DAY + timedelta(days=9))
    assert held(archive, source) == ["10", "11", "12", "4", "5", "6", "7", "8", "9"]
    assert "published" not in post(archive, 12).stated


def test_pinned_rows_do_not_stop_a_walk(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3, 4, 5, 6, 7], pinned=[1])
    run(board, source, archive, since=FIRST_DAY + timedelta(days=2))
    assert held(archive, source) == ["2", "3", "4", "5", "6", "7"]


def test_a_bad_list_page_stops_the_source_and_the_next_run_goes_on(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3, 4, 5, 6, 7], wrong={"pageIndex=2": ALERT})
    outcome = run(board, source, archive)
    assert outcome.error and "존재하지 않는" in outcome.error and "pageIndex=2" in outcome.error
    assert held(archive, source) == ["5", "6", "7"]
    board.wrong.clear()
    assert run(board, source, archive).went_well
    assert len(held(archive, source)) == 7


def test_an_empty_first_page_is_an_error_not_an_empty_board(source: Source, archive: Archive) -> None:
    outcome = run(Board([]), source, archive)
    assert outcome.error and "no posts in the list" in outcome.error


def test_one_bad_post_is_noted_and_given_up_after_some_runs(source: Source, archive: Archive) -> None:
    board = Board([1, 2, 3], wrong={"nttNo=2": ALERT})
    for attempt in range(TRIES):
        outcome = run(board, source, archive)
        assert not outcome.went_well and len(outcome.failures) == 1, attempt
        assert "nttNo=2" in outcome.failures[0]
    assert held(archive, source) == ["1", "3"]
    assert len(Progress(archive).given_up(source.id)) == 1
    board.took()
    assert run(board, source, archive).went_well
    assert "p2" not in board.took()


def test_bad_posts_in_a_row_stop_the_source(source: Source, archive: Archive) -> None:
    board = Board(list(range(1, 10)), wrong={"View": ALERT})
    outcome = run(board, source, archive)
    assert outcome.error and "3 bad posts in a row" in outcome.error
    assert board.took() == ["l1", "p9", "p8", "p7"]


def test_a_bad_file_is_noted_and_fetched_next_time(source: Source, archive: Archive) -> None:
    board = Board([1, 2], files={2: ["가.hwp", "나.hwp"]}, wrong={"2/%EA%B0%80": httpx.Response(500)})
    outcome = run(board, source, archive)
    assert (outcome.posts, outcome.files, len(outcome.failures), outcome.error) == (2, 1, 1, None)
    board.wrong.clear()
    board.took()
    assert run(board, source, archive).went_well
    assert board.took() == ["l1", "f2/가.hwp"]
    assert held(archive, source, "file") == ["가.hwp", "나.hwp"]


def test_an_alert_page_in_place_of_a_file_is_not_archived_as_the_file(source: Source, archive: Archive) -> None:
    board = Board([1], files={1: ["가.hwp"]}, wrong={"File": ALERT})
    outcome = run(board, source, archive)
    assert len(outcome.failures) == 1
    assert held(archive, source, "file") == []


def test_what_nobody_foresaw_in_one_source_does_not_end_the_others(tmp_path: Path, archive: Archive) -> None:
    boards = [board_source(tmp_path, name) for name in ("maru", "solbit")]
    site = Board([1, 2])

    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.host == "maru" and "View" in str(request.url):
            raise LookupError("nobody foresaw this")
        return site(request)

    async def go() -> list[Outcome]:
        async with client(SETTINGS, httpx.MockTransport(reply)) as connection:
            fetcher = Fetcher(connection, SETTINGS)
            return await crawl(boards, fetcher, archive, None, None, lambda: NOW, lambda line: None)

    first, second = asyncio.run(go())
    assert first.error and "nobody foresaw this" in first.error
    assert second.went_well and second.posts == 2


def test_a_broken_archive_ends_the_run_with_one_error(source: Source, archive: Archive) -> None:
    with Archive(archive.path, wait_seconds=0.01) as second, archive.transaction():
        with pytest.raises(DataError, match="archive.sqlite"):
            run(Board([1, 2]), source, second)


def test_a_page_in_cp949_is_read_and_kept_as_it_came(source: Source, archive: Archive) -> None:
    board = Board([1])
    page = board._post(1).encode("cp949")
    board.wrong["nttNo=1"] = httpx.Response(200, content=page, headers={"Content-Type": "text/html;charset=EUC-KR"})
    assert run(board, source, archive).went_well
    assert archive.body(post(archive, 1).sha256) == page


def test_the_same_board_under_another_host_is_not_fetched_anew(source: Source, archive: Archive) -> None:
    board = Board([1, 2])
    run(board, source, archive)
    outcome = run(board, replace(source, site="http://elsewhere"), archive)
    assert (outcome.posts, outcome.edits) == (0, 0)
    assert held(archive, source) == ["1", "2"]


def test_a_refusal_stops_the_source_but_what_is_new_comes_first_next_time(source: Source, archive: Archive) -> None:
    board = Board([11, 12], files={12: ["가.hwp"]}, wrong={"File": httpx.Response(403)})
    outcome = run(board, source, archive)
    assert outcome.error and "403" in outcome.error and board.took() == ["l1", "p12", "f12/가.hwp"]
    board.posts.append(13)
    for _ in range(TRIES - 1):
        assert run(board, source, archive).error
    assert board.took()[:5] == ["p11", "l1", "p13", "l2", "f12/가.hwp"]
    assert run(board, source, archive).error is None  # the file is given up


def test_a_run_whose_time_is_over_is_paused_and_the_next_goes_on(source: Source, archive: Archive) -> None:
    board = Board(list(range(1, 13)))
    board.clock, board.ticks = NOW, timedelta(minutes=1)
    outcome = run(board, source, archive, ends_at=NOW + timedelta(minutes=5))
    assert outcome.went_well and outcome.paused and "time of this run" in outcome.paused
    last = Progress(archive).run(source.id)
    assert last and last.ended_at is None  # still due
    assert len(held(archive, source)) == 3
    board.clock = None
    assert run(board, source, archive).went_well
    assert len(held(archive, source)) == 12


def unpaged(source: Source) -> Source:
    """The same board at an address that numbers no pages."""
    address = source.layout.list_url.replace("{page}", "1")
    return replace(source, layout=replace(source.layout, list_url=address))


def test_of_a_board_without_numbered_pages_no_more_is_claimed_than_its_page_shows(
    source: Source, archive: Archive
) -> None:
    board, source = Board(list(range(1, 13)), pinned=[2]), unpaged(source)
    outcome = run(board, source, archive)
    assert [one for one in board.took() if one.startswith("l")] == ["l1"]
    assert outcome.caveats == ("first_page",) and held(archive, source) == ["10", "11", "12", "2"]
    walk = Progress(archive).walk(source.id)
    assert walk and walk.since == FIRST_DAY + timedelta(days=10)
    board.posts.append(13)
    run(board, source, archive, now=NOW + timedelta(days=40))  # nor is what it does not show any more missed
    assert [one for one in board.took() if one.startswith("l")] == ["l1"]
    walk = Progress(archive).walk(source.id)
    assert walk and walk.since == FIRST_DAY + timedelta(days=10)  # it joins what was known
    board.posts += range(14, 20)
    run(board, source, archive, now=NOW + timedelta(days=41))
    walk = Progress(archive).walk(source.id)
    assert walk and walk.since == FIRST_DAY + timedelta(days=17)  # what lies between was never seen


def test_a_backfill_of_a_board_without_numbered_pages_says_how_far_it_came(source: Source, archive: Archive) -> None:
    outcome = run(Board(list(range(1, 13))), unpaged(source), archive, since=FIRST_DAY)
    assert outcome.notes == ["asked back to 2026-01-01, read to 2026-01-11: only its first page is known"]
    assert [span.since for span in Progress(archive).depths(source.id)] == [FIRST_DAY + timedelta(days=10)]
    enough = run(Board(list(range(1, 13))), unpaged(source), archive, since=FIRST_DAY + timedelta(days=11))
    assert enough.notes == []


def test_every_capture_of_a_board_that_is_read_by_structure_alone_says_so(source: Source, archive: Archive) -> None:
    guessed = replace(source, layout=replace(source.layout, row=""))
    titles = {11: "마을 도서관을 연다", 12: "골목 주차장을 넓힌다"}
    outcome = run(Board([11, 12], titles=titles), guessed, archive)
    assert outcome.went_well and outcome.caveats == ("guessed",)
    captures = list(archive.changed(0, ("list", "post")))
    assert len(captures) == 3 and all(capture.stated["guessed"] is True for capture in captures)
    run(Board([11, 12, 13], titles=titles), source, archive)
    assert "guessed" not in post(archive, 13).stated
