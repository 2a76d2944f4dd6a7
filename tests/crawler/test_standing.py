"""How we stand with hosts, within a run and across runs."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx
import pytest

from crawler.archive import Archive
from crawler.errors import FetchError, Refused, Suspended, Unreachable
from crawler.fetch import Fetcher, client
from crawler.settings import Settings
from crawler.standing import FRESH, PAUSES, Standings

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)


class Site:
    """One host; `now` moves by hand, every run has its own fetcher over the same archive."""

    def __init__(self, archive: Archive, answer: httpx.Response) -> None:
        self.archive, self.answer, self.now = archive, answer, NOON
        self.asked: list[str] = []

    def reply(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        robots = httpx.Response(200, text="User-agent: *\nCrawl-delay: 3\n")
        return robots if "robots" in request.url.path else self.answer

    def run(self, *paths: str) -> list[type[FetchError] | None]:
        settings = Settings(delay_seconds=0, tries=1)

        async def go() -> list[type[FetchError] | None]:
            async with client(settings, httpx.MockTransport(self.reply)) as connection:
                standings = Standings(self.archive)
                fetcher = Fetcher(
                    connection, settings, sleep=lambda _: asyncio.sleep(0), standings=standings, now=lambda: self.now
                )
                return [await self._one(fetcher, path) for path in paths]

        return asyncio.run(go())

    async def _one(self, fetcher: Fetcher, path: str) -> type[FetchError] | None:
        try:
            await fetcher.get(f"http://maru.example{path}")
        except FetchError as error:
            return type(error)
        return None


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive.sqlite")


def test_a_refusal_ends_the_requests_to_its_host_with_growing_pauses(archive: Archive) -> None:
    site = Site(archive, httpx.Response(403))
    for pause in (*PAUSES, PAUSES[-1]):
        site.asked.clear()
        assert site.run("/a", "/b") == [Refused, Suspended]
        assert site.asked.count("/a") == 1 and "/b" not in site.asked
        site.now += pause - timedelta(minutes=1)
        assert site.run("/a") == [Suspended]
        site.now += timedelta(minutes=1)


def test_an_answer_ends_the_row_of_refusals(archive: Archive) -> None:
    site = Site(archive, httpx.Response(403))
    site.run("/a")
    site.now += PAUSES[0]
    site.answer = httpx.Response(200, text="hi")
    assert site.run("/a") == [None]
    assert Standings(archive).of("maru.example").refusals == 0


def test_a_login_wall_of_one_address_suspends_nothing(archive: Archive) -> None:
    assert Site(archive, httpx.Response(401)).run("/a", "/b") == [Refused, Refused]


def test_a_long_retry_after_holds_over_runs(archive: Archive) -> None:
    site = Site(archive, httpx.Response(429, headers={"Retry-After": "7200"}))
    assert site.run("/a", "/b") == [Unreachable, Suspended]
    site.now += timedelta(hours=1)
    assert site.run("/a") == [Suspended]
    site.now += timedelta(hours=1)
    site.answer = httpx.Response(200, text="hi")
    assert site.run("/a") == [None]


def test_robots_txt_is_kept_with_what_it_said_and_read_again_after_a_day(archive: Archive) -> None:
    site = Site(archive, httpx.Response(200, text="hi"))
    site.run("/a")
    site.run("/a")
    assert site.asked == ["/robots.txt", "/a", "/a"]
    known = Standings(archive).of("maru.example")
    assert (known.robots_at, known.robots_status, "Crawl-delay: 3" in known.robots) == (NOON, 200, True)
    site.now += FRESH
    site.run("/a")
    assert site.asked.count("/robots.txt") == 2
