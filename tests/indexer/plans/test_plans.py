"""Projects out of whole plans."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import pytest

from indexer.article import read_text
from indexer.plans import Project, as_record, projects
from indexer.records import Table
from tests.bench.plans import measure

LIST = (
    ("연번", "사 업 명", "담당부서", "2026년 예산", "총사업비", "사업기간"),
    ("1", "솔빛천 산책로 조성", "공원녹지과", "1,200", "3,400", "2025. 3. ~ 2027. 12."),
    ("2", "마루 청년공간\n확충", "청년정책과", "비예산", "-", "연중"),
    ("", "합 계", "", "1,200", "3,400", ""),
)


def one(rows: tuple[tuple[str, ...], ...], text: str = "", page: int | None = None) -> Project:
    (project,) = projects([Table(rows, page)], text)
    return project


def tasks(text: str, tables: Sequence[Table] = ()) -> list[Project]:
    return [project for project in projects(tables, text) if project.level == "task"]


def test_a_row_under_a_header_of_names_is_a_project() -> None:
    first, second = projects([Table(LIST, 7)], "2026년 주요업무계획\n(단위: 백만원)\n" + "\t".join(LIST[0]))
    assert (first.name, first.department, first.period, first.page) == (
        "솔빛천 산책로 조성", "공원녹지과", "2025. 3. ~ 2027. 12.", 7,
    )
    assert first.budget_won == 1_200_000_000
    assert (second.name, second.budget_won) == ("마루 청년공간 확충", 0)


def test_every_amount_keeps_its_printed_form_with_its_scope() -> None:
    first, _ = projects([Table(LIST)], "2026년 주요업무계획\n(단위: 백만원)\n" + "\t".join(LIST[0]))
    assert [(amount.won, amount.printed, amount.scope) for amount in first.amounts] == [
        (1_200_000_000, "1,200", "year"), (3_400_000_000, "3,400", "total"),
    ]


@pytest.mark.parametrize(
    ("header", "text", "won"),
    [
        ("예산(천원)", "", 120_000),
        ("예산", "단위 : 천원\n사업명\t예산", 120_000),
        ("예산", "(단위:백만원, %)\n\n사업명\t예산", 120_000_000),
        ("예산", "사업명\t예산", None),  # no unit is stated
        ("예산", "(단위: 억원)\n가\n나\n다\n라\n사업명\t예산", None),  # too far above
    ],
)
def test_a_bare_number_counts_in_the_unit_stated_with_its_table(header: str, text: str, won: int | None) -> None:
    assert one((("사업명", header), ("물안 갯벌 체험장", "120")), text).budget_won == won


def test_a_unit_may_stand_in_a_row_of_the_table() -> None:
    rows = (("(단위: 천원)", "(단위: 천원)"), ("과제명", "소요예산"), ("두메 약초원", "5,000"))
    assert one(rows).budget_won == 5_000_000


def test_the_budget_of_another_year_is_not_this_years() -> None:
    rows = (("사업명", "2025년", "2026년"), ("너른 버스", "100백만원", "200백만원"))
    assert one(rows, "2026년 주요업무계획").budget_won == 200_000_000


def test_a_header_below_a_header_and_sums_are_no_projects() -> None:
    rows = (
        ("사업명", "예산(천원)", "예산(천원)"), ("사업명", "계", "국비"), ("한여울 도서관", "700", "300"), ("계", "700", "300"),
    )
    assert [(project.name, project.budget_won) for project in projects([Table(rows)], "")] == [("한여울 도서관", 700_000)]


def test_a_project_of_two_tables_is_one_with_what_either_says() -> None:
    listed = Table((("연번", "주요사업", "쪽"), ("1", "해솔 바람길", "6")))
    priced = Table((("사업명", "부서", "사업비"), ("해솔 바람길", "기후과", "3억원")))
    (project,) = projects([listed, priced], "")
    assert (project.name, project.department, project.budget_won) == ("해솔 바람길", "기후과", 300_000_000)


@pytest.mark.parametrize(
    "rows",
    [
        (("구분", "2025년", "2026년"), ("최저임금", "9,000원", "9,100원")),
        (("부서명", "합계"), ("공원녹지과", "12")),
        (("사업명",), ("솔빛천 산책로",)),
        (),
    ],
)
def test_a_table_without_such_a_header_gives_nothing(rows: tuple[tuple[str, ...], ...]) -> None:
    assert projects([Table(rows)], "") == ()


def test_lines_with_tabs_stand_in_for_tables() -> None:
    text = "주요사업 목록\n\n연번\t주요사업\t쪽\n1\t물안 등대길\t3\n2\t두메 장터\t5\n\n□ 사업개요"
    assert [project.name for project in projects([], text)] == ["물안 등대길", "두메 장터"]


SECTIONS = """Ⅳ. 2026년 주요업무 추진계획
전략 1. 걷고 싶은 길
1-1. 솔빛천 산책로 조성
물길을 따라 걷는다.
○ 담당부서: 공원녹지과
○ 사업기간: 2025 ~ 2027
○ 사업비: 1,200백만원 (국비 600, 구비 600)
○ 총사업비: 34억원
1-2. 마루 청년공간
○ 담당부서: 청년정책과
○ 소요예산: 비예산
2. 추진 일정
○ 사업비: 3억원
Ⅴ. 참고
○ 담당부서: 기획예산과
"""


def test_a_numbered_heading_with_a_department_below_it_is_a_project() -> None:
    found = tasks(SECTIONS)
    assert [(project.name, project.department, project.budget_won, project.period) for project in found] == [
        ("솔빛천 산책로 조성", "공원녹지과", 1_200_000_000, "2025 ~ 2027"),
        ("마루 청년공간", "청년정책과", 0, None),
    ]


def test_the_total_stands_beside_this_years_amount() -> None:
    first, _ = tasks(SECTIONS)
    assert [(amount.label, amount.won, amount.scope) for amount in first.amounts] == [
        ("사업비", 1_200_000_000, "unstated"), ("총사업비", 3_400_000_000, "total"),
    ]


def test_a_name_that_its_cell_broke_is_mended() -> None:
    rows = (("사업명", "담당부서"), ("솔빛천 산책로 조\n성", "공원녹지과"))
    assert [project.name for project in tasks(SECTIONS, [Table(rows)])] == ["솔빛천 산책로 조성", "마루 청년공간"]
    assert one(rows, "솔빛천 산책로 조성").name == "솔빛천 산책로 조성"


def test_a_record_has_the_fields_that_others_rely_on() -> None:
    record = as_record(projects([Table(LIST, 7)], "2026년 계획\n단위: 백만원\n" + "\t".join(LIST[0]))[0])
    assert {"level", "name", "parent", "department", "budget_won", "amounts", "period", "page"} <= set(record)
    assert record["amounts"][0] == {
        "won": 1_200_000_000, "printed": "1,200", "label": "2026년 예산", "scope": "year", "page": 7,
    }


SHEETS = """2026년 주요업무계획

