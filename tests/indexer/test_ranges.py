"""Ranges that a person writes."""

from __future__ import annotations

import pytest

from indexer import ranges
from indexer.ranges import Span


@pytest.mark.parametrize(
    "text, low, high, turned",
    [
        ("1억..10억", 100_000_000, 1_000_000_000, False),
        ("1억이상", 100_000_000, None, False),
        (">=1억", 100_000_000, None, False),
        ("10억 원 이하", None, 1_000_000_000, False),
        ("1억~10억", 100_000_000, 1_000_000_000, False),
        ("1.5억..", 150_000_000, None, False),
        ("..5천만원", None, 50_000_000, False),
        ("5,000만원", 50_000_000, 50_000_000, False),
        ("10억..1억", 100_000_000, 1_000_000_000, True),
    ],
)
def test_amounts(text: str, low: int | None, high: int | None, turned: bool) -> None:
    assert ranges.amounts(text) == Span(low, high, turned)


@pytest.mark.parametrize(
    "text, low, high, turned",
    [
        ("2024", "2024-01-01", "2024-12-31T23:59", False),
        ("2024-02", "2024-02-01", "2024-02-29T23:59", False),
        ("2024.2.3", "2024-02-03", "2024-02-03T23:59", False),
        ("2024-03..2024-05-10", "2024-03-01", "2024-05-10T23:59", False),
        ("2023..", "2023-01-01", None, False),
        ("2023-06 이후", "2023-06-01", None, False),
        ("..2023-06", None, "2023-06-30T23:59", False),
        ("2024..2022", "2022-01-01", "2024-12-31T23:59", True),
    ],
)
def test_dates(text: str, low: str | None, high: str | None, turned: bool) -> None:
    assert ranges.dates(text) == Span(low, high, turned)


@pytest.mark.parametrize(
    "text, first, last, turned",
    [("2019..2022", "2019", "2022", False), ("2022년..2019년", "2019", "2022", True), ("2021", "2021", "2021", False)],
)
def test_years(text: str, first: str, last: str, turned: bool) -> None:
    found = ranges.years(text)
    assert found and (found[0][0], found[0][-1], found[1]) == (first, last, turned)


def test_an_open_range_of_years_ends_somewhere() -> None:
    after, before = ranges.years("2019.."), ranges.years("..1999")
    assert after and after[0][0] == "2019" and "2030" in after[0]
    assert before and before[0][-1] == "1999" and "1950" in before[0]


@pytest.mark.parametrize("text", ["", "..", "많음", "1억..많음", "2024-13", "2024-02-30", "2019..가", "어제..오늘", "~"])
def test_what_is_no_range_is_none(text: str) -> None:
    assert ranges.amounts(text) is None or text in ("2024-13", "2024-02-30")
    assert ranges.dates(text) is None
    assert ranges.years(text) is None
