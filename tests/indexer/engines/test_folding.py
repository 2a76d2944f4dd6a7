"""Folding and districts of then, asked of the embedded engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer import folding
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.entry import entry
from indexer.query import Query
from indexer.question import understand
from indexer.records import Document, Entry


def made(number: int, cluster: str | None, district: str = "99110", day: date = date(2026, 3, 1)) -> Entry:
    document = Document(f"a:{number}", "press", "공원 개장", "", "test", district=district, published=day, cluster=cluster)
    return entry(document, "", [])


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Six documents on one word: 1, 3, 5 and 2, 4 are the same."""
    engine = TantivyEngine(tmp_path / "index")
    engine.promote(engine.create())
    clusters = {1: "a:3", 2: "a:2", 3: "a:3", 4: "a:2", 5: "a:3", 6: None}
    engine.put([made(number, cluster) for number, cluster in clusters.items()])
    return engine


def hits(engine: Engine, **asked: Any) -> list[tuple[str, tuple[str, ...]]]:
    query = Query(text="공원", **asked)
    return [(hit.entry["id"], hit.others) for hit in engine.search(understand(query)).hits]


def test_a_cluster_is_one_hit_that_tells_its_others(engine: Engine) -> None:
    assert hits(engine, fold=True) == [("a:3", ("a:1", "a:5")), ("a:2", ("a:4",)), ("a:6", ())]
    assert engine.search(understand(Query(text="공원", fold=True))).total == 3


def test_folded_pages_add_up(engine: Engine) -> None:
    pages = [hits(engine, fold=True, offset=at, size=1) for at in range(4)]
    assert [hit for page in pages for hit in page] == hits(engine, fold=True)


def test_unfolded_nothing_changes(engine: Engine) -> None:
    assert hits(engine) == [(f"a:{number}", ()) for number in range(1, 7)]


def test_newest_first_folds_too(engine: Engine) -> None:
    assert [id for id, _ in hits(engine, fold=True, sort="newest")] == ["a:3", "a:2", "a:6"]


def test_behind_the_first_ranks_nothing_is_folded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "FIRST", 3)
    assert hits(engine, fold=True) == [("a:3", ("a:1",)), ("a:2", ()), ("a:4", ()), ("a:5", ()), ("a:6", ())]
    pages = [hits(engine, fold=True, offset=at, size=2) for at in (0, 2, 4)]
    assert [hit for page in pages for hit in page] == hits(engine, fold=True)


def test_a_district_is_meant_as_it_is_or_as_it_was(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "then")
    engine.promote(engine.create())
    engine.put([made(1, None, "27720", date(2022, 5, 1)), made(2, None, "27720", date(2024, 5, 1))])
    assert [id for id, _ in hits(engine, filters={"district": ("27000",)})] == ["a:2", "a:1"]
    assert [id for id, _ in hits(engine, filters={"district": ("27000",)}, as_of="then")] == ["a:2"]
    found = engine.search(understand(Query(text="공원", as_of="then")))
    assert {value.value: value.count for value in found.facets["district"]} == {
        "47000": 1, "47720": 1, "27000": 1, "27720": 1
    }
