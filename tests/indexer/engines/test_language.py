"""The query language over the embedded engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.entry import entry
from indexer.query import Query
from indexer.question import understand
from indexer.records import Document, Entry
from tests.webapp.memory_engine import MemoryEngine


def made(id: str, title: str, body: str = "", attached: str = "", **facts: Any) -> Entry:
    facts.setdefault("kind", "press")
    published = facts.setdefault("published", date(2024, 5, 1))
    document = Document(id=id, title=title, body=body, source="test", year=published.year, **facts)
    files = [{"name": "붙임.pdf", "start": len(body) + 2, "end": len(body) + 2 + len(attached)}] if attached else []
    return entry(document, f"{body}\n\n{attached}" if attached else body, files)


ENTRIES = [
    made("youth", "청년 월세 지원", "마루구는 청년에게 월세를 지원한다.", department="청년정책과", district="99110"),
    made("apart", "주거 소식", "마루구에 청년이 산다. 월세가 오른다.", district="99110"),
    made("far", "청년 지원", "청년 누구나 신청서를 내면 심사를 거쳐 월세를 받는다.", published=date(2021, 3, 2)),
    made("old", "노인 돌봄", "노인이 대학에 간다.", district="99140", published=date(2019, 7, 1)),
    made("plan", "주요업무계획", "올해 할 일을 적었다.", attached="치매안심센터를 세운다.", kind="plan"),
    made("plan:p1", "도로 정비", kind="project") | {"budget_won": 500_000_000},
    made("plan:p2", "공원 조성", kind="project") | {"budget_won": 2_000_000_000},
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = TantivyEngine(tmp_path_factory.mktemp("language"))
    engine.promote(engine.create())
    engine.put(ENTRIES)
    return engine


CASES = [
    ('"청년 월세"', {"youth"}),  # a sentence end between keeps `apart` out
    ('"청년에게 월세를"', {"youth"}),
    ('"월세 청년"', set()),
    ('"안심센터"', {"plan"}),
    ("청년 -월세", set()),
    ("월세 -제목:월세", {"apart", "far"}),
    ("-청년", {"old", "plan"}),
    ("-대학생 노인", {"old"}),  # 대학 is not 대학생
    ("치매 OR 노인", {"old", "plan"}),
    ("(월세 | 노인) 제목:지원", {"youth", "far"}),
    ("제목:월세", {"youth"}),
    ('제목:"청년 지원"', {"far"}),
    ("첨부:치매", {"plan"}),
    ("첨부:일", set()),
    ("부서:청년", {"youth"}),
    ("부서:.*", set()),  # a pattern is no pattern
    ("지역:99110", {"youth", "apart"}),
    ("2019..2021", {"far", "old"}),
    ("날짜:2019-07..2021-03-02", {"far", "old"}),
    ("날짜:..2019", {"old"}),
    ("예산:1억..10억", {"plan:p1"}),
    ("예산:20억", {"plan:p2"}),
]


@pytest.mark.parametrize("text, expected", CASES)
def test_a_query_finds_what_it_demands(engine: Engine, text: str, expected: set[str]) -> None:
    query = understand(Query(text=text))
    assert {hit.entry["id"] for hit in engine.search(query).hits} == expected
    assert {hit.entry["id"] for hit in MemoryEngine(ENTRIES).search(query).hits} == expected


@pytest.mark.parametrize("text, expected", [('"청년 월세"~9', {"youth", "far"}), ("월세 NEAR/9 청년", {"youth", "far"})])
def test_near_words_are_found_in_one_sentence(engine: Engine, text: str, expected: set[str]) -> None:
    found = engine.search(understand(Query(text=text)))
    assert {hit.entry["id"] for hit in found.hits} - {"apart"} == expected


def test_demands_stay_when_words_are_relaxed(engine: Engine) -> None:
    found = engine.search(understand(Query(text="청년 헬리콥터 -제목:월세")))
    assert found.relaxed and {hit.entry["id"] for hit in found.hits} == {"apart", "far"}
