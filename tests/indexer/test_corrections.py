"""What may have been meant by a query."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import corrections, evaluate
from indexer.corrections import Offer
from indexer.engines import Engine
from indexer.query import Query
from indexer.question import understand
from tests.bench import relevance
from tests.indexer import corpus


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return corpus.engine(tmp_path_factory.mktemp("corrections"))


def offers(engine: Engine, text: str) -> tuple[Offer, ...]:
    return corrections.offers(engine, understand(Query(text=text)))


@pytest.mark.parametrize(
    "text, expected, reason",
    [
        ("cjdsus", "청년", "keyboard"),
        ("cjdsus dnjftp", "청년 월세", "keyboard"),
        ("ㅁㅑ", "ai", "keyboard"),
        ("ㅊㄴㅇㅅ", "청년 월세", "initials"),
        ("ㅊㅁㅇㅅㅅㅌ", "치매안심센터", "initials"),
        ("도시제생", "도시재생", "typo"),
        ("보이스피씽", "보이스피싱", "typo"),
        ("소상공잉", "소상공인", "typo"),
        ("치메안심센터", "치매안심센터", "typo"),
        ("노인일짜리", "노인일자리", "typo"),
        ("ehtlwptod", "도시재생", "typo"),  # the wrong keyboard hides a wrong letter
        ("마루구 도시제생", "마루구 도시재생", "typo"),
    ],
)
def test_a_mistake_is_answered_with_an_offer(engine: Engine, text: str, expected: str, reason: str) -> None:
    found = {offer.text: offer for offer in offers(engine, text)}
    if text.startswith("마루구"):  # its words stand in no document together
        assert expected not in found
        return
    assert found[expected].reason == reason
    assert found[expected].count == engine.search(understand(Query(text=expected))).total > 0


@pytest.mark.parametrize(
    "text",
    ["청년", "청년 월세", "청년의 월세를", "도시재생 뉴딜사업", "AI", "없는말이다", "!!!", "", "ㅋㅋㅋ", "-청년", '"도시제생"'],
)
def test_what_is_right_or_beyond_help_is_left_alone(engine: Engine, text: str) -> None:
    assert offers(engine, text) == ()


def test_nothing_is_replaced_silently(engine: Engine) -> None:
    query = understand(Query(text="도시제생"))
    assert query.text == "도시제생" and "재생" not in query.terms


def test_a_query_that_demands_too_much_is_relaxed_with_counts(engine: Engine) -> None:
    query = understand(Query(text='"월세 청년" -창업 제목:헬리콥터'))
    found = corrections.relaxations(engine, query)
    assert [offer.text for offer in found] == ['"월세 청년" -창업'] or all(offer.count for offer in found)
    plain = corrections.relaxations(engine, understand(Query(text='"월세 청년"')))
    assert [(offer.text, offer.reason) for offer in plain] == [("월세 청년", "relaxed")]
    assert corrections.relaxations(engine, understand(Query(text="청년"))) == ()


@pytest.mark.parametrize("text, expected", [("도 시 재생", "도시재생"), ("청년 월 세", "청년 월세")])
def test_syllables_set_apart_are_put_together(engine: Engine, text: str, expected: str) -> None:
    assert (expected, "spacing") in [(offer.text, offer.reason) for offer in offers(engine, text)]


def test_a_syllable_is_answered_with_the_words_it_stands_in(tmp_path: Path) -> None:
    engine = corpus.engine(tmp_path)
    engine.put([corpus.made("new", "벚꽃 축제"), corpus.made("newer", "꽃길 조성"), corpus.made("newest", "벚꽃 나들이")])
    assert [(offer.text, offer.reason, offer.count) for offer in offers(engine, "꽃")] == [
        ("벚꽃", "compound", 2),
        ("꽃길", "compound", 1),
    ]


def test_a_budget_that_nothing_has_leads_out_of_the_projects(engine: Engine) -> None:
    found = corrections.relaxations(engine, understand(Query(text="예산:1억.. 청년")))
    assert [(offer.text, offer.count) for offer in found] == [
        ("청년", engine.search(understand(Query(text="청년"))).total)
    ]


def test_the_words_of_the_index_are_read_again_when_it_changes(tmp_path: Path) -> None:
    engine = corpus.engine(tmp_path)
    assert offers(engine, "반려식몰") == ()
    engine.put([corpus.made("new", "반려식물 병원")])
    assert [offer.text for offer in offers(engine, "반려식몰")] == ["반려식물"]


@pytest.mark.parametrize(
    "one, other, expected",
    [("가나", "가나", 0), ("가나", "가", 1), ("abcd", "axcd", 1), ("abcd", "ab", 2), ("a", "xyz", None)],
)
def test_letters_apart(one: str, other: str, expected: int | None) -> None:
    assert corrections._distance(one, other, 2) == expected


@pytest.mark.shared
def test_judged_mistakes_gain_by_the_first_offer_and_right_queries_get_none(judged_engine: Engine) -> None:
    engine = judged_engine
    judged = evaluate.judgements(relevance.JUDGED)
    mistaken = [each for each in judged if each.shape == "typo"]
    right = [each for each in judged if each.shape != "typo"]
    before = evaluate.measure(mistaken, lambda query: engine.search(understand(query)))["typo"]

    def corrected(query: Query) -> Query:
        found = offers(engine, query.text)
        return understand(Query(text=found[0].text if found else query.text, size=query.size, facets=()))

    after = evaluate.measure(mistaken, lambda query: engine.search(corrected(query)))["typo"]
    assert before.zero > 0.1 and after.zero == 0
    assert after.ndcg > 0.85 > before.ndcg + 0.05
    assert sum(bool(offers(engine, each.text)) for each in right) <= 3
