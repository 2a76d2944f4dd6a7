"""Dates as boards print them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crawler import dates

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-06", date(2026, 10, 6)),
        ("2026.10.05", date(2026, 10, 5)),
        ("2026.10.05.", date(2026, 10, 5)),
        ("26.09.28", date(2026, 9, 28)),
        ("26-01-07", date(2026, 1, 7)),
        ("98.03.02", date(1998, 3, 2)),
        ("2026/05/04", date(2026, 5, 4)),
        ("2026. 6. 11.", date(2026, 6, 11)),
        ("2026. 5. 8.(금) 12:00", datetime(2026, 5, 8, 12)),
        ("2026-07-27(월)", date(2026, 7, 27)),
        ("2026-06-01(Mon)", date(2026, 6, 1)),
        ("2026년 05월 22일", date(2026, 5, 22)),
        ("2026년 5월 22일 금요일", date(2026, 5, 22)),
        ("2025-12-12 17:44:00", datetime(2025, 12, 12, 17, 44)),
        ("2025-12-12\xa017:44", datetime(2025, 12, 12, 17, 44)),
        ("2026. 5. 1. 오후 3:05", datetime(2026, 5, 1, 15, 5)),
        ("20260102", date(2026, 1, 2)),
        ("2026-07-12T22:09:00+09:00", datetime(2026, 7, 12, 22, 9)),
        ("2026-07-12T13:09:00Z", datetime(2026, 7, 12, 22, 9)),
        ("2026-12-02", date(2026, 12, 2)),
    ],
)
def test_a_form_is_read(text: str, expected: date) -> None:
    found = dates.read(text, TODAY)
    assert found == expected and type(found) is type(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "054-339-8233",
        "2026-02-30",
        "2026-13-01",
        "1,204",
        "2026",
        "3개월",
        "2026-10-06 ~ 2026-10-08",
        "0000-00-00",
    ],
)
def test_what_is_no_date_stays_without(text: str) -> None:
    assert dates.read(text, TODAY) is None


def test_a_day_more_than_a_week_ahead_is_refused_only_relative_to_a_visit() -> None:
    assert dates.read("2026-12-03", TODAY) is None
    assert dates.read("2099-01-01") == date(2099, 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("10:57", datetime(2026, 11, 25, 10, 57)), ("09-03", date(2026, 9, 3)), ("12-30", date(2025, 12, 30))],
)
def test_short_forms_are_relative_to_the_visit(text: str, expected: date) -> None:
    assert dates.read(text, TODAY) == expected
    assert dates.read(text) is None
    assert dates.read(text, TODAY, relative=False) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("등록 2026.07.27 조회 3", date(2026, 7, 27)),
        ("접수 2026-10-06 ~ 2026-10-08", None),
        ("접수 2026-10-06~2026-10-08, 게시 2026-10-01", date(2026, 10, 1)),
        ("☎054-339-8233", None),
        ("행사 2099-01-01, 게시 2026-10-01", date(2026, 10, 1)),
    ],
)
def test_the_first_date_inside_a_text_is_never_one_of_a_period(text: str, expected: date | None) -> None:
    assert dates.find(text, TODAY) == expected
