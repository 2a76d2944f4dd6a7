"""Boards that take their query as a form."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import httpx

from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.fetch import Fetcher
from crawler.sample.server import respond
from crawler.settings import Settings
from crawler.sources import load

TRAPS = Path(__file__).parent.parent.parent / "crawler" / "sample" / "traps"


def test_the_board_of_a_form_is_crawled_by_post_alone(tmp_path: Path) -> None:
    source = load(TRAPS)["saeol.press"]
    methods: list[tuple[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        methods.append((request.method, request.url.path))
        query = "&".join(filter(None, (request.url.query.decode(), request.content.decode())))
        found = respond(request.url.path, query, dict(request.headers))
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in dict(found.headers).items()]
        return httpx.Response(found.status, headers=headers, content=found.body)

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            (outcome,) = await crawl(
                [source], Fetcher(client, Settings()), archive, None, None, lambda: datetime.now(UTC), lambda line: None
            )
        assert outcome.error is None and outcome.posts > 10

    with Archive(tmp_path / "archive.sqlite") as archive:
        asyncio.run(run())
        post = next(archive.changed(0, roles=("post",)))
    assert "?" in post.url, "the query stays part of the name of a post"
    assert {method for method, path in methods if path.endswith("OfrAction.do")} == {"POST"}
