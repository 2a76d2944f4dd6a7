"""What a search that is still being typed may become."""

from __future__ import annotations

import statistics
import time

import pytest

from indexer import completions
from indexer.engines import Engine
from indexer.query import Query
from indexer.suggest import suggest
from tests.indexer import corpus
from tests.webapp.memory_engine import MemoryEngine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return corpus.engine(tmp_path_factory.mktemp("suggest"))


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("청", "청년"),
        ("청ㄴ", "청년"),  # half a syllable
        ("도싲", "도시재생"),  # a consonant that will begin the next syllable
        ("ㅊㄴㅇㅅ", "청년 월세"),
        ("ㄷㅅㅈㅅ", "도시재생"),
        ("청년 ㅊㅇ", "청년 창업"),
        ("청년 월", "청년 월세"),
        ("마루구 치매", "마루구 치매안심센터"),
        ("cjdsu", "청년"),
        ("ai", "AI 교육"),
        ("별빛 마", "별빛 마실길 조성"),  # the name of a project
        ("해운", "해운대구"),
        ("ㅎㅇㄷ", "해운대구"),
        ("복지", "복지·돌봄"),
    ],
)
def test_what_is_typed_becomes_words_phrases_names(engine: Engine, typed: str, expected: str) -> None:
    assert expected in [each.text for each in suggest(engine, typed)]


def test_districts_and_themes_carry_their_facet_value(engine: Engine) -> None:
    (district,) = [each for each in suggest(engine, "해운대") if each.kind == "district"]
    assert district.value == "26350"
    (theme,) = [each for each in suggest(engine, "복지") if each.kind == "theme"]
    assert theme.value and theme.value.startswith("T")


def test_filters_limit_what_is_suggested(engine: Engine) -> None:
    here = Query(filters={"district": ("99140",)})
    assert "청년 창업" in [each.text for each in suggest(engine, "청년", here)]
    assert "청년 월세" not in [each.text for each in suggest(engine, "청년", here)]


@pytest.mark.parametrize("typed", ["", "   ", "없는말", "가" * 100, "\0", "\ud83d", "(((", '"'])
def test_what_begins_nothing_suggests_nothing(engine: Engine, typed: str) -> None:
    assert suggest(engine, typed) == ()


def test_commoner_words_come_first_and_none_comes_twice(engine: Engine) -> None:
    texts = [each.text for each in suggest(engine, "청년")]
    assert texts[0] == "청년" and len(texts) == len(set(texts))


def test_engines_complete_alike(engine: Engine) -> None:
    memory = MemoryEngine(corpus.entries())
    for typed in ("청", "ㅊㄴ", "도시"):
        prefix = completions.prefix(typed)
        assert dict(engine.completions(prefix, 50)) == dict(memory.completions(prefix, 50))


def test_a_suggestion_takes_little_time(engine: Engine) -> None:
    times = []
    for typed in ["청", "청년", "ㄷㅅ", "노인 ㅇ", "보이스"] * 20:
        began = time.perf_counter()
        suggest(engine, typed)
        times.append(time.perf_counter() - began)
    assert statistics.quantiles(times, n=20)[-1] < 0.020
