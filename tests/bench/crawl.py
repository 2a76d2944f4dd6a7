"""A simulated day of the whole country in shortened time, and fifty kills."""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any, Callable

import httpx

from crawler import sources
from crawler.archive import Archive
from crawler.board import parse_list, parse_post
from crawler.crawl import crawl
from crawler.fetch import Fetcher, client
from crawler.outcome import Outcome
from crawler.progress import Progress
from crawler.records import Capture
from crawler.settings import Settings
from crawler.sources import Source
from crawler.standing import Standings
from tests.bench.virtual import VirtualLoop
from tests.crawler.board_site import Board
from tests.crawler.processes import killed_again_and_again

HOSTS = 245
START = datetime(2026, 11, 24, 15, tzinfo=timezone.utc)  # midnight in Seoul
TICK_SECONDS = 300
SETTINGS = Settings(delay_seconds=2.0, tries=2)
FILE = bytes(200_000)  # one for all: the memory of the crawl is measured, not that of the country
BACKLOG = 30  # posts that a board has when the day begins
KILLS = 50
ROBOTS_DELAY_SECONDS = 10  # every fifth host asks for it


@dataclass
class Host:
    """A board to which posts are added over the day; each answer takes its time."""

    board: Board
    chance: Random
    slow_seconds: float
    coming: list[float]  # seconds of the day at which a post comes out
    robots: str = ""
    at_work: bool = False
    last_end: float = -1e9
    least_gap: float = 1e9

    def advance(self, seconds: float) -> None:
        while self.coming and self.coming[0] <= seconds:
            self.coming.pop(0)
            number = len(self.board.posts) + 1
            self.board.posts.append(number)
            self.board.days[number] = date(2026, 11, 25)
            self.board.files[number] = ["붙임.hwp"] if number % 2 else []
            sentences = "마루구는 주민과 함께 골목을 고친다. " * self.chance.randint(5, 60)
            self.board.edited[number] = f"{number}번째 소식이다. {sentences}"


@dataclass
class Country:
    hosts: dict[str, Host]
    requests: int = 0
    bytes: int = 0
    overlaps: int = 0
    most_at_once: int = 0
    at_once: int = 0
    statuses: dict[int, int] = field(default_factory=dict)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        host, loop = self.hosts[request.url.host], asyncio.get_running_loop()
        host.least_gap = min(host.least_gap, loop.time() - host.last_end)
        self.overlaps += host.at_work
        host.at_work, self.at_once = True, self.at_once + 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        host.advance(loop.time())
        await asyncio.sleep(host.slow_seconds * host.chance.uniform(0.5, 1.5))
        host.board.clock = START + timedelta(seconds=loop.time())
        robots = host.robots and request.url.path == "/robots.txt"
        response = httpx.Response(200, text=host.robots) if robots else host.board(request)
        host.board.asked.clear()
        host.at_work, self.at_once, host.last_end = False, self.at_once - 1, loop.time()
        self.requests += 1
        self.bytes += len(response.content)
        self.statuses[response.status_code] = self.statuses.get(response.status_code, 0) + 1
        return response


def day(folder: Path, hosts: int = HOSTS, hours: float = 24) -> dict[str, Any]:
    """Figures of one simulated day that begins with an empty archive: all boards are read to their end, then hourly."""
    declared = _declared(folder, hosts)
    country = _country(declared)
    before, began = _memory_mb(), time.process_time()
    loop = VirtualLoop()
    with Archive(folder / "archive.sqlite") as archive:
        asyncio.set_event_loop(loop)
        try:
            bad, memory = loop.run_until_complete(_live(declared, country, archive, hours))
        finally:
            loop.close()
            asyncio.set_event_loop(None)
        cpu_seconds = time.process_time() - began
        held = sum(Progress(archive).held(source.id, "post") for source in declared)
    return {
        "hosts": hosts,
        "hours": hours,
        "requests": country.requests,
        "not_modified": country.statuses.get(304, 0),
        "megabytes": round(country.bytes / 1e6, 1),
        "posts": held,
        "posts_lost": sum(len(host.board.posts) for host in country.hosts.values()) - held,
        "runs_with_errors": len(bad),
        "hosts_at_once": country.most_at_once,
        "requests_side_by_side_on_a_host": country.overlaps,
        "least_gap_seconds": _least_gap(country, asked=False),
        "delay_seconds": SETTINGS.delay_seconds,
        "least_gap_where_robots_asks": _least_gap(country, asked=True),
        "delay_that_robots_asks": ROBOTS_DELAY_SECONDS,
        "cpu_seconds": round(cpu_seconds, 1),
        "cpu_ms_a_request": round(cpu_seconds / country.requests * 1000, 2),
        "memory_mb": {"before": before, "first_hour": memory[0], "end": memory[-1], "peak": _peak_mb()},
        "memory_mb_each_day": memory[23::24],
        "errors": [outcome.error or str(outcome.alarms or outcome.failures[0]) for outcome in bad][:3],
    }


