"""Documents like a document."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indexer import related
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.entry import entry
from indexer.records import Document, Entry
from tests.webapp.memory_engine import MemoryEngine

RENT = "청년에게 월세를 지원한다. 무주택 청년이 신청하면 열두 달 동안 월세를 받는다."


def made(id: str, title: str, body: str, published: date | None, **facts: Any) -> Entry:
    facts.setdefault("kind", "press")
    return entry(Document(id=id, title=title, body=body, source="test", published=published, **facts), body, [])


ENTRIES = [
    made("now", "청년 월세 지원", RENT, date(2024, 5, 1), district="99110"),
    made("first", "무주택 청년 월세 지원 시작", RENT, date(2019, 3, 1), district="99140"),
    made("copy", "무주택 청년 월세 지원 시작", RENT, date(2019, 3, 2), district="99510", cluster="first"),
    made("later", "청년 월세 지원 확대", RENT, date(2025, 1, 1), district="99110"),
    made("undated", "청년 월세 지원 안내", RENT, None, district="99140"),
    *(made(f"n{at}", f"공원 정비 {at}", "마루구는 공원을 정비했다.", date(2020, 1, 1)) for at in range(20)),
]
ENTRIES[1]["cluster"] = "first"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = TantivyEngine(tmp_path_factory.mktemp("related"))
    engine.promote(engine.create())
    engine.put(ENTRIES)
    return engine


def test_a_document_is_asked_for_by_its_telling_terms(engine: Engine) -> None:
    terms = related.strongest(engine, ENTRIES[0])
    assert set(list(terms)[:3]) == {"청년", "월세", "지원"}
    assert all(len(term) > 1 for term in terms)


def test_related_documents_say_why(engine: Engine) -> None:
    found = {each.hit.entry["id"]: each for each in related.related(engine, ENTRIES[0])}
    assert found["later"].reason == "district" and found["undated"].reason == "elsewhere"
    assert "now" not in found and not any(id.startswith("n") and id != "now" for id in found)
    assert all("월세" in each.terms and 0 < each.share <= 1 for each in found.values())


def test_precedents_are_earlier_and_each_story_is_told_once(engine: Engine) -> None:
    found = related.precedents(engine, ENTRIES[0])
    assert [each.hit.entry["id"] for each in found] == ["first"]
    assert related.precedents(engine, ENTRIES[1]) == ()


def test_an_undated_or_wordless_document_has_no_precedents(engine: Engine) -> None:
    undated = next(each for each in ENTRIES if each["id"] == "undated")
    assert related.precedents(engine, undated) == ()
    assert related.related(engine, made("void", "!!!", "", None)) == ()


def test_the_same_project_is_named_as_such() -> None:
    projects = [
        made(id, "별빛 마실길 조성", "별빛 마실길 조성 · 공원과", date(year, 1, 1), kind="project")
        | {"project": {"name": "별빛 마실길 조성"}}
        for id, year in (("a:p1", 2023), ("b:p1", 2024))
    ]
    (found,) = related.related(MemoryEngine([*projects, *ENTRIES]), projects[1])
    assert (found.hit.entry["id"], found.reason) == ("a:p1", "project")


def test_commonness_is_the_same_in_every_engine(engine: Engine) -> None:
    terms = ["청년", "공원", "없는말"]
    assert engine.frequencies(terms) == MemoryEngine(ENTRIES).frequencies(terms)
