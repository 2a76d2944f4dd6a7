"""Dates that a text states, years that a plan is for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from indexer.enrich.years import planned_year, published_in

LATEST = date(2026, 11, 25)
STATED = [
    ("입력 2025-12-10 06:00", datetime(2025, 12, 10, 6, 0)),
    ("제목\n입력 : 2025.12.10. 오후 3:05", datetime(2025, 12, 10, 15, 5)),
    ("승인 2025.12.10 오전 12:30", datetime(2025, 12, 10, 0, 30)),
    ("작 성 과: 총무과\n제 공 일: 2025. 12. 12.", date(2025, 12, 12)),
    ("배포일시 2025. 3. 4.(화) 09:00", datetime(2025, 3, 4, 9, 0)),
    ("보도일시 : 2025년 3월 4일(화) 조간", date(2025, 3, 4)),
    ("담당부서 총무과 작성일 2024-01-02 조회수 12", date(2024, 1, 2)),
    ("등록일 '24.1.2.", date(2024, 1, 2)),
    ("[등록일] 2024/01/02", date(2024, 1, 2)),
    ("등록일 2027-01-01\n작성일 2024-01-02", date(2024, 1, 2)),
    ("보도일시 즉시\n배포일 2024-01-02", date(2024, 1, 2)),
]
UNSTATED = [
    "지난 10일 문을 열었다.",
    "2025년 12월 10일 문을 열었다.",
    "행사일 2024-01-01",
    "신청 등록 2024년 3월 5일까지",
    "등록일 2024-02-30",
    "등록일 2024-13-01",
    "등록일 2026-11-26",  # after the latest day
    "등록일 1899-01-01",
    "등록일 12-10",
    "",
]
PLANNED = [
    ("2019년 실적 및 2020년 계획", "", 2020),
    ("2019 주요업무 추진실적 및 2020 주요업무계획", "", 2020),
    ("2026년 주요업무계획", "", 2026),
    ("2025년도 주요업무보고", "", 2025),
    ("'24년도 시행계획", "", 2024),
    ("주 요 업 무 계 획", "2021년도 주 요 업 무 계 획\n2022년 예산", 2021),
    ("제4기 종합계획(2019~2022) 2020년 시행계획", "", 2020),
    ("2024년 추진실적", "", None),
    ("2023~2027 중기지방재정계획", "", None),
    ("지역사회 종합계획", "2031년까지 완성한다", None),
    ("", "", None),
]


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_a_labelled_date_is_the_publication(text: str, stated: date | datetime) -> None:
    assert published_in(text, LATEST) == stated


@pytest.mark.parametrize("text", UNSTATED)
def test_a_date_without_a_label_or_an_impossible_one_is_no_publication(text: str) -> None:
    assert published_in(text, LATEST) is None


@pytest.mark.parametrize(("title", "text", "year"), PLANNED)
def test_the_planned_year_stands_before_the_plan(title: str, text: str, year: int | None) -> None:
    assert planned_year(title, text) == year


@pytest.mark.parametrize(
    ("number", "stated", "planned"),
    [("000", datetime(2025, 12, 10, 6, 0), None), ("002", None, None), ("003", None, None), ("004", None, 2020)],
)
def test_the_documents_state_what_they_state(
    shared: Path, number: str, stated: datetime | None, planned: int | None
) -> None:
    (path,) = (shared / "samples" / "documents").glob(f"{number}_*.txt")
    title, _, body = path.read_text("utf-8").strip().partition("\n")
    assert (published_in(body, LATEST), planned_year(title, body)) == (stated, planned)
