"""Every fault raises its own alarm within one run; a healthy source raises none in a year."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Callable

import httpx
import pytest

from crawler.archive import Archive
from crawler.judging import JUDGED_AT_ONCE
from crawler.progress import Progress
from crawler.quarantine import Quarantine
from crawler.sources import Source
from tests.crawler.board_site import Board
from tests.crawler.test_crawl import held, run

START = datetime(2026, 3, 2, 3, tzinfo=timezone.utc)  # a Monday, noon in Seoul
CONTENT = "<div>" + "<p>민원 안내와 조직 소개, 찾아오시는 길을 담은 화면의 글이다.</p>" * 60 + "</div>"


def page(text: str, content_type: str = "text/html; charset=utf-8") -> httpx.Response:
    return httpx.Response(200, content=text.encode(), headers={"Content-Type": content_type})


def grown(board: Board, until: datetime, a_day: int = 2, days: int = 25) -> Board:
    """Posts of the working days before a moment."""
    for back in range(days, -1, -1):
        day = until.date() - timedelta(days=back)
        for _ in range(a_day if day.weekday() < 5 else 0):
            number = len(board.posts) + 1
            board.posts.append(number)
            board.days[number] = day
            board.edited[number] = f"{number}번째 글의 본문이다. " + "마루구는 주민과 함께 골목을 고친다. " * 12
    return board


def known(source: Source, archive: Archive, days: int = 25) -> Board:
    """A healthy board that was crawled yesterday, with new posts of today."""
    yesterday = START - timedelta(days=1)
    board = grown(Board([], rows=10), yesterday, days=days)
    assert run(board, source, archive, now=yesterday).went_well
    grown(board, START, days=0)
    return board


def mute(board: Board) -> None:
    """Nothing new, for long (the clock moves in the test)."""
    board.posts = board.posts[:-2]


def redesign(board: Board) -> None:
    board.wrong["List"] = page(f"<html><body>{CONTENT}<div class='new-list'><a href='/x'>글</a></div></body></html>")


def challenge(board: Board) -> None:
    script = "<script>var cf_chl_opt = {};</script>" + "<!-- -->" * 800
    board.wrong["List"] = page(f"<html><head><title>Just a moment...</title></head><body>{script}</body></html>")


def short_challenge(board: Board) -> None:
    board.wrong["List"] = page("<html><script>NetFunnel_Action({});</script>접속자가 많아 대기 중입니다.</html>")


def login(board: Board) -> None:
    form = "<form><input name='id'><input type='password' name='pw'><button>로그인</button></form>"
    board.wrong["List"] = page(f"<html><head><title>통합 로그인</title></head><body>{CONTENT}{form}</body></html>")


def login_without_a_title(board: Board) -> None:
    form = "<h3>회원 로그인</h3><form><input name='id'><input type='password' name='pw'></form>"
    board.wrong["List"] = page(f"<html><head><title>마루구</title></head><body>{CONTENT}{form}</body></html>")


def soft_error(board: Board) -> None:
    board.wrong["List"] = page("<script>alert('잘못된 접근입니다.'); location.href='/';</script>")


def front_page(board: Board) -> None:
    board.wrong["List"] = httpx.Response(302, headers={"Location": "/main.do"})
    board.wrong["/main.do"] = page(f"<html>{CONTENT}</html>")


def empty_board(board: Board) -> None:
    board.posts.clear()


def wrong_charset(board: Board) -> None:
    """As a server that reads its UTF-8 as Latin-1 and sends that as UTF-8."""
    whole = board._list(1).encode().decode("latin-1")
    board.wrong["List"] = page(whole)


def broken_charset(board: Board) -> None:
    """Bytes of one encoding cut and mixed with those of another."""
    whole = board._list(1).encode("cp949")
    mixed = whole + "가나다".encode() * 20 + b"\xff\xfe\x80" * 200
    board.wrong["List"] = httpx.Response(200, content=mixed, headers={"Content-Type": "text/html; charset=utf-8"})


def no_dates(board: Board) -> None:
    board.dated = False


def future(board: Board) -> None:
    """Far ahead."""
    board.days = {number: day + timedelta(days=400) for number, day in board.days.items()}


def near_future(board: Board) -> None:
    """A few days, that the reader of dates lets pass."""
    board.days = {number: START.date() + timedelta(days=5) for number in board.posts}


def equal_titles(board: Board) -> None:
    board.titles = {number: "제목 없음" for number in board.posts}


def all_today(board: Board) -> None:
    board.days = {number: START.date() for number in board.posts}


FAULTS: list[tuple[Callable[[Board], None], str]] = [
    (redesign, "redesign"),
    (challenge, "challenge"),
    (short_challenge, "challenge"),
    (login, "login"),
    (login_without_a_title, "login"),
    (soft_error, "soft_error"),
    (front_page, "soft_error"),
    (empty_board, "empty_board"),
    (wrong_charset, "charset"),
    (broken_charset, "charset"),
    (no_dates, "undated"),
    (future, "future"),
    (near_future, "future"),
    (equal_titles, "titles_equal"),
    (all_today, "all_today"),
]


@pytest.mark.parametrize(("fault", "alarm"), FAULTS, ids=[fault.__name__ for fault, _ in FAULTS])
def test_a_faulty_list_raises_its_own_alarm_and_lies_in_quarantine(
    source: Source, archive: Archive, fault: Callable[[Board], None], alarm: str
) -> None:
    board = known(source, archive)
    before = archive.last_sequence()
    fault(board)
    outcome = run(board, source, archive, now=START)
    assert [one.name for one in outcome.alarms] == [alarm]
    assert outcome.error and not outcome.went_well
    assert list(archive.changed(before, ("list", "post", "file"))) == []
    assert [one.alarm.name for one in Quarantine(Progress(archive)).held()] == [alarm]


@pytest.mark.parametrize("fault", [fault for fault, alarm in FAULTS if alarm not in ("undated", "all_today")])
def test_most_faults_are_seen_in_the_very_first_run(
    source: Source, archive: Archive, fault: Callable[[Board], None]
) -> None:
    board = grown(Board([], rows=10), START)
    fault(board)
    outcome = run(board, source, archive, now=START)
    assert len(outcome.alarms) == 1 and outcome.error
    assert list(archive.changed(0, ("list", "post", "file"))) == []


@pytest.mark.parametrize(("fault", "alarm"), FAULTS, ids=[fault.__name__ for fault, _ in FAULTS])
def test_a_source_that_is_well_again_goes_on(
    source: Source, archive: Archive, fault: Callable[[Board], None], alarm: str
) -> None:
    board = known(source, archive)
    good = replace(board, posts=list(board.posts), days=dict(board.days), titles=dict(board.titles), wrong={})
    fault(board)
    run(board, source, archive, now=START)
    outcome = run(good, source, archive, now=START + timedelta(hours=1))
    assert (outcome.went_well, outcome.posts) == (True, 2)


def test_a_login_form_beside_a_good_list_is_no_login_page(source: Source, archive: Archive) -> None:
    board = known(source, archive)
    form = "<h2>로그인</h2><form><input type='password'></form>"
    board.wrong["List"] = page(f"<title>보도자료</title>{form}{board._list(1)}")
    board.wrong["View"] = page(f"<title>글</title>{form}{board._post(board.posts[-1])}")
    outcome = run(replace(board, posts=board.posts), source, archive, now=START)
    assert outcome.went_well and outcome.posts == 2


def test_a_mute_source_is_heard(source: Source, archive: Archive) -> None:
    board = known(source, archive)
    mute(board)
    for days, names in ((10, []), (30, ["mute"])):
        outcome = run(board, source, archive, now=START + timedelta(days=days))
        assert [one.name for one in outcome.alarms] == names
        assert outcome.error is None


def test_a_board_that_is_silent_for_long_is_heard_in_the_first_run(source: Source, archive: Archive) -> None:
    board = grown(Board([], rows=10), START)
    outcome = run(board, source, archive, now=START + timedelta(days=90))
    assert [one.name for one in outcome.alarms] == ["mute"]


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_clock_that_is_wrong_is_heard(source: Source, archive: Archive, hours: int) -> None:
    board = known(source, archive)
    board.clock = START + timedelta(hours=hours)
    outcome = run(board, source, archive, now=START)
    assert "clock" in [one.name for one in outcome.alarms]


POSTS: list[tuple[str, httpx.Response, str]] = [
    ("login", page("<title>로그인</title><form><input type=password></form>" + CONTENT), "login"),
    ("challenge", page("<title>보안문자</title>captcha" + " " * 3000), "challenge"),
    ("alert", page("<script>alert('권한이 없습니다.');history.back();</script>"), "soft_error"),
    ("nothing", page("<html><body></body></html>"), "redesign"),
    ("same", page(f"<td class='p-table__content'>{CONTENT}</td>"), "same_bodies"),
]


@pytest.mark.parametrize(("name", "answer", "alarm"), POSTS, ids=[name for name, _, _ in POSTS])
def test_faulty_posts_raise_their_own_alarm_and_none_reaches_the_index(
    source: Source, archive: Archive, name: str, answer: httpx.Response, alarm: str
) -> None:
    board = grown(known(source, archive), START, a_day=4, days=0)
    before = archive.last_sequence()
    board.wrong["View"] = answer
    outcome = run(board, source, archive, now=START)
    assert alarm in [one.name for one in outcome.alarms] and outcome.error
    assert list(archive.changed(before)) == []
    assert len(Quarantine(Progress(archive)).held()) == 3  # then the source was stopped


def test_bodies_that_shrank_go_to_quarantine(source: Source, archive: Archive) -> None:
    board = grown(known(source, archive), START, a_day=4, days=0)
    before = archive.last_sequence()
    board.edited = {number: f"{number} 본문" for number in board.posts}
    outcome = run(board, source, archive, now=START)
    assert [one.name for one in outcome.alarms] == ["short_bodies"]
    assert list(archive.changed(before)) == []


def test_a_killed_run_leaves_no_suspect_post_to_the_index_and_the_next_one_judges_them(
    source: Source, archive: Archive
) -> None:
    board = grown(known(source, archive), START, a_day=4, days=0)
    before = archive.last_sequence()
    board.edited = {number: f"{number} 본문" for number in board.posts}
    board.took()
    run(board, source, archive, now=START, killed_after=5)  # the list with four of six posts
    assert list(archive.changed(before, ("post",))) == []
    board.took()
    outcome = run(board, source, archive, now=START)
    assert [one.name for one in outcome.alarms] == ["short_bodies"] and outcome.posts == 2
    assert [one[0] for one in board.took()].count("p") == 2
    assert list(archive.changed(before, ("post",))) == []
    assert len(Quarantine(Progress(archive)).held()) == 6


def test_good_posts_of_a_killed_run_are_released_by_the_next_one_without_a_request(
    source: Source, archive: Archive
) -> None:
    board = grown(known(source, archive), START, a_day=40, days=0)
    board.rows = 50
    before = archive.last_sequence()
    board.took()
    run(board, source, archive, now=START, killed_after=26)
    released = len(list(archive.changed(before, ("post",))))
    assert 25 - JUDGED_AT_ONCE < released < 25  # in a long run no more than these wait
    board.took()
    outcome = run(board, source, archive, now=START)
    assert outcome.went_well and outcome.posts == 42 - 25
    assert len(list(archive.changed(before, ("post",)))) == 42


def test_twins_wait_for_a_third(source: Source, archive: Archive) -> None:
    board = grown(known(source, archive), START, a_day=20, days=0)
    board.days |= {number: START.date() - timedelta(days=number % 3) for number in board.posts[-22:]}
    board.rows, before = 30, archive.last_sequence()
    newest = board.posts[: -JUDGED_AT_ONCE - 2 : -1]  # the last two of the first ten, and the next one, are the same
    for number in newest[-3:]:
        board.titles[number], board.edited[number] = "마루구", f"이 글을 볼 수 없다. {CONTENT}"
    run(board, source, archive, now=START, killed_after=JUDGED_AT_ONCE + 1)
    assert list(archive.changed(before, ("post",))) == []
    outcome = run(board, source, archive, now=START)
    assert [one.name for one in outcome.alarms] == ["same_bodies"]
    held = {one.capture.key for one in Quarantine(Progress(archive)).held()}
    assert held == {source.key(str(number)) for number in newest[-3:]}
    assert len(list(archive.changed(before, ("post",)))) == JUDGED_AT_ONCE - 2


def test_too_few_and_too_many_posts_are_told_against_what_is_declared(source: Source, archive: Archive) -> None:
    board = known(source, archive, days=40)
    few = replace(source, expect={"posts_per_month": [200, 300]})
    many = replace(source, expect={"posts_per_month": [1, 10]})
    assert [one.name for one in run(board, few, archive, now=START).alarms] == ["few_posts"]
    assert [one.name for one in run(board, many, archive, now=START).alarms] == ["many_posts"]


def test_a_board_whose_pages_never_end_is_told(source: Source, archive: Archive) -> None:
    board = known(source, archive)
    outcome = run(board, replace(source, expect={"requests_per_post": 1}), archive, now=START)
    assert outcome.went_well  # a few requests are never too many
    board.posts, board.rows = list(range(1000, 1060)), 1
    board.days = {number: START.date() - timedelta(days=number % 50) for number in board.posts}
    outcome = run(board, replace(source, expect={"requests_per_post": 1}), archive, now=START)
    assert "requests" in [one.name for one in outcome.alarms]


def ordinary_year(seed: int, a_day: float, rng_days: int = 365) -> dict[date, int]:
    """Posts a day: working days alone, none in the two long holidays, bursts before them."""
    chance = random.Random(seed)
    made: dict[date, int] = {}
    for offset in range(-60, rng_days):
        day = START.date() + timedelta(days=offset)
        holiday = (day.month, day.day) in {(9, n) for n in range(24, 30)} | {(2, n) for n in range(5, 10)}
        rate = 0 if holiday or day.weekday() > 4 else a_day * chance.choice([0.5, 1, 1, 1, 2])
        made[day] = sum(chance.random() < rate / 40 for _ in range(40))
    return made


@pytest.mark.parametrize(("a_day", "every"), [(0.3, 7), (0.1, 7)])
def test_a_healthy_source_raises_no_alarm_in_a_year(
    source: Source, archive: Archive, a_day: float, every: int
) -> None:
    board = Board([], rows=15)
    alarms: list[tuple[date, str]] = []
    for offset, (day, count) in enumerate(ordinary_year(int(a_day * 10), a_day).items()):
        for _ in range(count):
            board.posts.append(len(board.posts) + 1)
            board.days[len(board.posts)] = day
            board.edited[len(board.posts)] = f"{len(board.posts)}번째 글이다. " + "동네 소식을 전한다. " * (len(board.posts) % 9 * 3)
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=timezone.utc)
        if offset >= 60 and offset % every == 0:
            outcome = run(board, source, archive, now=moment)
            alarms += [(day, one.name) for one in outcome.alarms]
            assert outcome.error is None and outcome.failures == []
    assert alarms == []
    assert len(held(archive, source)) >= len(board.posts) - 20
