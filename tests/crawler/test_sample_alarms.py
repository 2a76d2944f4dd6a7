"""The sample sites, one a family, go wrong in turn: each fault is told for what it is on every one of them."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import httpx
import pytest

from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.fetch import Fetcher, client
from crawler.outcome import Outcome
from crawler.sample.faults import Kind
from crawler.sample.server import Fault, respond
from crawler.settings import Settings
from crawler.sources import SAMPLES, Source, load

SETTINGS = Settings(delay_seconds=0, tries=1, backoff_seconds=0)
HEALTHY = datetime(2026, 10, 3, 3, tzinfo=timezone.utc)
FAULTY = HEALTHY + timedelta(days=3)
ALARMS = {
    "mute": "mute",
    "empty": "empty_board",
    "same_titles": "titles_equal",
    "undated": "undated",
    "future": "future",
    "all_today": "all_today",
    "redesign": "redesign",
    "charset": "charset",
    "challenge": "challenge",
    "login": "login",
    "alert": "soft_error",
}
ERRORS = {"home": "redirects", "busy": "429", "refused": "403", "broken": "500"}
ELSEWHERE = {"deleted", "edited", "slow", "cut"}  # of single posts: test_revisit; of connections: test_fetch


@pytest.fixture(scope="module")
def boards() -> list[Source]:
    return [source for source in load(SAMPLES).values() if source.kind == "press"]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory, boards: list[Source]) -> Path:
    """All boards, crawled on two days without a fault."""
    path = tmp_path_factory.mktemp("healthy") / "archive.sqlite"
    with Archive(path) as archive:
        for now in (HEALTHY, HEALTHY + timedelta(days=1)):
            outcomes = run(boards, archive, now)
            assert [one for one in outcomes if not one.went_well] == []
    return path


def run(boards: list[Source], archive: Archive, now: datetime, *faults: Fault) -> list[Outcome]:
    def answer(request: httpx.Request) -> httpx.Response:
        found = respond(request.url.path, request.url.query.decode(), dict(request.headers), now=now, faults=faults)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in found.headers.items()]
        return httpx.Response(found.status, headers=headers, content=found.body)

    async def go() -> list[Outcome]:
        async with client(SETTINGS, httpx.MockTransport(answer)) as connection:
            fetcher = Fetcher(connection, SETTINGS, now=lambda: now)
            return await crawl(boards, fetcher, archive, None, None, lambda: now, lambda line: None)

    return asyncio.run(go())


@pytest.mark.parametrize("kind", [*ALARMS, *ERRORS])
def test_every_fault_is_told_on_every_sample_site(
    kind: Kind, boards: list[Source], healthy: Path, tmp_path: Path
) -> None:
    shutil.copy(healthy, tmp_path / "archive.sqlite")
    silent = kind == "mute"
    known = [replace(source, expect={}) for source in boards] if silent else boards
    now = FAULTY + timedelta(days=60) if silent else FAULTY
    with Archive(tmp_path / "archive.sqlite") as archive:
        before = archive.last_sequence()
        outcomes = run(known, archive, now, Fault(kind, since=HEALTHY))
        assert list(archive.changed(before, ("list", "post", "file"))) == []
    for outcome in outcomes:
        assert [one.name for one in outcome.alarms] == ([ALARMS[kind]] if kind in ALARMS else []), outcome.source
        assert silent or (outcome.error and ERRORS.get(kind, "") in outcome.error)


def test_no_kind_of_fault_is_forgotten() -> None:
    assert {*ALARMS, *ERRORS} | ELSEWHERE == set(get_args(Kind))
