"""Amounts as they are printed in plans, budgets and releases."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.money import amounts, parse_won

with Path(__file__).with_name("money.csv").open(encoding="utf-8", newline="") as _file:
    CASES = [
        (row["text"], row["unit"] or None, int(row["won"]) if row["won"] else None) for row in csv.DictReader(_file)
    ]
UNITS = {"원": 1, "천원": 10**3, "만원": 10**4, "백만원": 10**6, "억원": 10**8}
WON = st.integers(1, 10**16 - 1)


@pytest.mark.parametrize(("text", "unit", "won"), CASES)
def test_a_text_is_the_money_that_a_reader_takes_it_for(text: str, unit: str | None, won: int | None) -> None:
    assert parse_won(text, unit) == won


@pytest.mark.parametrize("unit", [None, "%", "명"])
def test_a_bare_number_without_a_money_unit_is_no_amount(unit: str | None) -> None:
    assert parse_won("101,635", unit) is None


def test_the_dash_of_a_list_makes_no_amount_negative() -> None:
    assert [one.won for one in amounts("- 200백만원(시비)\n국비-3억원")] == [200_000_000, 300_000_000]


def test_an_amount_keeps_its_place_where_figures_are_wide() -> None:
    text = "소요예산 : １２억　５천만원(시비)"
    (one,) = amounts(text)
    assert (text[one.start:one.end], one.printed) == ("１２억　５천만원",) * 2


@given(WON, st.sampled_from(["", "△", "▲ ", "-"]), st.sampled_from(["", " "]))
def test_what_is_written_with_scales_reads_back(won: int, sign: str, gap: str) -> None:
    assert parse_won(f"사업비: {sign}{_in_scales(won, gap)}") == (-won if sign else won)


@given(st.integers(0, 10**9), st.sampled_from(sorted(UNITS)), st.booleans())
def test_what_is_written_in_one_unit_reads_back(number: int, unit: str, wide: bool) -> None:
    printed = f"{number:,}"
    wider = printed.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert parse_won(f"({wider if wide else printed}{unit})") == number * UNITS[unit]
    assert parse_won(wider if wide else printed, f"(단위 : {unit}, %)") == number * UNITS[unit]


@given(st.integers(1, 10**6), st.sampled_from(["명", "개", "㎡", "건", "회", "곳", "대", "호", "세대", "가구", "그루"]))
def test_what_is_counted_is_never_money(number: int, counted: str) -> None:
    for printed in (f"{number:,}{counted}", f"{number}만 {counted}", f"{number}억{counted}"):
        assert parse_won(f"대상 : {printed}", "천원") is None


def _in_scales(won: int, gap: str) -> str:
    """1조 2,345억 6,789만 123원."""
    parts = [(won // 10**12, "조"), (won // 10**8 % 10**4, "억"), (won // 10**4 % 10**4, "만"), (won % 10**4, "")]
    return gap.join(f"{count:,}{scale}" for count, scale in parts if count) + "원"


@pytest.mark.parametrize("part", ["1천 2백", "3억 ", "1 2 3 4 ", "5백 5십 ", "1,2,3,", "△(-)", "(국비 1, "])
def test_long_runs_of_figures_take_no_time(part: str) -> None:
    began = time.process_time()
    assert len(list(amounts(part * 2000))) < 2000
    assert time.process_time() - began < 2