가람 공 원 과

주요사업 목록

연번\t주요사업\t구분\t쪽
1\t물안 둘레길 잇기\t계속\t3
2\t솔빛 숲학교 열기\t신규\t5

□ 사업개요
- 사업기간 : 2025. ~ 2027.
- 총사업비 : 900백만원(시비)
- 사업내용 : 끊어진 둘레길 네 곳을 다리로 잇는다
□ 2026년 소요예산 : 300,000천원
(단위 : 천원)
재원별\t합계\t연차별 소요재원\t\t
\t\t2025년\t2026년\t2027년
계\t900,000\t300,000\t250,000\t350,000

1. 봄 숲학교 [계속]
□ 사업개요
- 사업내용 : 숲학교 해설사가 맞는다
□ 2026년 소요예산 : 4,000천원
2. 가을 숲학교 [신규]
□ 사업개요
- 사업내용 : 가을에도 연다
□ 2026년 소요예산 : 비예산
"""


def test_sheets_that_lost_their_titles_are_matched_with_the_list_before_them() -> None:
    first, second = tasks(SHEETS)
    assert (first.name, first.department, first.budget_won, first.period, first.status) == (
        "물안 둘레길 잇기", "가람공원과", 300_000_000, "2025. ~ 2027.", "continued",
    )
    assert (second.name, second.budget_won, [amount.won for amount in second.amounts]) == (
        "솔빛 숲학교 열기", 4_000_000, [4_000_000, 0],
    )
    items = [(one.name, one.status) for one in projects([], SHEETS) if one.level == "item"]
    assert items == [("봄 숲학교", "continued"), ("가을 숲학교", "new")]


def test_a_printed_sum_that_its_table_does_not_bear_out_is_shown() -> None:
    first, second = tasks(SHEETS)
    assert first.warnings == ("2026년 소요예산 300,000,000원, 표의 합 250,000,000원",)
    assert [amount.won for amount in first.amounts] == [900_000_000, 300_000_000, 250_000_000]
    assert second.warnings == ()


def test_running_text_gives_what_it_says_is_spent_with_its_name() -> None:
    text = (
        "가온시는 3개 분야 12개 사업에 총사업비 1천200억원을 투입할 계획이다.\n"
        "나루뉴딜은 물길을 되살리는 일로 총사업비 98억원(시비 80억원)을 투입한다. "
        "나루뉴딜의 대표는 갈대숲 되살리기 사업이며 시는 『나루 프로젝트』에 4억원을 들인다. 관람객 3억 명을 바란다."
    )
    found = projects([], text)
    assert [(one.level, one.name, one.budget_won) for one in found] == [
        ("strategy", "12개 사업", 120_000_000_000),
        ("task", "나루뉴딜", 9_800_000_000),
        ("task", "나루 프로젝트", 400_000_000),
    ]


def test_a_release_that_is_a_plan_gives_its_fields_with_the_total(shared: Path) -> None:
    (path,) = (shared / "samples" / "documents").glob("002_*.txt")
    found = projects([], read_text(path.read_text("utf-8")).body)
    assert [one.budget_won for one in found if one.level == "strategy"] == [147_500_000_000]
    names = {one.name: one.budget_won for one in found if one.level == "task"}
    assert [names[each] for each in ("의정부형 디지털뉴딜", "그린뉴딜", "문화뉴딜", "안심뉴딜")] == [
        9_800_000_000, 84_000_000_000, 8_600_000_000, 45_100_000_000,
    ]
    assert names["시민 참여형 문화자원 발굴사업"] == 400_000_000


PAGES = (
    "2026년 주요업무계획\n가람구 녹지국",
    "- 1 -\nⅡ. 2026년 추진전략\n2026년 중점 추진 과제\n푸른 길\n① 물 안 둘 레 길 을 잇 는 걷 기 좋 은 도 시\n② 숲학교 넓히기\n"
    "맑은 물\n① 갈대 개울 되살리기",
    "- 2 -\nⅢ. 2026년 주요업무계획\n푸른 길\n  물안 둘레길을 잇는 걷기 좋은 도시\n  숲학교 넓히기",
    "- 3 -\n1\n물안 둘레길을 잇는 걷기 좋은 도시\n□ 추진실적\n○ 지난 다리 12억원\n□ 끊어진 길 잇기 사업\n○ 사업내용 : 다리 네 곳\n○ 사 업 비 : 30억원(시비)\n"
    "○ 향후계획 : 착공",
    "- 4 -\n○ 쉼터 놓기(5곳, 2억원)",
    "- 5 -\n2 숲학교 넓히기\n□ 추진방향\n○ (숲 해설가) 새로 뽑아 보낸다 ▸ 0.7억원(국 0.3, 시 0.4)",
    "- 6 -\n맑은 물\n1 갈대 개울 되살리기\n□ 사업개요\n○ 사업기간 : 2025. ~ 2027.\n○ 총사업비 : 40억원",
    "- 7 -\nⅣ. 참고자료\n1 다른 사업\n□ 사업개요\n○ 총사업비 : 99억원",
)


def test_tasks_are_told_from_lists_dividers_or_annexes() -> None:
    found = projects([], "\n\n".join(PAGES), PAGES)
    assert [(one.level, one.name, one.parent, one.page) for one in found if one.level != "item"] == [
        ("strategy", "푸른 길", None, 3),
        ("task", "물안 둘레길을 잇는 걷기 좋은 도시", "푸른 길", 4),
        ("task", "숲학교 넓히기", "푸른 길", 6),
        ("strategy", "맑은 물", None, 7),
        ("task", "갈대 개울 되살리기", "맑은 물", 7),
    ]


def test_amounts_stand_under_the_item_that_names_them_on_whatever_page() -> None:
    found = projects([], "\n\n".join(PAGES), PAGES)
    stated = [(one.name, amount.won, amount.scope, amount.page) for one in found for amount in one.amounts]
    assert stated == [
        ("끊어진 길 잇기 사업", 3_000_000_000, "unstated", 4),
        ("쉼터 놓기", 200_000_000, "unstated", 5),
        ("숲 해설가", 70_000_000, "unstated", 6),
        ("갈대 개울 되살리기", 4_000_000_000, "total", 7),
    ]


EXPECTED_2020 = {
    "도시재생과": [101_635, 2_520_000, 16_500_000, 55_200, 826_000, 2_468_061, 3_158],
    "일자리창출과": [114_000, 298_600, 35_300_000, 76_140, 3_555_240, 5_000, 14_000 + 14_300 + 5_500, 4_500],
}


def test_the_plan_of_2020_gives_its_fifteen_projects_with_their_budgets(shared: Path) -> None:
    (path,) = (shared / "samples" / "documents").glob("004_*.txt")
    found = tasks(read_text(path.read_text("utf-8")).body)
    assert found[0].name == "금천구 도시재생지원센터 운영" and found[14].name == "취업박람회 현장면접 및 채용행사 지원"
    for department, thousands in EXPECTED_2020.items():
        assert [one.budget_won for one in found if one.department == department] == [each * 1000 for each in thousands]
    assert [one.name for one in found if one.warnings] == ["금하마을 도시재생 뉴딜사업(우리동네살리기)"]


def test_labelled_plans_are_read_as_a_person_reads_them(shared: Path) -> None:
    for score in measure(shared):
        for right, found, labelled in (score.tasks, score.amounts):
            assert right >= 0.95 * found and right >= 0.95 * labelled, (score.plan, score.missed, score.invented)
