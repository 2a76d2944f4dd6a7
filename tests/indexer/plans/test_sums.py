"""Printed sums against their parts."""

from __future__ import annotations

import pytest

from indexer.plans.amounts import stated
from indexer.plans.records import Amount
from indexer.plans.sums import of_parts, of_shares, of_table
from indexer.records import Table

SUMS = [
    (600, [100, 200, 300], True),
    (700, [100, 200, 300], False),
    (1000, [600, 400, 250, 350, 400], True),  # two sums with the parts of both
    (100, [100], True),
    (0, [0, 0], True),
]


@pytest.mark.parametrize(("whole", "parts", "agrees"), SUMS)
def test_a_sum_agrees_with_all_its_parts_or_with_some(whole: int, parts: list[int], agrees: bool) -> None:
    assert (not list(of_parts("합계", whole, parts))) == agrees


def test_purses_that_do_not_bear_the_whole_are_shown() -> None:
    right = Amount(300, "300원", "사업비", "year", shares={"국비": 100, "시비": 200})
    wrong = Amount(400, "400원", "사업비", "year", shares={"국비": 100, "시비": 200})
    alone = Amount(400, "400원", "사업비", "year", shares={"국비": 100})
    assert list(of_shares([right, wrong, alone])) == ["사업비 400원: 재원의 합 300원"]


def test_department_totals_are_checked_in_rows_as_in_columns() -> None:
    rows = (("구 분", "계", "기후과", "공원과"), ("세 입", "50", "20", "30"), ("세 출", "91", "50", "40"))
    text = "(단위: 백만원)\n" + "\n".join("\t".join(row) for row in rows)
    assert list(of_table(Table(rows), text)) == ["세 출 91,000,000원, 항목의 합 90,000,000원"]
    turned = tuple(zip(*rows))
    text = "(단위: 백만원)\n" + "\n".join("\t".join(row) for row in turned)
    assert list(of_table(Table(turned), text)) == ["세 출 91,000,000원, 항목의 합 90,000,000원"]


@pytest.mark.parametrize(
    "rows",
    [
        (("구분", "계", "5급", "6급"), ("정원", "9", "3", "5")),  # heads, no money
        (("구분", "2026년", "…", "2033년", "합계"), ("기금", "10", "…", "10", "80")),  # years left out
    ],
)
def test_counts_or_left_out_columns_are_not_added_up(rows: tuple[tuple[str, ...], ...]) -> None:
    unit = "(단위: 백만원)\n" if "기금" in rows[1] else "(단위: 명)\n"
    assert list(of_table(Table(rows), unit + "\n".join("\t".join(row) for row in rows))) == []


def test_a_purse_that_no_table_knows_bears_its_part_of_the_whole() -> None:
    (one,) = stated("총사업비 : 300백만원(국비 100, 마을부담 80, 시비 120)", 2026, None)
    assert dict(one.amount.shares) == {"국비": 100_000_000, "시비": 120_000_000, "기타": 80_000_000}
    assert not list(of_shares([one.amount]))


def test_one_purse_alone_is_a_part_that_says_nothing_of_the_rest() -> None:
    (one,) = stated("총사업비 : 474억(국비 154억)", 2026, None)
    assert not list(of_shares([one.amount]))


def test_shares_in_percent_that_are_cut_to_won_are_no_wrong_sum() -> None:
    (one,) = stated("사업비 : 1,000,001원(국비 33%, 시비 67%)", 2026, None)
    assert sum(one.amount.shares.values()) == 1_000_000 and not list(of_shares([one.amount]))
