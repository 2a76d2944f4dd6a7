"""Which amounts of a paragraph are those of its project."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from indexer.plans.amounts import stated
from indexer.plans.scopes import spans_years

YEAR = 2026
STATED = [
    ("사업비 : 560백만원(국 340, 시 220)", [(560_000_000, "사업비", "unstated")]),
    ("총사업비: 290억원(국비 75억, 시비 30억)", [(29_000_000_000, "총사업비", "total")]),
    ("사업비 : 10억원 *구비(4억원) 별도", [(1_000_000_000, "사업비", "unstated"), (400_000_000, "구비 별도", "unstated")]),
    ("’26년 사업비 : 6개소 80백만원(국비)", [(80_000_000, "’26년사업비", "year")]),
    ("사업비 : 70백만원(26년도 정비기금)", [(70_000_000, "사업비", "year")]),
    ("갯벌 체험관 운영(3.3억, 50개사), 등대길 잇기(10억, 5곳)", [
        (330_000_000, "inline", "unstated"), (1_000_000_000, "inline", "unstated"),
    ]),
    ("해솔 나루터 잇기 ▸‘26년, 48억원 * ’25.～‘27., 총 200억원", [
        (4_800_000_000, "inline", "year"), (20_000_000_000, "inline", "total"),
    ]),
    ("소요예산 : 비예산", [(0, "소요예산", "year")]),
    ("약초원 가꾸기(6억→8억)", [(800_000_000, "inline", "unstated")]),
]
NOT_STATED = [
    "사업비 : 1,000억원 이상인 사업",
    "공모에 국비 7.3억원 확보",
    "양육비 지원(월 23만원)",
    "기업장려금 지원(1인당 380→460만원)",
    "철거비 지원(동당 40백만원)",
    "인건비(최대30백만원), 영아반(3∼7백만원), 시립반(41백만원)",
    "청년 5천만원, 신혼부부 7.5천만원 이하",
    "모펀드 400억원 조성",
    "지방세 체납 징수 120억원",
    "정착금 인상(1→1.2천만원)",
    "‘24. 3. : 사업비 교부 ▹ 165백만원(4개소)",
    "’25년 사업 완료 12억원",
    "「주택법」 제18조(사업계획의 통합심의)",
    "63개소 540명, 02-100-2000",
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_an_amount_has_its_label_with_its_scope(text: str, expected: list[tuple[int, str, str]]) -> None:
    found = [one.amount for one in stated(text, YEAR, 3)]
    assert [(one.won, one.label, one.scope) for one in found] == expected
    assert {one.page for one in found} == {3}


@pytest.mark.parametrize("text", NOT_STATED)
def test_shares_ceilings_former_years_funds_or_sums_for_one_person_are_no_budget(text: str) -> None:
    assert stated(text, YEAR, None) == ()


def _paragraphs() -> list[tuple[str, list[int]]]:
    with Path(__file__).with_name("paragraphs.csv").open(encoding="utf-8", newline="") as rows:
        return [(row["text"], [int(won) for won in row["won"].split()]) for row in csv.DictReader(rows)]


@pytest.mark.parametrize(("text", "expected"), _paragraphs())
def test_costs_are_told_from_what_else_is_said_about_money(text: str, expected: list[int]) -> None:
    assert [one.amount.won for one in stated(text, YEAR, None)] == expected


def test_a_remark_states_nothing_but_totals() -> None:
    assert stated("옹벽 보강 3억원", YEAR, None, note=True) == ()
    assert [one.amount.won for one in stated("총 3억원", YEAR, None, note=True)] == [300_000_000]


def test_what_several_years_cost_is_a_total() -> None:
    (one,) = stated("용역비 : 83백만원", YEAR, None, several_years=True)
    assert one.amount.scope == "total"


@pytest.mark.parametrize(
    ("period", "several"),
    [
        ("2025. ~ 2027.", True), ("’25.7.~’26.3.", True), ("계속", True),
        ("2026. 1. ~ 12.", False), ("’26.1.~’26.5.", False),
    ],
)
def test_a_period_of_several_years_is_told(period: str, several: bool) -> None:
    assert spans_years(period) == several


def test_an_endless_list_of_amounts_takes_no_time() -> None:
    assert len(stated("갯벌 3억원, " * 20_000, YEAR, None)) < 500
