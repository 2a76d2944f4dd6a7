"""The page of one document."""

from __future__ import annotations

import json
from typing import Callable
from urllib.parse import parse_qs

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


def test_an_attachment_read_by_ocr_says_so(entries: tuple[Entry, ...]) -> None:
    entry = next(entry for entry in entries if entry["id"] == "youth_rent:3")
    files = [{"name": f"{number}.pdf", "url": None, "status": "partial", "reader": reader, "pages": 1, "start": 0,
              "end": 10, "page_starts": [0]} for number, reader in enumerate(("pypdfium2 5.1", "tesseract 5.3.0"))]
    client = create_app(MemoryEngine([{**entry, "attachments": files}])).test_client()
    printed, scanned = BeautifulSoup(client.get("/documents/youth_rent:3").text, "lxml").select(".attachments li")
    assert "OCR로 읽음, 오류가 있을 수 있음" in scanned.get_text()
    assert "OCR" not in printed.get_text()


def test_a_document_whose_original_was_deleted_says_so(entries: tuple[Entry, ...]) -> None:
    gone = {**entries[0], "gone_at": "2026-03-04T05:06:07+00:00"}
    client = create_app(MemoryEngine((gone, *entries[1:]))).test_client()
    for language, said in (("ko", "원문이 삭제됨 (2026-03-04 확인)"), ("en", "The original was deleted (found on 2026-03-04)")):
        page = BeautifulSoup(client.get(f"/documents/{gone['id']}?lang={language}").text, "html.parser")
        assert said in page.select_one("aside").get_text(" ", strip=True).replace("( ", "(").replace(" )", ")")
    for other in entries[1:3]:
        assert "삭제됨" not in client.get(f"/documents/{other['id']}").text


def test_tables_that_do_not_stand_in_the_text_are_shown_below_it(entries: tuple[Entry, ...]) -> None:
    entry = next(entry for entry in entries if entry["id"] == "youth_rent:3")
    tables = [{"rows": [["구분", "예산"], ["월세", "<b>3억</b>"]], "page": 2, "attachment": None}]
    client = create_app(MemoryEngine([{**entry, "tables": tables}])).test_client()
    cells = BeautifulSoup(client.get("/documents/youth_rent:3").text, "lxml").select(".text td")
    assert [cell.get_text() for cell in cells] == ["구분", "예산", "월세", "<b>3억</b>"]


def test_an_article_names_its_digest_and_the_digest_its_articles(entries: tuple[Entry, ...]) -> None:
    digest, article = ({**entries[at], "title": title} for at, title in ((0, "7월 24일 보도자료"), (1, "골목길 새로 포장")))
    digest["digest"] = {"articles": [{"id": article["id"], "title": article["title"]}]}
    article["digest"] = {"id": digest["id"], "title": digest["title"]}
    client = create_app(MemoryEngine((digest, article))).test_client()
    for shown, other, said in ((digest, article, "이 묶음의 글 1개"), (article, digest, "이 글이 실린 묶음")):
        aside = BeautifulSoup(client.get(f"/documents/{shown['id']}").text, "lxml").select_one("aside")
        link = next(link for link in aside.select("a") if link.get_text() == other["title"])
        assert said in aside.get_text()
        assert client.get(str(link["href"])).status_code == 200


def test_a_plan_lists_its_projects(page: Page) -> None:
    projects = page(PLAN).select("ul.projects li")
    assert [" ".join(project.get_text().split()) for project in projects] == [
        "청년월세 지원 인구정책과 · 2억 4천만원 · 2025. 1. ~ 12. · 3쪽"
    ]
    amount, link = projects[0].select_one("[title]"), projects[0].select_one("a")
    assert amount is not None and amount["title"] == "240,000,000원"
    assert link is not None and "2025년 주요업무계획" in text(page(str(link["href"])), "aside")


def test_a_plan_shows_its_levels_with_other_years_and_wrong_sums(entries: tuple[Entry, ...]) -> None:
    plan, project = (next(each for each in entries if each["id"] == f"plan/2025:너른시{part}") for part in ("", ":p1"))
    before = {"id": "plan/2024:p3", "year": "2024", "name": "청년월세 지원", "budget_won": 200_000_000}
    gone = {"id": "plan/2024:p4", "year": "2024", "name": "물안 장터", "budget_won": 0}
    other = {"id": "plan/2024", "title": "2024년 계획", "year": "2024"}
    whole = {"previous": other, "dropped": [gone], "warnings": ["세출 3원, 항목의 합 2원"]}
    wrong = ["사업비 3억원: 재원의 합 2억원"]
    stated = {**project["project"], "above": "청년이 머무는 도시", "previous": before, "warnings": wrong}
    item = {**project["project"], "name": "월세 상담", "level": "item", "above": "청년월세 지원"}
    engine = MemoryEngine([
        {**plan, "plan": whole}, {**project, "project": stated}, {**project, "id": "plan/2025:너른시:p2", "project": item},
    ])
    page = BeautifulSoup(create_app(engine).test_client().get(PLAN).text, "lxml")
    above, task, part = page.select("ul.projects li")
    assert above.get_text(strip=True) == "청년이 머무는 도시" and part["class"] == ["item"]
    assert "이전 계획: 2024년 2억원 (4천만원 늘어남)" in " ".join(task.get_text().split())
    assert "합계가 맞지 않음: 사업비 3억원: 재원의 합 2억원" in " ".join(task.get_text().split())
    assert [" ".join(each.get_text().split()) for each in page.select("ul.years li")] == [
        "이전 계획: 2024년 계획", "합계가 맞지 않음: 세출 3원, 항목의 합 2원",
    ]
    assert [" ".join(each.get_text().split()) for each in page.select(".dropped li")] == ["물안 장터 비예산"]


