"""The same project in the plans of two years."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from indexer.plans import Amount, Project
from indexer.plans.continuity import continued
from indexer.plans.offices import office


def _pairs(part: str) -> list[tuple[str, str, bool]]:
    with Path(__file__).with_name("years.csv").open(encoding="utf-8", newline="") as rows:
        own = [one for one in csv.DictReader(rows) if one["set"] == part]
    return [(one["earlier"], one["later"], one["same"] == "1") for one in own]


@pytest.mark.parametrize(("part", "recall"), [("tuned", 0.84), ("held", 0.82)])
def test_renamed_projects_are_found_among_those_that_only_look_alike(part: str, recall: float) -> None:
    pairs = _pairs(part)
    found = continued([Project(old) for old, _, _ in pairs], [Project(new) for _, new, _ in pairs])
    wanted = {(at, at) for at, (_, _, same) in enumerate(pairs) if same}
    right = wanted & {(one.earlier, one.later) for one in found}
    assert len(right) == len(found)
    assert len(right) >= recall * len(wanted)


def test_order_or_numbers_before_names_do_not_matter() -> None:
    old = [Project("솔빛천 산책로 조성"), Project("물안 도서관 건립"), Project("두메 장터 열기")]
    new = [Project("두메 장터 열기"), Project("2026년 물안도서관 건립 추진"), Project("갯벌 둘레길 잇기")]
    assert [(one.earlier, one.later) for one in continued(old, new)] == [(1, 1), (2, 0)]


def test_a_name_goes_on_once_where_it_is_most_alike() -> None:
    old = [Project("마루공원 정비")]
    new = [Project("마루공원 화장실 정비"), Project("마루공원 정비")]
    assert [(one.earlier, one.later) for one in continued(old, new)] == [(0, 1)]


def test_the_same_total_speaks_for_a_renamed_project() -> None:
    total = (Amount(9_800_000_000, "98억원", "총사업비", "total"),)
    (one, other) = (Project("나루 물길 되살리기", amounts=total), Project("나루 물길 생태 되찾기", amounts=total))
    assert continued([one], [other])
    assert not continued([Project(one.name)], [Project(other.name)])


OFFICES = [
    ("2026년 녹지국 주요업무계획", "", None, "녹지국"),
    ("plan_2026_교통혁신과", "", None, "교통혁신과"),
    ("2026년 주요업무계획", "2026. 2. 11.\n주요업무계획\n교 통 안 전 국\n", "기획예산과", "교통안전국"),
    ("2026년도 군정 주요업무계획", "산림과\n", "산림과", ""),
    ("2026년 주요업무계획", "전국 최초", "기획감사실", ""),
    ("2026년 주요업무계획", "", "산림과", "산림과"),
]


@pytest.mark.parametrize(("title", "text", "publisher", "expected"), OFFICES)
def test_the_office_of_a_plan_is_named_by_its_title_or_head(
    title: str, text: str, publisher: str | None, expected: str
) -> None:
    assert office(title, text, publisher) == expected
