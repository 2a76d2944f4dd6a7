"""Sums as they are written."""

from __future__ import annotations

import pytest

from webapp.amounts import money, won


@pytest.mark.parametrize(
    "amount, written",
    [
        (0, "0원"),
        (9_500, "9,500원"),
        (240_000_000, "2억 4천만원"),
        (1_250_000_000, "12억 5천만원"),
        (500_000_000, "5억원"),
        (12_340_000, "1,234만원"),
        (30_000_000, "3천만원"),
        (1_234_500_000_000, "1조 2,345억원"),
        (1_000_000_000_000, "1조원"),
        (123_456_789, "1억 2,345만원"),
    ],
)
def test_won_are_written_in_units_of_ten_thousand(amount: int, written: str) -> None:
    assert won(amount) == written


def test_a_cut_is_marked_as_papers_mark_it() -> None:
    assert money(-150_000_000) == "△1억 5천만원"
