"""The real documents that jachi must handle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Iterator

import pytest

from crawler.archive import Archive
from indexer import local
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.enrich import districts
from indexer.pipeline import update
from indexer.query import Query, Results
from indexer.question import understand

pytestmark = pytest.mark.shared


def added(folder: Path, *paths: Path) -> Engine:
    engine = TantivyEngine(folder / "index")
    engine.promote(engine.create())
    with Archive(folder / "archive.sqlite") as archive:
        for path in local.files(paths):
            local.add(archive, path, {})
        report = update(archive, engine, {}, lambda indexed, key: None)
    assert report.failed == [] and report.unreadable == []
    return engine


@pytest.fixture(scope="module")
def five(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return added(tmp_path_factory.mktemp("five"), shared / "samples" / "documents")


@pytest.fixture(scope="module")
def releases(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield added(tmp_path_factory.mktemp("releases"), shared / "samples" / "press" / "press.jsonl")


def ask(engine: Engine, text: str = "", **filters: tuple[str, ...]) -> Results:
    return engine.search(understand(Query(text=text, filters=filters)))


@pytest.fixture(scope="module")
def names(shared: Path) -> dict[str, str]:
    """Document id → which of the five it is."""
    files = sorted((shared / "samples" / "documents").glob("*.txt"))
    return dict(zip(map(local.key, files), ("interview", "meeting", "release", "newsletter", "plan")))


@pytest.mark.parametrize(
    "question, expected",
    [
        ("우시장 도시재생", "plan"),
        ("노동자종합지원센터", "plan"),
        ("스마트도시 의정부", "release"),
        ("버킷리스트30", "meeting"),
        ("G밸리", "interview"),
    ],
)
def test_questions_find_the_right_document_first(
    five: Engine, names: dict[str, str], question: str, expected: str
) -> None:
    assert names[ask(five, question).hits[0].entry["id"]] == expected


@pytest.mark.parametrize("word", ["비트코인", "이더리움", "체인링크", "스텔라루멘"])
def test_the_ticker_under_the_interview_is_not_indexed(five: Engine, word: str) -> None:
    assert ask(five, word).total == 0


def test_districts_years_and_kinds_are_those_of_the_documents(five: Engine, names: dict[str, str]) -> None:
    found = {names[hit.entry["id"]]: hit.entry for hit in ask(five).hits}
    assert {name: entry["district"][0] for name, entry in found.items()} == {
        "interview": "11545",
        "meeting": "11545",
        "plan": "11545",
        "release": "41150",
        "newsletter": "11170",
    }
    assert found["interview"]["published"].startswith("2025-12-10")
    assert found["plan"]["year"] == "2020" and found["plan"]["kind"] == "plan"
    assert "published" not in found["release"] and "year" not in found["release"]


def test_facets_count_the_five_and_filter_by_each(five: Engine) -> None:
    facets = {
        name: {value.value: value.count for value in values} for name, values in ask(five).facets.items()
    }
    assert facets["district"] == {"11000": 4, "11545": 3, "11170": 1, "41000": 1, "41150": 1}
    assert facets["year"] == {"2020": 1, "2025": 1, "unknown": 3}
    assert sum(facets["kind"].values()) == 5
    for name, values in facets.items():
        for value, count in values.items():
            assert ask(five, **{name: (value,)}).total == count


def test_all_releases_are_added_and_counted_by_their_publishers(releases: Engine, shared: Path) -> None:
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    counted = {value.value: value.count for value in ask(releases).facets["district"]}
    for name in {record["district"] for record in records}:
        code = districts.resolve(name)
        assert code, name
        if districts.parents(code):
            assert counted[code] == sum(1 for record in records if record["district"] == name), name
    assert counted["12000"] == sum(1 for record in records if record["code"] is None or record["code"][:2] == "12")
    assert ask(releases).total == len(records) == 922


@pytest.mark.parametrize("question", ["고향사랑기부", "김장 나눔", "자동차세 납부", "청년 월세", "스마트팜"])
def test_releases_that_name_a_thing_in_their_title_come_first(releases: Engine, question: str) -> None:
    hits = ask(releases, question).hits
    words = question.split()
    assert hits and all(word in hits[0].entry["title"] + hits[0].entry["text"] for word in words)
