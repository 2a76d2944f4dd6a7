"""Amounts as they are printed in plans, budgets and releases."""

from __future__ import annotations

import pytest

from indexer.money import parse_won

PRINTED = [
    ("1,475억원", 147_500_000_000),
    ("1천475억원", 147_500_000_000),
    ("총사업비 1천475억원을 투입해", 147_500_000_000),
    ("12억 5천만원", 1_250_000_000),
    ("12억 5천만 원", 1_250_000_000),
    ("3.2조", 3_200_000_000_000),
    ("0.3억원", 30_000_000),
    ("2억 7,500만 원", 275_000_000),
    ("3억 4천2백만 원", 342_000_000),
    ("1억 4320만 원", 143_200_000),
    ("2조 1,300억원 규모", 2_130_000_000_000),
    ("12억여 원", 1_200_000_000),
    ("101,635천원", 101_635_000),
    ("37,500백만원(국비 15,000, 시비 22,500)", 37_500_000_000),
    ("용 역 비 : 200백만원", 200_000_000),
    ("(63개소, 540억원)", 54_000_000_000),
    ("2020년 소요예산 : 114,000천원(시비)", 114_000_000),
    ("8,590원", 8_590),
    ("5천원", 5_000),
    ("△1,250백만원", -1_250_000_000),
    ("▲ 3억원", -300_000_000),
    ("비예산", 0),
    ("비 예 산", 0),
    ("1,475억", 147_500_000_000),
]
BARE = [
    ("101,635", "천원", 101_635_000),
    ("5,280", "백만원", 5_280_000_000),
    ("△652", "백만원", -652_000_000),
    ("-652", "백만원", -652_000_000),
    ("12.5", "억원", 1_250_000_000),
    ("7", "백만 원", 7_000_000),
    ("0", "천원", 0),
    ("350백만원", "천원", 350_000_000),
    ("비예산", "천원", 0),
]
NO_MONEY = [
    "02-2627-1234",
    "061) 850-5103",
    "2026년 3월",
    "2020. 1. ~ 12.",
    "9천897개의 일자리",
    "5,300명",
    "3억 명",
    "1만4000여 개의 기업",
    "2억3천만명",
    "100원칙",
    "63개소",
    "36%",
    "",
    "-",
    "미정",
]


@pytest.mark.parametrize(("text", "won"), PRINTED)
def test_an_amount_is_read_as_printed(text: str, won: int) -> None:
    assert parse_won(text) == won


@pytest.mark.parametrize(("text", "unit", "won"), BARE)
def test_a_bare_number_counts_in_the_unit_of_its_table(text: str, unit: str, won: int) -> None:
    assert parse_won(text, unit) == won


@pytest.mark.parametrize("text", NO_MONEY)
@pytest.mark.parametrize("unit", [None, "천원"])
def test_what_is_no_money_stays_unread(text: str, unit: str | None) -> None:
    assert parse_won(text, unit) is None


@pytest.mark.parametrize("unit", [None, "%", "명"])
def test_a_bare_number_without_a_money_unit_is_no_amount(unit: str | None) -> None:
    assert parse_won("101,635", unit) is None
