"""Official words for lay words."""

from __future__ import annotations

from dataclasses import replace

import pytest

import mappings
from indexer import evaluate, highlight
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.query import Query
from indexer.question import understand
from tests.bench import relevance
from tests.indexer.corpus import made


def officials(text: str) -> set[str]:
    return {synonym.official for synonym in understand(Query(text=text)).synonyms}


def test_the_table_has_hundreds_of_distinct_pairs() -> None:
    pairs = [(row["lay"], row["official"]) for row in mappings.table("synonyms")]
    assert len(pairs) == len(set(pairs)) >= 300
    assert all(lay and official and lay != official for lay, official in pairs)


def test_every_lay_word_is_found_when_it_is_asked_for() -> None:
    missed = [row["lay"] for row in mappings.table("synonyms") if row["official"] not in officials(row["lay"])]
    assert missed == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("어르신 일자리", "노인"),
        ("어르신들의 일자리를", "노인"),  # at any particle
        ("혼자 사는 노인 지원", "독거노인"),
        ("우리 동네 알바 구해요", "아르바이트"),
        ("수돗물이 안 나와요", "상수도"),
    ],
)
def test_lay_words_are_found_inside_a_question(text: str, expected: str) -> None:
    assert expected in officials(text)


@pytest.mark.parametrize("text", ["청년 월세 지원사업 -어르신", "아파트형 공장", "도서관", "", "개 열 마리"])
def test_other_words_stay_alone(text: str) -> None:
    assert not officials(text) & {"노인", "분양", "반려견"}


def test_the_longest_lay_word_counts() -> None:
    assert "노인" not in officials("혼자 사는 노인")


def test_synonyms_can_be_switched_off() -> None:
    query = understand(Query(text="어르신 일자리", expand=False))
    assert query.synonyms == () and all(word.also == () for word in query.words)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = TantivyEngine(tmp_path_factory.mktemp("synonyms"))
    engine.promote(engine.create())
    engine.put(
        [
            made("lay", "어르신 나들이", "어르신이 봄나들이를 한다."),
            made("official", "노인 나들이", "노인이 봄나들이를 한다."),
            made("other", "아동 나들이", "아동이 봄나들이를 한다."),
        ]
    )
    return engine


def test_a_document_in_official_words_is_found_below_one_in_the_words_asked_for(engine: Engine) -> None:
    found = engine.search(understand(Query(text="어르신")))
    assert [hit.entry["id"] for hit in found.hits] == ["lay", "official"]
    alone = engine.search(understand(Query(text="어르신", expand=False)))
    assert [hit.entry["id"] for hit in alone.hits] == ["lay"]


def test_all_words_may_be_held_by_their_synonyms(engine: Engine) -> None:
    found = engine.search(understand(Query(text="어르신 나들이", match="all")))
    assert [hit.entry["id"] for hit in found.hits] == ["lay", "official"]


def test_a_synonym_is_marked(engine: Engine) -> None:
    entry = engine.get("official")
    assert entry is not None
    marked = [part.text for part in highlight.title(entry, understand(Query(text="어르신"))) if part.marked]
    assert marked == ["노인"]


@pytest.mark.shared
def test_judged_lay_queries_gain_and_the_others_do_not_lose(judged_engine: Engine) -> None:
    judged = evaluate.judgements(relevance.JUDGED)

    def ask(expand: bool) -> dict[str, evaluate.Score]:
        return evaluate.measure(judged, lambda query: judged_engine.search(understand(replace(query, expand=expand))))

    without, beside = ask(False), ask(True)
    assert beside["lay"].ndcg > without["lay"].ndcg + 0.2
    assert all(beside[shape].ndcg > without[shape].ndcg - 0.005 for shape in without)
