"""The judged queries over the real releases: figures that may not fall."""

from __future__ import annotations

from collections import Counter

import pytest

from indexer import evaluate
from indexer.engines import Engine
from tests.bench import relevance

FLOORS = {  # nDCG@10, a little below what was measured
    "keyword1": 0.97,
    "keyword2": 0.90,
    "keyword3": 0.91,
    "question": 0.895,
    "name": 0.96,
    "lay": 0.81,
}


def test_the_judged_queries_are_many_and_of_every_shape() -> None:
    judged = evaluate.judgements(relevance.JUDGED)
    shapes = Counter(each.shape for each in judged)
    assert sum(shapes.values()) >= 150 and min(shapes.values()) >= 20
    assert set(shapes) == {*FLOORS, "typo"}
    assert {grade for each in judged for grade in each.grades.values()} == {1, 2}


@pytest.fixture(scope="module")
def scores(judged_engine: Engine) -> dict[str, evaluate.Score]:
    return relevance.measure(judged_engine)


@pytest.mark.shared
@pytest.mark.parametrize("shape", FLOORS)
def test_the_judged_queries_are_answered_as_well_as_before(scores: dict[str, evaluate.Score], shape: str) -> None:
    assert scores[shape].ndcg >= FLOORS[shape]


@pytest.mark.shared
@pytest.mark.parametrize("shape", FLOORS)
def test_no_well_written_query_comes_back_empty(scores: dict[str, evaluate.Score], shape: str) -> None:
    assert scores[shape].zero == 0
