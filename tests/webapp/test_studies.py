"""Trends, comparison, budget: numbers with what they are divided by."""

from __future__ import annotations

from datetime import date
from typing import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.query import Query
from indexer.question import understand
from tests.webapp.memory_engine import MemoryEngine
from webapp import budget, shares
from webapp.budget import Row
from webapp.figure import HEIGHT, figure
from webapp.shares import Share

Page = Callable[[str], BeautifulSoup]


def rows(page: BeautifulSoup, section: str) -> dict[str, list[str]]:
    found = page.select(f"section[aria-labelledby={section}] tbody tr")
    cells = [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in found]
    return {row[0]: row[1:] for row in cells}


def test_a_year_is_divided_by_all_that_was_published_in_it(page: Page) -> None:
    found = rows(page("/trends?q=청년월세&district=99110"), "years")
    assert found["2019"] == ["1", "1", "100.0%"] and found["2023"] == ["0", "1", "0.0%"]
    assert found["2020"] == ["0", "0", "–"]


def test_months_end_with_the_last_document_held(memory: MemoryEngine) -> None:
    found = shares.by_month(memory.search, understand(Query("도시재생")), date(2025, 12, 10), months=8)
    assert [share.label for share in found] == [f"2025-{month:02}" for month in range(5, 13)]
    assert [share.count for share in found] == [1, 0, 0, 0, 0, 0, 0, 1]
    assert all(share.total >= share.count for share in found)


@pytest.mark.parametrize("day, first", [(date(2025, 1, 31), "2024-12"), (date(2024, 2, 29), "2024-01")])
def test_months_cross_the_year(memory: MemoryEngine, day: date, first: str) -> None:
    assert shares.by_month(memory.search, Query(), day, months=2)[0].label == first


def test_only_chosen_years_are_counted(memory: MemoryEngine) -> None:
    found = shares.by_year(memory.search, understand(Query("청년월세", filters={"year": ("2022", "2024")})))
    assert [(share.label, share.count) for share in found] == [("2022", 1), ("2023", 0), ("2024", 1)]


def test_series_are_laid_over_the_same_years() -> None:
    rows = (Share("2020", 1, 2),), (Share("2022", 3, 4),)
    assert [[share.label for share in row] for row in shares.aligned(rows)] == [["2020", "2022"]] * 2


def test_columns_share_one_scale_and_a_picture_says_what_it_shows(page: Page) -> None:
    half = figure([("2020", 5, "5"), ("2021", 0, "0")], "다섯", highest=10)
    assert [column.height for column in half.columns] == [HEIGHT / 2, 0]
    pictures = page("/trends?q=청년월세").select("svg.figure")
    assert len(pictures) == 4
    assert all("청년월세" in str(picture["aria-label"]) and picture["role"] == "img" for picture in pictures)


def test_districts_are_compared_by_their_own_share(page: Page) -> None:
    found = rows(page("/compare?q=청년월세&district=99110&district=99520"), "sides")
    assert found["찾은 문서"] == ["2건", "2건"] and found["모든 문서"] == ["5건", "3건"]
    assert found["비율"] == ["40.0%", "66.7%"]
    assert found["처음 나온 문서"][0].startswith("2019-03-11") and "부터 수집" in found["처음 나온 문서"][1]
    assert found["관련 사업 예산"] == ["–", "2억 4천만원 사업 1개"]


@pytest.mark.parametrize("address, said", [
    ("/compare", "지역을 둘에서 여섯까지"), ("/compare?q=청년", "2곳에서 6곳까지 고르십시오"),
    ("/compare?q=청년&district=99110", "2곳에서 6곳까지 고르십시오"),
    ("/compare?q=청년" + "".join(f"&district={code}" for code in
     (99000, 99110, 99140, 99500, 99510, 99520, 99710)), "지금 7곳을 골랐습니다"),
    ("/trends", "해마다, 달마다"), ("/budget?q=없는말", "맞는 사업이 없습니다"),
])  # fmt: skip
def test_a_question_that_cannot_be_answered_says_what_is_missing(page: Page, address: str, said: str) -> None:
    assert said in page(address).get_text()


def test_compared_districts_are_chosen_among_those_covered(page: Page) -> None:
    boxes = page("/compare?q=청년&district=99110").select("input[type=checkbox][name=district]")
    assert "99110" in {box["value"] for box in boxes if box.has_attr("checked")}
    assert "11000" not in {box["value"] for box in boxes}


def test_projects_show_what_they_cost_with_the_sum(page: Page) -> None:
    found = page("/budget?district=99520")
    status = found.select_one("[role=status]")
    assert status is not None and "사업 1건" in status.get_text() and "2억 4천만원" in status.get_text()
    assert rows(found, "projects")["청년월세 지원"][:2] == ["2억 4천만원", "너른시"]
    assert rows(found, "sums")["너른시"] == ["1", "2억 4천만원"]


def row(name: str, won: int | None, year: str = "2025", code: str = "1") -> Row:
    return Row(name, name, "", code, None, year, won, (), None)


@pytest.mark.parametrize("order, names", [
    ("budget", "다나라가"), ("least", "라나다가"), ("name", "가나다라"), ("year", "나가다라"), ("district", "라가나다"),
])  # fmt: skip
def test_projects_are_ordered_with_unknown_budgets_last(order: str, names: str) -> None:
    given = [row("가", None), row("나", 5, "2026"), row("다", 9), row("라", 0, code="0")]
    assert "".join(each.name for each in budget.ordered(given, order)) == names


@pytest.mark.parametrize("address", [
    "/budget?order=size", "/compare?colour=red", "/trends?page=0", "/precedents?from=x", "/trends?lang=fr",
])  # fmt: skip
def test_unknown_parameters_are_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400
