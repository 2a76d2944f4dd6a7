"""What is offered to try."""

from __future__ import annotations

from typing import Iterator

import pytest
from flask import Flask

from indexer.query import FacetValue, Query, Results, Word
from webapp import advice


@pytest.fixture(autouse=True)
def inside_a_request() -> Iterator[None]:
    app = Flask(__name__)
    app.add_url_rule("/", "search.page", lambda: "")
    with app.test_request_context():
        yield


def test_examples_are_the_commonest_telling_words_of_each_theme_in_turn() -> None:
    entries = [
        {"evidence": {"T06": ["청년월세", "학생"], "T15": ["도시재생"]}},
        {"evidence": {"T06": ["청년센터", "학생"], "T15": ["도시재생"]}},
        {"evidence": {"T06": ["청년센터", "학생"]}},
        {},
    ]
    assert [link.label for link in advice.examples(entries)] == ["청년센터", "도시재생", "청년월세", "학생"]


def test_at_most_ten_examples_are_given() -> None:
    assert len(advice.examples([{"evidence": {"T06": [f"청년정책{number}" for number in range(30)]}}])) == 10


def test_a_province_counts_as_covered_when_it_published_itself() -> None:
    districts = {"99000": 5, "99110": 3, "99140": 2, "99500": 4, "99510": 3, "unknown": 7}
    facets = {
        "district": tuple(FacetValue(code, count) for code, count in districts.items()),
        "year": tuple(FacetValue(year, 1) for year in ("2024", "unknown", "2019")),
    }
    assert advice.covered(Results(16, (), facets)) == advice.Covered(16, 4, "2019", "2024")


def test_wider_questions_are_offered_only_when_they_find_something() -> None:
    query = Query(
        "청년 양자역학",
        words=(Word("청년", ("청년",), ()), Word("양자역학", ("양자", "역학"), ())),
        filters={"year": ("2019",), "kind": ("plan",)},
        match="all",
        offset=20,
    )
    asked: list[Query] = []

    def count(wider: Query) -> int:
        asked.append(wider)
        return 7 if wider.text == "청년" and "year" not in wider.filters else 0

    steps = advice.steps(query, count)
    assert [(step.label, step.count) for step in steps] == [("필터 없이 ‘청년’만", 7)]
    assert query not in asked and all(not wider.offset for wider in asked)
    assert {"kind": ("plan",)} in [wider.filters for wider in asked]
