"""Departments: printed names with their kinds."""

from __future__ import annotations

import pytest

import mappings
from indexer.enrich.departments import kind, printed

KINDS = [
    ("도시재생과", "도시재생"),
    ("도시계획과", "도시계획"),
    ("예산담당관", "기획·예산"),
    ("감염병연구부 감염병조사과", "보건"),
    ("문화관광국 관광과", "관광"),
    ("노인장애인과", "장애인"),
    ("노인복지과", "노인"),
    ("보건소", "보건"),
    ("느티동", "읍면동"),
    ("솔빛읍", "읍면동"),
    ("꺄륵과", None),
]
PRINTED = [
    ("솔빛구는 길을 연다.\n\n문의: 도로과 (☎ 000-000-0000)", "도로과"),
    ("담당부서: 도시재생과\n솔빛구는 길을 연다.", "도시재생과"),
    ("솔빛구는 길을 연다.\n작 성 과: 총무과\n작 성 팀: 행정팀", "총무과"),
    ("자료제공 - 소통협력과장 000-0000\n솔빛구는 길을 연다.", "소통협력과"),
    ("솔빛구는 길을 연다. 도로과는 바쁘다.", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "wanted"), KINDS)
def test_the_longest_then_first_word_of_the_innermost_unit_tells_the_kind(name: str, wanted: str | None) -> None:
    assert kind(name) == wanted


@pytest.mark.parametrize(("text", "wanted"), PRINTED)
def test_a_department_is_printed_on_a_head_or_signing_line(text: str, wanted: str | None) -> None:
    assert printed(text) == wanted


def test_every_word_belongs_to_one_kind() -> None:
    words = [word for row in mappings.table("departments") for word in row["words"].split("|")]
    assert len(words) == len(set(words))
