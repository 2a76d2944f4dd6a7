"""The page of one document."""

from __future__ import annotations

from typing import Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.records import Entry
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app

Page = Callable[[str], BeautifulSoup]
PLAN = "/documents/plan/2025:너른시"


def text(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text().split())


def test_every_result_leads_to_its_document(page: Page) -> None:
    for link in page("/?size=50").select(".card h2 a"):
        assert text(page(str(link["href"])), "h1") == link.get_text()


def test_a_document_tells_its_facts_with_source_and_capture(page: Page) -> None:
    found = page("/documents/youth_rent:3")
    assert text(found, ".facts") == "해솔도 너른시 예시 인구정책과 2022-02-14 보도자료 사업·모집"
    assert text(found, "aside dl") == "원문 원문 보기 99520.example 수집일 2026-01-05 저장한 판 1개"
    source = found.select_one("aside dl a")
    assert source is not None and source["href"] == "https://99520.example/press/3"
    assert len(found.select(".text > p")) == 3


def test_words_of_the_question_are_marked_with_a_way_back(page: Page) -> None:
    found = page("/documents/youth_rent:3?q=월세")
    assert "월세" in {mark.get_text() for mark in found.select(".text mark")}
    back = found.select_one(".back a")
    assert back is not None and "청년월세" in page(str(back["href"])).get_text()
    assert not page("/documents/youth_rent:3").select("mark")


def test_an_attachment_has_its_text_with_tables_and_how_it_was_read(page: Page) -> None:
    found = page(PLAN)
    assert [" ".join(item.get_text().split()) for item in found.select(".attachments li")] == [
        "주요업무계획.hwpx 모두 읽음 · 12쪽",
        "붙임.hwp 암호가 걸려 읽지 못함",
    ]
    section = found.select_one("[aria-labelledby=attached-1]")
    assert section is not None
    rows = [[cell.get_text() for cell in row.select("td")] for row in section.select("tr")]
    assert rows[1] == ["청년월세 지원", "인구정책과", "2억 4천만원"] and len(rows) == 3
    assert "분기마다 추진 상황을 점검한다." in section.get_text()


def test_tables_that_do_not_stand_in_the_text_are_shown_below_it(entries: tuple[Entry, ...]) -> None:
    entry = next(entry for entry in entries if entry["id"] == "youth_rent:3")
    tables = [{"rows": [["구분", "예산"], ["월세", "<b>3억</b>"]], "page": 2, "attachment": None}]
    client = create_app(MemoryEngine([{**entry, "tables": tables}])).test_client()
    cells = BeautifulSoup(client.get("/documents/youth_rent:3").text, "lxml").select(".text td")
    assert [cell.get_text() for cell in cells] == ["구분", "예산", "월세", "<b>3억</b>"]


def test_a_plan_lists_its_projects(page: Page) -> None:
    projects = page(PLAN).select("ul.projects li")
    assert [" ".join(project.get_text().split()) for project in projects] == [
        "청년월세 지원 인구정책과 · 2억 4천만원 · 2025. 1. ~ 12. · 3쪽"
    ]
    amount, link = projects[0].select_one("[title]"), projects[0].select_one("a")
    assert amount is not None and amount["title"] == "240,000,000원"
    assert link is not None and "2025년 주요업무계획" in text(page(str(link["href"])), "aside")


def test_themes_are_shown_with_the_words_that_gave_them(page: Page) -> None:
    themes = [item.get_text(" ") for item in page("/documents/flood:0").select(".themes li")]
    assert any("자연재난·기상" in theme and "빗물받이" in theme for theme in themes)


def test_crawled_markup_is_shown_never_run(client: FlaskClient, page: Page) -> None:
    answer = client.get("/documents//srv/자료/소식 1.txt")
    assert "<script" not in answer.text and "&lt;script&gt;" in answer.text
    assert "javascript:" not in answer.text.lower()
    assert "javascript:" not in client.get(PLAN).text.lower()
    assert "원문 주소가 없는 문서" in page("/documents//srv/자료/소식 1.txt").get_text()


@pytest.mark.parametrize("id", ["nothing", "plan/2025", "%00", "%2e%2e/etc", "youth_rent:0/", "<b>"])
def test_a_document_that_is_not_there_is_told_in_the_same_look(client: FlaskClient, id: str) -> None:
    answer = client.get(f"/documents/{id}")
    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "lxml")
    assert "이 주소의 문서가 없습니다" in page.get_text() and page.select_one("form#search") is not None


ODD_IDS = ["a b", "50%", "a?b", "a#b", "//x", "a//b", "a:b;c", "가/나", "a&b=c", "a+b", "%2F", "'\"<>"]


@pytest.mark.parametrize("id", ODD_IDS)
def test_any_id_can_be_linked_to(entries: tuple[Entry, ...], id: str) -> None:
    client = create_app(MemoryEngine([{**entries[0], "id": id}])).test_client()
    link = BeautifulSoup(client.get("/").text, "lxml").select_one(".card h2 a")
    assert link is not None
    assert client.get(str(link["href"])).status_code == 200


def test_search_parameters_are_checked_here_too(client: FlaskClient) -> None:
    assert client.get(f"{PLAN}?q=%01").status_code == 400
    assert client.get(f"{PLAN}?nonsense=1").status_code == 400
    assert client.get(f"{PLAN}?q=월세&district=99520").status_code == 200
