"""Controls of the search page beyond words with filters: exclusion, periods, narrowing, marks, values of a facet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.engines import Engine
from indexer.entry import entry
from indexer.query import Hit, Query, Results
from indexer.records import Document
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app
from webapp.facets import Row
from webapp.periods import periods, within
from webapp.values import ordered

Page = Callable[[str], BeautifulSoup]

# Addresses that were given out: they keep asking the same. Add, never change.
GOLDEN = {
    "/?q=청년월세": 8,
    "/?q=청년월세&district=99110&year=2019": 1,
    "/?district=99110&district=99140&sort=oldest": 10,
    "/?theme=T06&kind=press": 7,
    "/?q=도시재생 청년&match=any&size=50": 15,
    "/?kind=project": 1,
    "/?year=unknown": 2,
    "/?q=청년월세&exclude_district=99110": 6,
    "/?from=2022-07-01&to=2026-06-30&kind=press": 13,
    "/?q=청년월세&expand=0&fold=0&page=1": 8,
    "/?q=청년월세&lang=ko": 8,
    "/?release_type=policy": 18,
}


def total(page: BeautifulSoup) -> int:
    found = page.select_one("[role=status] strong")
    assert found is not None
    return int("".join(filter(str.isdigit, found.get_text())))


def href(page: BeautifulSoup, label: str) -> str:
    links = [link for link in page.select("a") if label in (link.get("aria-label"), " ".join(link.get_text().split()))]
    assert links, label
    return str(links[0]["href"])


@pytest.mark.parametrize("address, count", GOLDEN.items())
def test_addresses_given_out_keep_working(page: Page, address: str, count: int) -> None:
    assert total(page(address)) == count


def test_a_value_is_left_out_and_let_in_again(page: Page) -> None:
    found = page("/?q=청년월세")
    less = page(href(found, "마루구 제외"))
    assert total(less) == 6
    assert total(page(href(less, "필터 제거: 지역 제외 마루구"))) == 8


def test_leaving_out_a_chosen_value_takes_it_back(page: Page) -> None:
    assert href(page("/?district=99110&district=99140"), "마루구 제외") == "/?district=99140&exclude_district=99110"


def test_words_within_the_results_join_the_question(client: FlaskClient) -> None:
    answer = client.get("/?q=도시재생&district=99510&within=청년")
    assert answer.status_code == 302
    found = BeautifulSoup(client.get(answer.headers["Location"]).text, "lxml")
    assert total(found) == 1 and "한여울시장" in found.get_text()
    assert client.get("/?q=도시재생&within=").status_code == 200


def test_kinds_are_tabs_with_their_counts(page: Page) -> None:
    found = page("/?q=청년월세")
    assert href(found, "전체 8") and total(page(href(found, "업무계획 1"))) == 1
    current = page("/?q=청년월세&kind=press").select(".tabs [aria-current]")
    assert [tab.get_text() for tab in current] == ["보도자료 7"]


def test_periods_begin_and_end_as_offices_do() -> None:
    found = {each.label: (each.first, each.last) for each in periods(date(2026, 7, 2))}
    assert found["민선 9기"][0] == date(2026, 7, 1) and found["민선 8기"] == (date(2022, 7, 1), date(2026, 6, 30))
    assert found["1주"] == (date(2026, 6, 25), None) and found["2025 회계연도"] == (date(2025, 1, 1), date(2025, 12, 31))
    assert "민선 9기" not in {each.label for each in periods(date(2026, 6, 30))}
    assert within(Query("가", offset=20), periods(date(2026, 7, 2))[0]).offset == 0


def test_a_period_is_a_chip_that_can_be_taken_away(page: Page) -> None:
    found = page("/?q=청년월세&from=2022-07-01&to=2026-06-30")
    assert total(found) == 4
    assert [field["value"] for field in found.select("input[type=date]")] == ["2022-07-01", "2026-06-30"]
    assert total(page(href(found, "필터 제거: 등록일 2022-07-01~2026-06-30"))) == 8


def test_marks_stay_in_every_address_until_they_are_taken_back(page: Page) -> None:
    found = page("/?q=도시재생&mark=youth_rent:0&mark=regeneration:0")
    boxes = {str(box["value"]): box.has_attr("checked") for box in found.select("input[type=checkbox][name=mark]")}
    assert boxes["regeneration:0"] and not boxes["regeneration:1"] and "youth_rent:0" not in boxes
    assert [field["value"] for field in found.select("input[type=hidden][name=mark]")] == ["youth_rent:0"]
    assert "mark=youth_rent" in href(found, "최신")
    chosen = page(href(found, "고른 문서 2건 보기"))
    assert [link.get_text() for link in chosen.select(".card h2")] == [
        "마루구, 청년월세 지원 대상자 모집", "마루구, 도시재생 거점시설 착공",
    ]  # fmt: skip
    assert "「마루구, 청년월세 지원 대상자 모집」" in chosen.get_text() and "mark=youth_rent" in href(chosen, "CSV")
    assert len(page(str(chosen.select(".card .tags a")[0]["href"])).select(".card")) == 1


def test_too_many_marks_are_refused(client: FlaskClient) -> None:
    assert client.get("/?" + "&".join(f"mark={number}" for number in range(201))).status_code == 400


def test_values_of_a_facet_are_searched_with_what_is_chosen_kept(page: Page) -> None:
    found = page("/values/district?q=청년월세&district=99140&find=시")
    boxes = {str(box["value"]): box.has_attr("checked") for box in found.select("input[type=checkbox]")}
    assert boxes["99140"] and boxes["99520"] is False and "99710" not in boxes
    assert page("/values/theme").select("input[type=checkbox][name=theme]")


def test_values_are_ordered_by_count_or_by_name() -> None:
    rows = (Row("1", "나", 5, False, 0), Row("2", "가", 3, False, 0), Row("unknown", "지역 미상", 9, True, 0))
    assert [row.label for row in ordered(rows, "count", "")] == ["지역 미상", "나", "가"]
    assert [row.label for row in ordered(rows, "name", "")] == ["가", "나", "지역 미상"]
    assert [row.label for row in ordered(rows, "name", "가")] == ["가", "지역 미상"]


@pytest.mark.parametrize("address, status", [
    ("/values/colour", 404), ("/values/district?order=size", 400), ("/values/district?colour=red", 400),
])  # fmt: skip
def test_values_of_nothing_are_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


class Folding(MemoryEngine):
    """Folds everything into the first hit, as an engine does with near-duplicates."""

    def search(self, query: Query) -> Results:
        found = super().search(query)
        if not query.fold or not found.hits:
            return found
        first, *others = found.hits
        ids = tuple(hit.entry["id"] for hit in others)
        return replace(found, total=1, hits=(Hit(first.entry, first.score, ids),))


def test_a_folded_result_unfolds_and_says_how_many_rows_a_download_has() -> None:
    made = [entry(Document(f"n:{number}", "press", f"공원 개장 {number}", "공원", "test"), "공원", []) for number in "012"]
    found = BeautifulSoup(create_app(Folding(made)).test_client().get("/?q=공원").text, "lxml")
    unfolded = found.select_one(".others")
    assert unfolded is not None and "외 2곳 재게시" in unfolded.get_text() and len(unfolded.select("a")) == 2
    assert "재게시 2건 묶음" in found.select("[role=status]")[0].get_text()
    assert "3건 모두" in found.select(".downloads p")[0].get_text()


def test_lists_can_be_picked_by_reference_managers(page: Page, engine: Engine) -> None:
    spans = page("/?q=도시재생").select(".card .Z3988")
    assert len(spans) == 7 and all("rft.title=" in str(span["title"]) for span in spans)


def test_a_synonym_is_named_with_a_way_back(page: Page) -> None:
    found: Any = page("/?q=청년월세")
    assert "비슷한말도 함께 찾았습니다" in found.get_text()
    assert "비슷한말도 함께 찾기" in page(href(found, "적은 말만 찾기")).get_text()
