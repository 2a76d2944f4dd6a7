"""Plans in layouts of many kinds, in our own words."""

from __future__ import annotations

import random
import time

import pytest

from indexer.plans import projects
from indexer.plans.periods import span

Row = tuple[str, str, str | None, str | None, int | None]  # level, name, parent, department, won

DEPARTMENTS = (
    "2026년도 주요업무계획\n가온구",
    "목 차\n기획예산과 ················ 3\n안전총괄과 ················ 5",
    "기 획 예 산 과\n1. 재정 운용의 효율화\n□ 추진방향\n○ 세출 구조조정\n□ 추진계획\n○ 주민참여예산 운영 : 연 4회, 50백만원\n"
    "2. 구정 성과관리 강화\n□ 개요\n○ 대상 : 전 부서\n○ 소요예산 : 비예산",
    "안 전 총 괄 과\n1. 재난 예방 체계 강화\n□ 사업개요\n○ 기간 : 2026. 1. ~ 12.\n○ 사업비 : 320백만원(국비 160, 구비 160)\n"
    "2. 생활안전 보험 운영\n□ 사업개요\n○ 기간 : 연중\n○ 사업비 : 210,000천원",
)
LETTERS = ("""2026년 주요업무계획
Ⅲ. 2026년 주요업무 추진계획
1. 살맛나는 농촌
가. 산나물 가공센터 건립
 ❍ 사업기간 : 2025. 5. ~ 2027. 12.
 ❍ 사 업 비 : 4,500백만원(국비 2,250, 도비 675, 군비 1,575)
나. 농번기 공동급식 지원
 ❍ 사업량 : 마을 88개소
 ❍ 사 업 비 : 264백만원(군비)
2. 오고 싶은 관광
가. 숲길 잇기
 ❍ 사 업 비 : 12억원
나. 별밤 축제
 ❍ 소요예산 : 150백만원
""",)
LABELS = ("""2026년 주요사업 계획
사업명\t물안천 정비사업
사업기간\t2026. 1. ~ 2027. 12.
총사업비\t3,500백만원
담당부서\t건설과
사업명\t마루 도서관 건립
총사업비\t12,000백만원
담당부서\t문화체육과
""",)
WORDS = (
    "2026 주요업무 추진계획",
    "Ⅱ. 2026년 핵심과제\n전략 1  함께 사는 도시\n과제 1-1  1인가구 안부 살핌\n○ 담당부서: 복지정책과\n○ 안부전화 1,200가구(1.2억원)\n"
    "과제 1-2  동네 돌봄 쉼터\n○ 쉼터 5곳 설치 ▸ 3억원",
    "전략 2  걷기 좋은 도시\n과제 2-1  보행로 정비\n○ 사업비 : 18억원(시비)",
)
SQUARES = (
    "2026년 주요업무계획\n너른시 교통국",
    "- 2 -\n■ 저상버스 도입 확대\n○ 사업기간 : 2026년\n○ 사 업 비 : 45억원(국 22.5, 시 22.5)\n■ 광역환승센터 건립\n○ 사업기간 : 2024 ~ 2028\n"
    "○ 총사업비 : 640억원\n○ 2026년 : 120억원",
    "- 3 -\n■ 교통약자 이동지원\n○ 차량 증차 : 10대, 8억원\n○ 연중 운영",
)
BOXES = (
    "2026년 주요업무보고\n해솔시",
    "- 3 -\n1\n갯벌 생태공원 조성\n(해양수산과)\n□ 사업개요\n ○ 위    치 : 물안면 일원\n ○ 사업기간 : 2024 ~ 2027\n"
    " ○ 총사업비 : 180억원(국비 90, 도비 45, 시비 45)\n□ 2026년 계획\n ○ 2026년 예산 : 45억원",
    "- 4 -\n2\n어촌 새활력 사업\n(해양수산과)\n□ 사업개요\n ○ 사 업 비 : 7,500백만원\n□ 추진계획\n ○ 3월 착공",
)
LEVELS = (
    "2026 업무계획",
    "Ⅲ. 세부 추진계획\n1. 따뜻한 복지\n1-1. 어르신 돌봄\n1-1-1. 안부 확인 서비스\n○ 예산 : 3억원\n1-1-2. 무료급식 확대\n○ 예산 : 5억원\n"
    "1-2. 아동 돌봄\n1-2-1. 다함께 돌봄\n○ 예산 : 12억원",
)
TABLES = (
    "2026년 주요업무계획",
    "Ⅲ. 2026년 주요업무 추진계획\n1 도시공원 확충\n□ 사업개요\n○ 공원 3곳 조성\n(단위: 백만원)\n사업명\t위치\t사업비\t기간\n"
    "솔빛공원\t솔빛동\t1,200\t2026\n물안공원\t물안동\t800\t2026~2027\n합계\t\t2,100\t\n□ 추진일정\n○ 3월 착공",
    "2 도시숲 조성\n□ 사업개요\n○ 위치 : 마루동\n□ 재원별 사업비\n(단위: 백만원)\n구분\t총사업비\t2025년\t2026년\n계\t900\t300\t250\n"
    "국비\t450\t150\t125\n시비\t450\t150\t125",
)
EXPECTED: list[tuple[tuple[str, ...], list[Row]]] = [
    (DEPARTMENTS, [
        ("task", "재정 운용의 효율화", None, "기획예산과", 50_000_000),
        ("task", "구정 성과관리 강화", None, "기획예산과", 0),
        ("task", "재난 예방 체계 강화", None, "안전총괄과", 320_000_000),
        ("task", "생활안전 보험 운영", None, "안전총괄과", 210_000_000),
    ]),
    (LETTERS, [
        ("strategy", "살맛나는 농촌", None, None, None),
        ("task", "산나물 가공센터 건립", "살맛나는 농촌", None, 4_500_000_000),
        ("task", "농번기 공동급식 지원", "살맛나는 농촌", None, 264_000_000),
        ("strategy", "오고 싶은 관광", None, None, None),
        ("task", "숲길 잇기", "오고 싶은 관광", None, 1_200_000_000),
        ("task", "별밤 축제", "오고 싶은 관광", None, 150_000_000),
    ]),
    (LABELS, [
        ("task", "물안천 정비사업", None, "건설과", 3_500_000_000),
        ("task", "마루 도서관 건립", None, "문화체육과", 12_000_000_000),
    ]),
    (WORDS, [
        ("strategy", "함께 사는 도시", None, None, None),
        ("task", "1인가구 안부 살핌", "함께 사는 도시", "복지정책과", None),
        ("item", "안부전화 1,200가구", "1인가구 안부 살핌", None, 120_000_000),
        ("task", "동네 돌봄 쉼터", "함께 사는 도시", None, None),
        ("item", "쉼터 5곳 설치", "동네 돌봄 쉼터", None, 300_000_000),
        ("strategy", "걷기 좋은 도시", None, None, None),
        ("task", "보행로 정비", "걷기 좋은 도시", None, 1_800_000_000),
    ]),
    (SQUARES, [
        ("task", "저상버스 도입 확대", None, None, 4_500_000_000),
        ("task", "광역환승센터 건립", None, None, 12_000_000_000),
        ("task", "교통약자 이동지원", None, None, 800_000_000),
    ]),
    (BOXES, [
        ("task", "갯벌 생태공원 조성", None, "해양수산과", 4_500_000_000),
        ("task", "어촌 새활력 사업", None, "해양수산과", 7_500_000_000),
    ]),
    (LEVELS, [
        ("strategy", "어르신 돌봄", None, None, None),
        ("task", "안부 확인 서비스", "어르신 돌봄", None, 300_000_000),
        ("task", "무료급식 확대", "어르신 돌봄", None, 500_000_000),
        ("strategy", "아동 돌봄", None, None, None),
        ("task", "다함께 돌봄", "아동 돌봄", None, 1_200_000_000),
    ]),
    (TABLES, [
        ("task", "도시공원 확충", None, None, None),
        ("item", "솔빛공원", "도시공원 확충", None, 1_200_000_000),
        ("item", "물안공원", "도시공원 확충", None, 800_000_000),
        ("task", "도시숲 조성", None, None, 250_000_000),
    ]),
]