def test_themes_are_shown_with_the_words_that_gave_them(page: Page) -> None:
    themes = [item.get_text(" ") for item in page("/documents/flood:0").select(".themes li")]
    assert any("자연재난·기상" in theme and "빗물받이" in theme for theme in themes)


def test_crawled_markup_is_shown_never_run(client: FlaskClient, page: Page) -> None:
    answer = client.get("/documents//srv/자료/소식 1.txt")
    ours = ('<script type="application/ld+json">', '<script src="/static/suggest.js" defer>')
    assert [answer.text.count(each) for each in ours] == [1, 1] and answer.text.count("<script") == 2
    assert "&lt;script&gt;" in answer.text
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


def test_a_reader_goes_on_to_the_next_result_and_back_to_the_list(page: Page) -> None:
    listed = [str(link["href"]) for link in page("/?q=도시재생&sort=oldest&size=10").select(".card h2 a")]
    second = page(listed[1])
    before, behind = second.select_one("a[rel=prev]"), second.select_one("a[rel=next]")
    assert before is not None and before["href"] == listed[0]
    assert behind is not None and behind["href"] == listed[2]
    assert not page(listed[0]).select("a[rel=prev]") and not page(listed[-1]).select("a[rel=next]")
    back = second.select_one(".back a")
    assert back is not None and "sort=oldest" in str(back["href"])


def test_a_place_that_no_longer_holds_has_no_neighbours(client: FlaskClient, page: Page) -> None:
    assert not page("/documents/youth_rent:3?q=도시재생&at=2").select("a[rel=next]")
    for wrong in ("0", "x", "-1", "100001", "٣"):
        assert client.get(f"/documents/youth_rent:3?at={wrong}").status_code == 400


def test_a_document_is_cited_in_three_styles(page: Page) -> None:
    found = [each.get_text() for each in page("/documents/youth_rent:3").select(".citations dd")]
    assert found == [
        "해솔도 너른시(2022. 2. 14.), 「너른시, 청년월세 지원 대상자 모집」, 보도자료, 인구정책과,"
        " https://99520.example/press/3 (2026. 1. 5. 수집).",
        "해솔도 너른시. (2022, February 14). 너른시, 청년월세 지원 대상자 모집 [보도자료]."
        " Retrieved January 5, 2026, from https://99520.example/press/3",
        "해솔도 너른시. “너른시, 청년월세 지원 대상자 모집.” 보도자료, February 14, 2022."
        " Accessed January 5, 2026. https://99520.example/press/3.",
    ]


def test_reference_managers_find_title_publisher_date(page: Page) -> None:
    found = page("/documents/youth_rent:3?q=월세")
    meta = {str(tag["name"]): str(tag["content"]) for tag in found.select("meta[name]")}
    assert meta["citation_title"] == meta["DC.title"] == "너른시, 청년월세 지원 대상자 모집"
    assert meta["citation_publication_date"] == "2022/02/14" and meta["DC.publisher"] == "해솔도 너른시"
    coins = found.select_one(".Z3988")
    assert coins is not None and parse_qs(str(coins["title"]))["rft.date"] == ["2022-02-14"]
    canonical = found.select_one("link[rel=canonical]")
    assert canonical is not None and canonical["href"] == "http://localhost/documents/youth_rent:3"


def test_search_engines_are_told_what_a_document_is(page: Page) -> None:
    script = page(PLAN).select_one("script[type='application/ld+json']")
    assert script is not None
    said = json.loads(script.get_text())
    assert said["@type"] == "Report" and said["isBasedOn"] == "http://plans.example/2025"
    assert said["spatialCoverage"]["identifier"] == "99520"


def test_a_document_leads_to_its_precedents_and_to_documents_alike(page: Page) -> None:
    found = page("/documents/youth_rent:3")
    link = found.select_one(".actions a")
    assert link is not None and "2019-03-11" in page(str(link["href"])).get_text()
    assert found.select(".related a, .members a")


def test_the_operator_says_where_faults_are_told(memory: MemoryEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "/documents/youth_rent:3"
    assert "알리기" not in create_app(memory).test_client().get(address).text
    for given, shown in (("desk@jachi.example", "mailto:desk@jachi.example"), ("https://jachi.example/r", None)):
        monkeypatch.setenv("JACHI_REPORT", given)
        link = BeautifulSoup(create_app(memory).test_client().get(address).text, "lxml").select(".actions a")[-1]
        assert link["href"] == (shown or given)
