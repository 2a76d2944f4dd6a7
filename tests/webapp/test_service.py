"""Pages beside the search, addresses for machines, what holds for every answer."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.errors import EngineMissing
from indexer.query import Query, Results
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app

Page = Callable[[str], BeautifulSoup]
ADDRESSES = ["/", "/?q=청년", "/documents/youth_rent:0", "/coverage", "/about", "/none", "/?page=0", "/api/v1/search"]


class Broken(MemoryEngine):
    def __init__(self, error: Exception) -> None:
        super().__init__([])
        self.error = error

    def search(self, query: Query) -> Results:
        raise self.error

    def count(self) -> int:
        raise self.error

    def get(self, id: str) -> Any:
        raise self.error


def test_coverage_shows_every_district_with_its_dates(page: Page) -> None:
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page("/coverage").select("tr")]
    assert ["마루구 예시", "5", "2018-09-03", "2025-03-12", "2026-01-05"] in rows
    assert ["지역 미상", "2", "2022-03-03", "2022-03-03", "2026-01-05"] in rows
    assert "27건" in page("/coverage").get_text()


def test_coverage_of_an_index_that_never_described_itself_is_empty() -> None:
    client = create_app(MemoryEngine([])).test_client()
    assert "아직 모은 문서가 없습니다" in client.get("/coverage").text
    assert client.get("/api/v1/coverage").get_json() == {"documents": 0, "districts": []}


def test_an_empty_index_has_a_first_page() -> None:
    assert create_app(MemoryEngine([])).test_client().get("/").status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES[:6], "/documents/plan/2025:너른시?q=월세"])
def test_links_inside_the_site_lead_somewhere(client: FlaskClient, address: str) -> None:
    page = BeautifulSoup(client.get(address).text, "lxml")
    links = {str(each.get("href")) for each in page.select("a[href^='/'], link[href^='/']")}
    assert links
    for link in links:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_what_it_does_not_need(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and "Referrer-Policy" in headers


@pytest.mark.parametrize("address", ADDRESSES[:7])
def test_pages_hold_nothing_that_the_policy_forbids(client: FlaskClient, address: str) -> None:
    page = BeautifulSoup(client.get(address).text, "lxml")
    foreign = "script:not([type='application/ld+json'], [src^='/static/'])"
    assert not page.select(f"[style], style, {foreign}, iframe, object, base")
    assert not [tag.name for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


@pytest.mark.parametrize("address", ADDRESSES[:7])
def test_every_page_says_its_language_title_and_heading(client: FlaskClient, address: str) -> None:
    page = BeautifulSoup(client.get(address).text, "lxml")
    assert page.html is not None and page.html["lang"] == "ko"
    assert page.title is not None and page.title.get_text().endswith(" – 자치")
    assert len(page.select("h1")) == 1 and len(page.select("main")) == 1
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_process_without_its_index_lives_but_is_not_ready(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(Broken(EngineMissing("no index in data/index"))).test_client()
    assert client.get("/health").get_json() == {"status": "ok"}
    for address in ("/ready", "/", "/?q=청년", "/documents/x", "/api/v1/search"):
        answer = client.get(address)
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "30"
        assert "data/index" not in answer.text
    assert "no index in data/index" in caplog.text


def test_what_nobody_foresaw_is_logged_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(Broken(RuntimeError("secret path"))).test_client()
    for address in ("/", "/api/v1/search"):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "secret" not in answer.text and "Traceback" not in answer.text
    assert "secret path" in caplog.text


def test_a_ready_index_says_how_much_it_holds(client: FlaskClient) -> None:
    assert client.get("/ready").get_json() == {"status": "ready", "documents": 28}


def test_robots_may_read_documents_but_not_walk_the_facets(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Allow: /documents/" in lines and "Disallow: /*?" in lines


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", ["/", "/api/v1/search"])
def test_nothing_can_be_written(client: FlaskClient, method: str, address: str) -> None:
    answer = getattr(client, method)(address)
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


def test_there_is_an_icon(client: FlaskClient) -> None:
    assert client.get("/favicon.ico", follow_redirects=True).mimetype == "image/svg+xml"
