"""What codes are called."""

from __future__ import annotations

from typing import get_args

import pytest

from indexer.query import Match, Sort
from indexer.records import KINDS, Status
from webapp import labels

LABELS = [
    ("district", "99110", "마루구"),
    ("district", "11545", "금천구"),
    ("district", "11140", "서울특별시 중구"),
    ("district", "26110", "부산광역시 중구"),
    ("district", "11000", "서울특별시"),
    ("district", "unknown", "지역 미상"),
    ("year", "2025", "2025"),
    ("year", "unknown", "날짜 미상"),
    ("theme", "T04-2", "노인·고령친화"),
    ("theme", "unknown", "분류 없음"),
    ("kind", "plan", "업무계획"),
    ("release_type", "policy", "정책·계획"),
    ("release_type", "unknown", "분류 없음"),
    ("district", "00000", "00000"),
]


@pytest.mark.parametrize("facet, value, label", LABELS)
def test_a_value_has_its_korean_name(facet: str, value: str, label: str) -> None:
    assert labels.value_label(facet, value) == label


@pytest.mark.parametrize(
    "section, codes", [("kinds", KINDS), ("statuses", get_args(Status)), ("sorts", get_args(Sort))]
)
def test_every_code_has_a_name(section: str, codes: tuple[str, ...]) -> None:
    assert set(labels.words()[section]) == set(codes)


def test_every_demand_but_the_usual_one_has_a_name() -> None:
    assert set(labels.words()["matches"]) == set(get_args(Match)) - {"most"}


@pytest.mark.parametrize(
    "facet, value, parent",
    [
        ("district", "99110", "99000"),
        ("district", "99000", None),
        ("district", "unknown", None),
        ("theme", "T04-2", "T04"),
        ("theme", "T04", None),
        ("year", "2025", None),
    ],
)
def test_a_value_has_the_parent_its_table_gives(facet: str, value: str, parent: str | None) -> None:
    assert labels.parent(facet, value) == parent


def test_a_theme_that_a_child_implies_is_left_out() -> None:
    assert labels.most_specific(["T04-2", "T04", "T06"]) == ["T04-2", "T06"]
    assert labels.most_specific(["T04"]) == ["T04"]
    assert labels.most_specific([]) == []


def test_only_fictional_districts_are_examples() -> None:
    assert {code for code, district in labels.districts().items() if district.sample} == {
        code for code in labels.districts() if code.startswith("99")
    }


def test_unknown_can_be_asked_for_where_a_text_may_not_state_a_value() -> None:
    assert labels.facet_values("district")[-1] == "unknown"
    assert "unknown" not in labels.facet_values("kind")
