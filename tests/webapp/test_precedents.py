"""Who was first."""

from __future__ import annotations

from datetime import date
from typing import Any, Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.entry import entry
from indexer.query import Query
from indexer.question import understand
from indexer.records import Document, Entry
from tests.webapp.memory_engine import MemoryEngine
from webapp import adoption
from webapp.claims import claims, scope_of
from webapp.precedents import words_of

Page = Callable[[str], BeautifulSoup]
COVERAGE = {
    "99000": {"documents": 12, "first": "2010-01-01", "last": "2025-06-01"},
    "99110": {"documents": 8, "first": "2018-09-03", "last": "2025-03-12"},
    "99140": {"documents": 3, "first": "2020-01-01", "last": "2024-03-12"},
    "unknown": {"documents": 2, "first": None, "last": None},
}


def made(id: str, code: str, day: str | None, title: str = "청년월세 지원", body: str = "청년월세를 지원한다.") -> Entry:
    published = date.fromisoformat(day) if day else None
    return entry(Document(id, "press", title, body, "test", district=code or None, published=published), body, [])


def rows(page: BeautifulSoup, section: str) -> list[list[str]]:
    found = page.select(f"section[aria-labelledby={section}] tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in found]


def test_every_district_stands_once_with_its_first_document_the_earliest_at_the_top(page: Page) -> None:
    found = rows(page("/precedents?q=청년월세"), "firsts")
    days = ["2019-03-11", "2020-04-02", "2021-05-20", "2022-02-14", "2023-08-30", "2024-01-09"]
    assert [row[1] for row in found] == days
    assert found[0][2] == "가온광역시 마루구 예시" and "청년월세 지원 대상자 모집" in found[0][3] and found[0][4] == "2건"


def test_every_first_says_since_when_its_district_is_covered(page: Page) -> None:
    found = rows(page("/precedents?q=청년월세"), "firsts")
    assert "이 지역은 2018-09-03부터 수집" in found[0][3]
    assert all("부터 수집" in row[3] for row in found)


def test_a_first_near_the_beginning_of_what_is_held_is_called_unsure() -> None:
    engine = MemoryEngine([made("a", "99110", "2018-10-01"), made("b", "99140", "2021-01-01")])
    sure = {first.code: not first.unsure for first in adoption.firsts(engine.search, asked(), COVERAGE)}
    assert sure == {"99110": False, "99140": True}


def test_a_province_counts_only_what_it_published_itself() -> None:
    engine = MemoryEngine([made("a", "99110", "2019-01-01"), made("b", "99000", "2022-01-01")])
    found = adoption.firsts(engine.search, asked(), COVERAGE)
    assert [(first.code, first.entry["id"]) for first in found] == [("99110", "a"), ("99000", "b")]


def test_undated_documents_and_those_of_no_district_are_never_first() -> None:
    engine = MemoryEngine([made("a", "99110", None), made("b", "", "2019-01-01"), made("c", "99140", "2020-01-01")])
    assert [first.entry["id"] for first in adoption.firsts(engine.search, asked(), COVERAGE)] == ["c"]


def test_the_curve_counts_districts_beside_those_covered_by_then() -> None:
    engine = MemoryEngine([made("a", "99110", "2019-01-01"), made("b", "99140", "2021-01-01")])
    years = adoption.curve(adoption.firsts(engine.search, asked(), COVERAGE), COVERAGE)
    assert [(year.year, year.new, year.cumulative) for year in years][:3] == [(2019, 1, 1), (2020, 0, 1), (2021, 1, 2)]
    assert years[-1].year == 2025 and [year.covered for year in years][:2] == [2, 3]


def test_the_map_tells_nobody_from_not_covered() -> None:
    engine = MemoryEngine([made("a", "99110", "2019-01-01")])
    found = {tile.code: tile for tile in adoption.tiles(adoption.firsts(engine.search, asked(), COVERAGE), COVERAGE)}
    assert found["99000"].adopted == 1 and found["99000"].covered == 3 and found["99000"].step > 1
    assert found["11000"].step == 0 and "99500" not in found
    assert len({(tile.column, tile.row) for tile in found.values()}) == len(found)


def test_districts_without_a_find_are_named(page: Page) -> None:
    found = page("/precedents?q=빗물받이").select_one("section[aria-labelledby=without]")
    assert found is not None and "너른시" in found.get_text() and "하지 않았다는 뜻이 아닙니다" in found.get_text()


@pytest.mark.parametrize("sentence, scope", [
    ("마루구가 전국 최초로 시작했다", "nation"), ("가온광역시 최초로 매달 10만 원을 준다", "province"),
    ("도내 최초의 공공산후조리원이다", "province"), ("최초로 문을 연 도서관이다", "unstated"),
    ("올해 처음 열린 축제다", None), ("최초 계획보다 늦어졌다", "unstated"), ("사업을 시작했다", None),
])  # fmt: skip
def test_the_scope_of_a_claim_is_read_off_its_sentence(sentence: str, scope: str | None) -> None:
    assert scope_of(sentence) == scope


def test_a_claim_stands_beside_an_earlier_document_that_it_would_exclude() -> None:
    earlier = made("a", "99140", "2018-01-01")
    national = made("b", "99110", "2019-01-01", body="전국 최초로 청년월세를 지원한다.")
    elsewhere = made("c", "99520", "2019-01-01", body="도내 최초로 청년월세를 지원한다.")
    found = claims([national, elsewhere], asked(), [earlier, national, elsewhere])
    against = {claim.entry["id"]: claim.earlier["id"] if claim.earlier else None for claim in found}
    assert against == {"b": "a", "c": None}


def test_a_claim_about_something_else_is_left_out() -> None:
    body = "전국 최초로 달빛 시장을 열었다. 다음 달에는 청년월세도 지원한다."
    assert claims([made("a", "99110", "2019-01-01", "달빛 시장 개장", body)], asked(), []) == ()


def test_a_document_is_turned_into_a_question_without_its_place(client: FlaskClient, page: Page) -> None:
    assert words_of(made("a", "99110", "2019-01-01", "마루구, 청년월세 지원 10명 모집")) == "청년월세 지원 모집"
    found = page("/precedents?document=youth_rent:3")
    assert rows(found, "firsts")[0][1] == "2019-03-11"
    assert client.get("/precedents?document=none").status_code == 404


def test_filters_hold_for_precedents_too(page: Page) -> None:
    found = page("/precedents?q=청년월세&year=2022")
    assert [row[1] for row in rows(found, "firsts")] == ["2022-02-14"]
    assert found.select_one(".chip") is not None


@pytest.mark.parametrize("address, said", [
    ("/precedents", "정책의 이름을 검색하면"), ("/precedents?q=핵융합", "날짜와 지역이 확인되는 것이 없습니다"),
])  # fmt: skip
def test_nothing_to_show_says_why(page: Page, address: str, said: str) -> None:
    assert said in page(address).get_text()


def asked(text: str = "청년월세", **more: Any) -> Query:
    return understand(Query(text, **more))
