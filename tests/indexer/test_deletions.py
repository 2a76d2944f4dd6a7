"""What a source edits or deletes, from the crawl to the index."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Iterator

import httpx
import pytest

from crawler.archive import Archive
from crawler.sources import Source
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.pipeline import update
from indexer.records import Entry
from tests.crawler.board_site import Board
from tests.crawler.test_crawl import NOW, board_source, run

LATER = NOW + timedelta(days=2)
GONE = httpx.Response(404)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return board_source(tmp_path, "maru")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.sqlite") as made:
        yield made


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path / "index")
    engine.promote(engine.create())
    return engine


def indexed(archive: Archive, source: Source, engine: Engine, rebuild: bool = False) -> dict[str, Entry]:
    update(archive, engine, {source.id: source}, lambda count, key: None, rebuild=rebuild)
    return {entry["id"]: entry for entry in engine.scan()}


def test_an_edit_is_indexed_anew_and_the_version_before_is_kept(
    source: Source, archive: Archive, engine: Engine
) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    indexed(archive, source, engine)
    board.edited[12] = "고친 본문이다."
    run(board, source, archive, now=LATER)
    entry = indexed(archive, source, engine)["maru.press:12"]
    assert (entry["text"], entry["versions"], "gone_at" in entry) == ("고친 본문이다.", 2, False)
    assert len(archive.versions(entry["url"])) == 2


def test_a_deleted_post_stays_found_and_says_since_when_it_is_gone(
    source: Source, archive: Archive, engine: Engine
) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    before = indexed(archive, source, engine)["maru.press:12"]
    board.wrong["nttNo=12"] = GONE
    run(board, source, archive, now=LATER)
    for rebuild in (False, True):
        entries = indexed(archive, source, engine, rebuild)
        assert entries["maru.press:12"] == {**before, "gone_at": LATER.isoformat(timespec="seconds")}
        assert "gone_at" not in entries["maru.press:11"]


def test_a_post_that_came_back_is_not_gone_in_the_index(source: Source, archive: Archive, engine: Engine) -> None:
    board = Board([11, 12])
    run(board, source, archive)
    board.wrong["nttNo=12"] = GONE
    run(board, source, archive, now=LATER)
    indexed(archive, source, engine)
    board.wrong.clear()
    run(board, source, archive, now=LATER + timedelta(days=2))
    assert "gone_at" not in indexed(archive, source, engine)["maru.press:12"]
