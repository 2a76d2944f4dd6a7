"""The figures of judged queries."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from indexer import evaluate
from indexer.errors import InputError
from indexer.evaluate import Judged
from indexer.query import Hit, Query, Results


def found(*ids: str) -> Results:
    return Results(len(ids), tuple(Hit({"id": id}, 1.0) for id in ids))


JUDGED = Judged("keyword", "공원", {"a": 2, "b": 1})


@pytest.mark.parametrize(
    "ids, ndcg, mrr, zero",
    [
        (["a", "b"], 1.0, 1.0, 0.0),
        (["b", "a"], (1 + 3 / log2(3)) / (3 + 1 / log2(3)), 1.0, 0.0),
        (["x", "a"], (3 / log2(3)) / (3 + 1 / log2(3)), 0.5, 0.0),
        (["x", "y"], 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 1.0),
        (["x"] * 10 + ["a"], 0.0, 0.0, 0.0),  # beyond the tenth place nothing counts
    ],
)
def test_a_score_rewards_grades_high_on_the_list(ids: list[str], ndcg: float, mrr: float, zero: float) -> None:
    score = evaluate.score(JUDGED, found(*ids))
    assert [score.ndcg, score.mrr, score.zero] == pytest.approx([ndcg, mrr, zero])


def test_figures_are_means_by_shape_and_of_all() -> None:
    judged = [JUDGED, Judged("keyword", "도서관", {"c": 1}), Judged("question", "어디", {"a": 2})]
    answers = {"공원": found("a", "b"), "도서관": found(), "어디": found("a")}
    scores = evaluate.measure(judged, lambda query: answers[query.text])
    assert [(shape, row.queries, row.ndcg, row.zero) for shape, row in scores.items()] == [
        ("keyword", 2, 0.5, 0.5),
        ("question", 1, 1.0, 0.0),
        ("all", 3, pytest.approx(2 / 3), pytest.approx(1 / 3)),
    ]
    assert len(list(evaluate.table(scores))) == 4


def test_each_query_is_asked_once_for_ten_hits_without_facets() -> None:
    asked: list[Query] = []

    def ask(query: Query) -> Results:
        asked.append(query)
        return found()

    evaluate.measure([JUDGED], ask)
    assert asked == [Query(text="공원", size=10, facets=())]


def test_judgements_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text("shape,query,id,grade\nkeyword,공원,a,2\nkeyword,공원,b,1\n", "utf-8")
    assert evaluate.judgements(path) == [JUDGED]


@pytest.mark.parametrize("text", ["id,grade\na,2\n", "shape,query,id,grade\nkeyword,공원,a,viel\n"])
def test_a_table_that_is_no_judgement_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "judged.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="judged.csv: needs the columns"):
        evaluate.judgements(path)
    with pytest.raises(InputError, match="none.csv"):
        evaluate.judgements(tmp_path / "none.csv")
