"""What an address may ask."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from indexer.query import Query
from webapp.request_query import (
    BadParameter,
    excluding,
    nothing_but,
    page_of,
    read,
    read_text,
    readmitting,
    without,
    write,
)

ROUND_TRIPS = [
    Query(),
    Query("청년 월세"),
    Query("a&b=c #1", filters={"district": ("99110", "unknown"), "year": ("2025", "unknown")}),
    Query(filters={"theme": ("T06", "T04-2", "unknown"), "kind": ("press", "project"), "release_type": ("policy",)}),
    Query(sort="oldest", match="all", fold=True, size=50, offset=100),
    Query(size=100, offset=99_900),
    Query(excluded={"district": ("99110",), "kind": ("news", "plan")}, published_from=date(2022, 7, 1)),
    Query(published_from=date(2024, 2, 29), published_to=date(2024, 2, 29)),
]

REFUSED = [
    ("colour", "red", "colour"),
    ("Q", "a", "Q"),
    ("district", "99999", "district"),
    ("district", "마루구", "district"),
    ("year", "25", "year"),
    ("year", "20250", "year"),
    ("year", "٢٠٢٥", "year"),
    ("theme", "T99", "theme"),
    ("kind", "unknown", "kind"),
    ("kind", "press,plan", "kind"),
    ("release_type", "정책", "release_type"),
    ("sort", "newest ", "sort"),
    ("match", "some", "match"),
    ("fold", "yes", "fold"),
    ("size", "0", "size"),
    ("size", "101", "size"),
    ("size", "1.5", "size"),
    ("size", "٢", "size"),
    ("page", "-1", "page"),
    ("page", "0", "page"),
    ("page", "01", "page"),
    ("page", "one", "page"),
    ("page", "1000000000", "page"),
    ("page", "9" * 5000, "page"),
    ("from", "2025-02-30", "from"),
    ("from", "20250101", "from"),
    ("to", "2025-1-1", "to"),
    ("exclude_year", "25", "exclude_year"),
    ("exclude_q", "청년", "exclude_q"),
    ("q", "가" * 1001, "q"),
    ("q", "a\x00b", "q"),
    ("q", "a\x1bb", "q"),
    ("q", "a\nb", "q"),
    ("q", "a\x85b", "q"),
    ("q", "\ud800", "q"),
]


@pytest.mark.parametrize("query", ROUND_TRIPS, ids=repr)
def test_an_address_written_for_a_query_is_read_back_as_the_same_query(query: Query) -> None:
    assert read(write(query)) == query


def test_an_empty_address_asks_for_everything_on_the_first_page() -> None:
    assert read([]) == Query()


def test_parameters_without_a_value_count_as_not_given() -> None:
    names = ("q", "district", "year", "theme", "kind", "release_type", "sort", "match", "fold", "size", "page")
    assert read([(name, "") for name in names]) == Query()


@pytest.mark.parametrize("name, value, named", REFUSED, ids=lambda value: value[:12])
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str, named: str) -> None:
    with pytest.raises(BadParameter) as refused:
        read([("q", "청년"), (name, value)] if name != "q" else [(name, value)])
    assert refused.value.parameter == named
    assert named in refused.value.ko and named in refused.value.en
    assert len(refused.value.ko) < 120 and refused.value.ko.isprintable()


@pytest.mark.parametrize("name", ["q", "sort", "match", "fold", "size", "page"])
def test_a_parameter_of_one_value_is_refused_when_given_twice(name: str) -> None:
    value = {"q": "a", "sort": "newest", "match": "all", "fold": "1"}.get(name, "2")
    with pytest.raises(BadParameter, match=name):
        read([(name, value), (name, value)])


def test_several_values_of_a_filter_are_kept_in_order_once_each() -> None:
    found = read([("year", "2024"), ("district", "99110"), ("year", "unknown"), ("year", "2024")])
    assert found.filters == {"district": ("99110",), "year": ("2024", "unknown")}


def test_a_question_of_exactly_a_thousand_characters_is_read() -> None:
    assert len(read([("q", "가" * 1000)]).text) == 1000


def test_decomposed_hangul_is_composed_before_it_is_counted() -> None:
    decomposed = unicodedata.normalize("NFD", "청년" * 500)
    assert read([("q", decomposed)]).text == "청년" * 500


@pytest.mark.parametrize(
    "size, page, seen", [(20, 5000, True), (20, 5001, False), (100, 1000, True), (100, 1001, False)]
)
def test_results_are_seen_up_to_the_hundred_thousandth(size: int, page: int, seen: bool) -> None:
    pairs = [("size", str(size)), ("page", str(page))]
    if seen:
        assert page_of(read(pairs)) == page
    else:
        with pytest.raises(BadParameter, match="100,000"):
            read(pairs)


def test_what_holds_for_folding_depends_on_who_asks_unless_the_address_says() -> None:
    assert read([], fold=True).fold and not read([], fold=False).fold
    assert not read([("fold", "0")], fold=True).fold and read([("fold", "1")], fold=False).fold
    assert write(read([("fold", "0")], fold=True), fold=True) == [("fold", "0")]


def test_taking_a_value_away_leads_to_the_first_page_without_it() -> None:
    query = Query("청년", filters={"year": ("2024", "2025"), "kind": ("plan",)}, offset=40)
    assert without(query, "kind", "plan") == Query("청년", filters={"year": ("2024", "2025")})
    assert without(query, "year", "2024").filters == {"year": ("2025",), "kind": ("plan",)}


def test_an_address_that_takes_words_alone_refuses_the_rest() -> None:
    assert read_text([("q", " 청 ")]) == "청"
    with pytest.raises(BadParameter, match="size"):
        read_text([("q", "청"), ("size", "5")])
    with pytest.raises(BadParameter, match="q"):
        nothing_but((), [("q", "")])


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadParameter, match="to"):
        read([("from", "2025-01-02"), ("to", "2025-01-01")])


def test_a_value_is_wanted_or_left_out_never_both() -> None:
    query = Query("청년", filters={"kind": ("plan", "press")}, offset=20)
    refused = excluding(query, "kind", "plan")
    assert refused == Query("청년", filters={"kind": ("press",)}, excluded={"kind": ("plan",)})
    assert readmitting(refused, "kind", "plan") == Query("청년", filters={"kind": ("press",)})
