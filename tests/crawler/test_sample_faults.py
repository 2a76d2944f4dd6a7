"""What can be made to go wrong on the sample sites, seen through the real reader and the real fetcher."""

from __future__ import annotations

import asyncio
import socket
import threading
from datetime import UTC, date, datetime, timedelta
from typing import Iterator

import httpx
import pytest

from crawler import board as reader
from crawler.encoding import decode
from crawler.errors import AlertPage, NoRows, Refused, Unreachable
from crawler.fetch import Fetcher, client
from crawler.records import Listing
from crawler.sample.faults import EDIT, Kind
from crawler.sample.server import Answer, Fault, respond, serve
from crawler.sample.sites import sites, values
from crawler.settings import Settings
from crawler.sources import SAMPLES, Source, load

PREFIXES = sorted(sites())
NOW = datetime(2026, 10, 31, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def source_of(prefix: str) -> Source:
    return load(SAMPLES)[f"{prefix}.press"]


def get(url: str, *faults: Fault, now: datetime = NOW) -> Answer:
    parts = httpx.URL(url)
    return respond(parts.path, parts.query.decode(), {}, now, faults)


def text(answer: Answer) -> str:
    return decode(answer.body, answer.headers.get("Content-Type"))


def rows(prefix: str, *faults: Fault, now: datetime = NOW) -> list[Listing]:
    source = source_of(prefix)
    url = reader.list_url(source, 1)
    return reader.parse_list(source, text(get(url, *faults, now=now)), url)


@pytest.mark.parametrize("prefix", PREFIXES)
class TestOnEveryFamily:
    def test_posts_come_out_on_their_days_by_the_clock_of_the_site(self, prefix: str) -> None:
        clock = datetime(2021, 1, 1, tzinfo=UTC)
        newest = max(row.published for row in rows(prefix, now=clock) if row.published)
        assert date(2019, 1, 1) < newest <= clock.date()

    def test_a_mute_board_shows_nothing_new_since_it_fell_silent(self, prefix: str) -> None:
        silent = datetime(2021, 1, 1, tzinfo=UTC)
        assert rows(prefix, Fault("mute", since=silent)) == rows(prefix, now=silent - timedelta(days=1))

    def test_an_empty_board_says_so(self, prefix: str) -> None:
        with pytest.raises(NoRows) as error:
            rows(prefix, Fault("empty"))
        assert error.value.stated

    def test_a_redesign_leaves_the_content_but_nothing_that_the_reader_knows(self, prefix: str) -> None:
        titles = [row.title for row in rows(prefix)]
        with pytest.raises(NoRows) as error:
            rows(prefix, Fault("redesign"))
        page = text(get(reader.list_url(source_of(prefix), 1), Fault("redesign")))
        assert not error.value.stated and titles[3][:20] in page

    def test_dates_can_be_missing_in_the_future_or_all_of_today(self, prefix: str) -> None:
        before = {row.post: row.published for row in rows(prefix)}
        assert {row.published for row in rows(prefix, Fault("undated"))} == {None}
        assert {row.published for row in rows(prefix, Fault("all_today"))} == {NOW.date()}
        moved = {row.post: row.published for row in rows(prefix, Fault("future", amount=500))}
        assert moved == {post: day + timedelta(days=500) for post, day in before.items() if day}

    def test_titles_can_be_all_equal(self, prefix: str) -> None:
        assert {row.title for row in rows(prefix, Fault("same_titles"))} == {"보도자료"}

    def test_a_wrong_charset_leaves_no_korean(self, prefix: str) -> None:
        assert not any("가" <= letter <= "힣" for row in rows(prefix, Fault("charset")) for letter in row.title)

    def test_a_deleted_post_is_gone_from_the_list_and_its_page_says_so(self, prefix: str) -> None:
        site = sites()[prefix]
        post = site.posted(site.boards[0])[2]
        key = values(site, site.boards[0], post)["post"]
        row = next(row for row in rows(prefix) if row.post == key)
        gone = Fault("deleted", post=post.id, since=NOW)
        assert key not in {row.post for row in rows(prefix, gone)}
        with pytest.raises(AlertPage, match="존재하지 않는"):
            reader.parse_post(source_of(prefix), text(get(row.url, gone)), row.url)
        assert get(row.url, gone, now=NOW - timedelta(days=1)).body == get(row.url).body

    def test_an_edited_post_says_more_while_the_others_stay(self, prefix: str) -> None:
        site = sites()[prefix]
        posts = site.posted(site.boards[0])
        edit = Fault("edited", post=posts[2].id)
        by_key = {row.post: row.url for row in rows(prefix)}
        urls = [by_key[values(site, site.boards[0], post)["post"]] for post in posts[2:4]]
        edited, other = (reader.parse_post(source_of(prefix), text(get(url, edit)), url) for url in urls)
        assert EDIT.text in edited.body and EDIT.text not in other.body

    @pytest.mark.parametrize("kind, said", [("challenge", "challenge"), ("alert", "시스템 점검")])
    def test_small_pages_stand_in_place_of_a_list(self, prefix: str, kind: Kind, said: str) -> None:
        answer = get(reader.list_url(source_of(prefix), 1), Fault(kind))
        assert answer.status == 200 and len(answer.body) < 2000
        with pytest.raises(AlertPage, match=said):
            rows(prefix, Fault(kind))

    def test_a_login_page_asks_for_a_password(self, prefix: str) -> None:
        page = text(get(reader.list_url(source_of(prefix), 1), Fault("login")))
        assert "<title>로그인" in page and 'type="password"' in page


@pytest.mark.parametrize(
    "fault, status, headers",
    [
        (Fault("home"), 302, {"Location": "/maru/index.do"}),
        (Fault("busy", amount=30), 429, {"Retry-After": "30"}),
        (Fault("refused"), 403, {}),
        (Fault("broken"), 500, {}),
    ],
)
def test_an_answer_can_be_of_another_status(fault: Fault, status: int, headers: dict[str, str]) -> None:
    answer = get("/maru/selectBbsNttList.do?bbsNo=36&key=297", fault)
    assert (answer.status, answer.body, dict(answer.headers)) == (status, b"", headers)


def test_a_fault_acts_only_where_and_while_it_is_said_to() -> None:
    fault = Fault("broken", where=r"^/maru/.*pageIndex=2", since=NOW, until=LATER)
    second, first = (f"/maru/selectBbsNttList.do?bbsNo=36&key=297&pageIndex={page}" for page in (2, 1))
    assert [get(url, fault).status for url in (second, first, second.replace("maru", "neoreun"))] == [500, 200, 200]
    moments = (NOW - timedelta(seconds=1), NOW, LATER - timedelta(seconds=1), LATER)
    assert [get(second, fault, now=now).status for now in moments] == [200, 500, 500, 200]


def test_an_edit_changes_the_validator_of_a_page() -> None:
    site = sites()["maru"]
    post = site.posted(site.boards[0])[0]
    url = rows("maru")[1].url
    tag = get(url).headers["ETag"]
    parts = httpx.URL(url)
    for faults, status in (((), 304), ((Fault("edited", post=post.id),), 200)):
        assert respond(parts.path, parts.query.decode(), {"if-none-match": tag}, NOW, faults).status == status


@pytest.fixture(scope="module")
def faulty() -> Iterator[tuple[str, list[Fault]]]:
    """The address of the sample sites on loopback, with a scenario that a test fills."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scenario: list[Fault] = []
    started = threading.Event()
    call = {"port": port, "ready": started.set, "now": lambda: NOW, "faults": scenario}
    threading.Thread(target=serve, kwargs=call, daemon=True).start()
    assert started.wait(10)
    yield f"http://127.0.0.1:{port}", scenario


@pytest.mark.parametrize(
    "fault, error, said",
    [
        (Fault("slow", amount=1.5), Unreachable, "Timeout"),
        (Fault("cut", amount=300), Unreachable, "RemoteProtocolError"),
        (Fault("busy"), Unreachable, "status 429"),
        (Fault("refused"), Refused, "403"),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else "",
)
def test_the_fetcher_meets_faults_over_http(
    faulty: tuple[str, list[Fault]], fault: Fault, error: type[Exception], said: str
) -> None:
    base, scenario = faulty
    scenario[:] = [Fault(fault.kind, "^/haesol/", amount=fault.amount)]
    settings = Settings(timeout_seconds=0.3, tries=1, backoff_seconds=0)

    async def ask() -> None:
        async with client(settings) as connection:
            await Fetcher(connection, settings).get(f"{base}/haesol/", 0.0, home=base)

    with pytest.raises(error, match=said):
        asyncio.run(ask())


def test_a_form_is_answered_like_a_query(faulty: tuple[str, list[Fault]]) -> None:
    base, scenario = faulty
    scenario.clear()
    path = f"{base}/maru/selectBbsNttList.do"
    assert httpx.post(path, data={"bbsNo": "36", "key": "297"}).text == httpx.get(f"{path}?bbsNo=36&key=297").text
    assert httpx.post(path, content=b"x" * 20_000).status_code == 413