@pytest.mark.parametrize(("pages", "expected"), EXPECTED, ids=(
    "departments", "letters", "labels", "words", "squares", "boxes", "levels", "tables",
))
def test_every_layout_gives_its_tasks_with_what_they_cost(pages: tuple[str, ...], expected: list[Row]) -> None:
    found = projects([], "\n\n".join(pages), pages if len(pages) > 1 else ())
    assert [(one.level, one.name, one.parent, one.department, one.budget_won) for one in found] == expected


def test_a_table_of_purses_gives_this_year_beside_the_total_but_no_other_year() -> None:
    *_, wood = projects([], "\n\n".join(TABLES), TABLES)
    assert [(one.won, one.scope, dict(one.shares)) for one in wood.amounts] == [
        (900_000_000, "total", {"국비": 450_000_000, "시비": 450_000_000}),
        (250_000_000, "year", {"국비": 125_000_000, "시비": 125_000_000}),
    ]


def test_the_sum_of_a_table_that_its_rows_do_not_give_is_shown_at_the_task() -> None:
    park, *_ = projects([], "\n\n".join(TABLES), TABLES)
    assert park.warnings == ("사업비 2,100,000,000원, 항목의 합 2,000,000,000원",)


def test_a_period_has_its_first_month_with_its_last() -> None:
    (_, center, *_) = projects([], LETTERS[0])
    assert (span(center.period).starts, span(center.period).ends) == ("2025-05", "2027-12")


def test_thousands_of_headings_take_seconds() -> None:
    draw = random.Random(5)
    names = ["".join(draw.choices("가나다라마바사아자차카타파하고노도로모보소오조", k=12)) for _ in range(2000)]
    text = "\n".join(f"{at % 20 + 1}. {name}\n○ 사업비 : {at}억원" for at, name in enumerate(names))
    began = time.process_time()
    found = projects([], "\n".join([text, *(f"{at % 20 + 1}. {name}" for at, name in enumerate(names))]))
    assert len(found) >= 1900 and time.process_time() - began < 10


def test_what_a_purse_gave_for_the_project_named_just_before_is_its_budget() -> None:
    text = "가온시 대표 사업은 온마을 일자리 사업이다. 시는 국비 76억원을 확보해 900명에게 일을 준다."
    assert [(one.name, one.budget_won, dict(one.amounts[0].shares)) for one in projects([], text)] == [
        ("온마을 일자리 사업", 7_600_000_000, {"국비": 7_600_000_000}),
    ]


def test_what_runs_along_head_and_foot_of_the_pages_names_the_department_only() -> None:
    pages = tuple(
        f"2026년 주요업무계획\n{number}. {name} 정비\n□ 사업개요\n○ 사업비 : {number}억원\n가온과 - {number} -"
        for number, name in enumerate(("물안천", "솔빛천", "마루천"), 1)
    )
    assert [(one.name, one.department, one.budget_won) for one in projects([], "\n".join(pages), pages)] == [
        ("물안천 정비", "가온과", 100_000_000), ("솔빛천 정비", "가온과", 200_000_000), ("마루천 정비", "가온과", 300_000_000),
    ]
