"""The sample sites, crawled once and indexed once, for every test that reads them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Iterator

import httpx
import pytest

from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.fetch import Fetcher
from crawler.sample.server import respond
from crawler.settings import Settings as CrawlerSettings
from crawler.settings import data_folder
from crawler.sources import SAMPLES, Source, load
from indexer.engines import Engine, connect
from indexer.pipeline import update
from indexer.settings import Settings
from tests.bench import relevance


def answer(request: httpx.Request) -> httpx.Response:
    """The sample sites without a server between."""
    found = respond(request.url.path, request.url.query.decode(), dict(request.headers))
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in dict(found.headers).items()]
    return httpx.Response(found.status, headers=headers, content=found.body)


@pytest.fixture(scope="session")
def sample_sources() -> dict[str, Source]:
    return load(SAMPLES)


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory, sample_sources: dict[str, Source]) -> Path:
    """A data folder whose archive holds every post and file of the sample sites."""
    folder = tmp_path_factory.mktemp("crawled")
    data_folder(folder, create=True)

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            fetcher = Fetcher(client, CrawlerSettings())
            outcomes = await crawl(
                sample_sources.values(), fetcher, archive, None, None, lambda: datetime.now(UTC), lambda line: None
            )
        assert [(outcome.source, outcome.error) for outcome in outcomes if outcome.error] == []

    with Archive(folder / "archive.sqlite") as archive:
        asyncio.run(run())
    return folder


@pytest.fixture(scope="session")
def indexed(crawled: Path, sample_sources: dict[str, Source]) -> Iterator[Engine]:
    """The engine that serves the sample sites; tests only read it."""
    engine = connect(Settings(data=crawled))
    engine.promote(engine.create())
    with Archive(crawled / "archive.sqlite") as archive:
        report = update(archive, engine, sample_sources, lambda indexed, key: None)
    assert report.failed == [] and report.unreadable == []
    yield engine


@pytest.fixture(scope="session")
def judged_engine(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The engine that serves the judged real releases; tests only read it."""
    return relevance.index(tmp_path_factory.mktemp("judged"), shared / "samples" / "press" / "press.jsonl")
