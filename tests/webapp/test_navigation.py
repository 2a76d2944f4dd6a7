"""The links around the results."""

from __future__ import annotations

from typing import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from indexer.query import Query, Results
from webapp import navigation
from webapp.request_query import read


@pytest.fixture(autouse=True)
def inside_a_request() -> Iterator[None]:
    app = Flask(__name__)
    app.add_url_rule("/", "search.page", lambda: "")
    with app.test_request_context():
        yield


def asked(address: str) -> Query:
    return read(parse_qsl(urlsplit(address).query), fold=True)


def test_every_filter_has_a_chip_that_takes_only_it_away() -> None:
    query = Query("청년", filters={"district": ("99110", "99140"), "year": ("unknown",)}, sort="oldest", fold=True)
    chips = navigation.chips(query)
    assert [(chip.name, chip.label) for chip in chips] == [
        ("지역", "마루구"),
        ("지역", "솔빛구"),
        ("연도", "날짜 미상"),
    ]
    assert asked(chips[0].address).filters == {"district": ("99140",), "year": ("unknown",)}
    assert asked(chips[0].address).sort == "oldest"


def test_a_demand_for_every_word_is_a_chip_too() -> None:
    chip = navigation.chips(Query("청년 월세", match="all", fold=True))[0]
    assert asked(chip.address).match == "most"


def test_clearing_everything_keeps_the_question_with_its_order() -> None:
    query = Query("청년", filters={"year": ("2024",)}, match="all", sort="newest", offset=40, fold=True)
    assert asked(navigation.unfiltered(query)) == Query("청년", sort="newest", fold=True)


def test_another_order_begins_at_the_first_page() -> None:
    orders = navigation.orders(Query("청년", offset=40, fold=True))
    assert [order.current for order in orders] == [True, False, False]
    assert asked(orders[2].address) == Query("청년", sort="oldest", fold=True)


def test_without_words_the_newest_come_first() -> None:
    assert [(order.label, order.current) for order in navigation.orders(Query())] == [("최신", True), ("오래된", False)]


@pytest.mark.parametrize(
    "total, page, numbers",
    [
        (0, 1, "1"),
        (20, 1, "1"),
        (21, 1, "1 2"),
        (2000, 1, "1 2 3 4 … 100"),
        (2000, 50, "1 … 47 48 49 50 51 52 53 … 100"),
        (2000, 100, "1 … 97 98 99 100"),
        (10_000_000, 1, "1 2 3 4 … 5,000"),
    ],
)
def test_pages_around_the_present_one_are_numbered(total: int, page: int, numbers: str) -> None:
    query = Query("청년", offset=20 * (page - 1), fold=True)
    found = navigation.pages(query, Results(total, ()))
    assert " ".join(each.label if each else "…" for each in found) == numbers
    assert [each.label for each in found if each and each.current] == [f"{page:,}"]
    assert all(asked(each.address).text == "청년" for each in found if each)