def _least_gap(country: Country, asked: bool) -> float:
    """Between the end of one answer and the next request to the same host; after its robots.txt was read."""
    gaps = [host.least_gap for host in country.hosts.values() if bool(host.robots) == asked]
    return round(min(gaps, default=0.0), 3)


def pages() -> dict[str, float]:
    """CPU milliseconds of reading a list page, reading a post, writing it."""
    with tempfile.TemporaryDirectory() as folder:
        (source,) = _declared(Path(folder), 1)
        board = next(iter(_country([source]).hosts.values())).board
        listed, post = board._list(1), board._post(5)
        with Archive(Path(folder) / "archive.sqlite") as archive:
            return {
                "list_page_ms": _each_ms(lambda number: parse_list(source, listed, "http://x/", date(2026, 11, 25))),
                "post_ms": _each_ms(lambda number: parse_post(source, post, "http://x/", date(2026, 11, 25))),
                "write_ms": _each_ms(lambda number: archive.save(_capture(number), post.encode() + bytes([number]))),
            }


def kills(count: int = KILLS) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        return killed_again_and_again(Path(folder), count, seed=1)


async def _live(
    declared: list[Source], country: Country, archive: Archive, hours: float
) -> tuple[list[Outcome], list[float]]:
    loop = asyncio.get_running_loop()

    def now() -> datetime:
        return START + timedelta(seconds=loop.time())

    bad: list[Outcome] = []  # the others are forgotten: what grows is the crawl, not its measurement
    memory: list[float] = []
    async with client(SETTINGS, httpx.MockTransport(country.answer)) as connection:
        while loop.time() < hours * 3600:
            fetcher = Fetcher(connection, SETTINGS, standings=Standings(archive), now=now)
            runs = [(source, Progress(archive).run(source.id)) for source in declared]
            due = [source for source, run in runs if run is None or now() - run.started_at >= source.every]
            ended = await crawl(due, fetcher, archive, None, None, now, lambda line: None)
            bad += [outcome for outcome in ended if not outcome.went_well]
            if loop.time() >= 3600 * (len(memory) + 1):
                memory.append(_memory_mb())
            await asyncio.sleep(max(0.0, TICK_SECONDS - loop.time() % TICK_SECONDS))
        ended = await crawl(declared, fetcher, archive, None, None, now, lambda line: None)  # what came out last
        bad += [outcome for outcome in ended if not outcome.went_well]
    return bad, memory or [_memory_mb()]


def _declared(folder: Path, hosts: int) -> list[Source]:
    """A board a host, most asked every hour, some four times a day."""
    place = folder / "sources"
    place.mkdir(parents=True, exist_ok=True)
    for number in range(hosts):
        text = f'district = "99110"\nfamily = "bbs_ntt"\nsite = "http://host{number}"\n'
        board = f'[boards.press]\nparams = {{ board = "1", menu = "2" }}\nevery = "{6 if number % 4 == 0 else 1}h"\n'
        (place / f"host{number}.toml").write_text(text + board)
    return list(sources.load(place).values())


def _country(declared: list[Source]) -> Country:
    hosts = {}
    for number, source in enumerate(declared):
        chance = Random(number)
        board = Board([], rows=10)
        coming = sorted(chance.uniform(8 * 3600, 19 * 3600) for _ in range(chance.choice([1, 3, 6, 12])))
        host = Host(board, chance, slow_seconds=chance.choice([0.1, 0.3, 1.0, 8.0]), coming=[0.0] * BACKLOG)
        host.robots = f"User-agent: *\nCrawl-delay: {ROBOTS_DELAY_SECONDS}\n" if number % 5 == 4 else ""
        board.contents = {f"{post}/붙임.hwp": FILE for post in range(1, 60, 2)}
        host.advance(0.0)
        board.days = {post: date(2026, 11, 24) - timedelta(days=(BACKLOG - post) // 2) for post in board.posts}
        host.coming = coming
        hosts[source.site.removeprefix("http://")] = host
    return Country(hosts)


def _capture(number: int) -> Capture:
    return Capture(f"http://x/{number}", "host0.press", "post", f"host0.press:{number}", START)


def _each_ms(call: Callable[[int], object], times: int = 100) -> float:
    began = time.process_time()
    for number in range(times):
        call(number)
    return round((time.process_time() - began) / times * 1000, 2)


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 1e6, 1)


def _peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6, 1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crawl")
    parser.add_argument("--hosts", type=int, default=HOSTS)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--kills", type=int, default=KILLS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jachi-bench-") as folder:
        figures: dict[str, Any] = {"pages": pages(), "day": day(Path(folder), options.hosts, options.hours)}
        figures["kills"] = kills(options.kills)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
