"""The search page, complete without script."""

from __future__ import annotations

import re
from typing import Callable
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.query import Query, Results
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app

Page = Callable[[str], BeautifulSoup]


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".card h2 a")]


def status(page: BeautifulSoup) -> str:
    found = page.select_one("[role=status]")
    assert found is not None
    return " ".join(found.get_text().split())


def facet(page: BeautifulSoup, name: str) -> dict[str, str]:
    """Value → accessible text of its label."""
    boxes = page.select(f"input[type=checkbox][name={name}]")
    return {str(box["value"]): " ".join(str(box.parent.get_text()).split()) for box in boxes if box.parent}


def submitted(page: BeautifulSoup, tick: dict[str, list[str]] | None = None) -> str:
    """The address to which a browser goes when the form is sent with some boxes ticked as well."""
    pairs = []
    for field in page.select("form#search input[name], input[form=search][name]"):
        name, value = str(field["name"]), str(field.get("value", ""))
        ticked = value in (tick or {}).get(name, []) or field.has_attr("checked")
        if field.get("type") != "checkbox" or ticked:
            pairs.append((name, value))
    return "/?" + urlencode(pairs)


def test_words_find_documents_with_their_marks(page: Page) -> None:
    found = page("/?q=도시재생")
    assert status(found) == "‘도시재생’ 검색결과 7건"
    assert len(titles(found)) == 7 and "도시재생 거점시설 착공" in titles(found)[0]
    assert "도시재생" in {mark.get_text() for mark in found.select(".card mark")}
    assert found.title is not None and found.title.get_text() == "도시재생 – 검색결과 7건 – 자치"


def test_a_result_tells_where_who_when_what(page: Page) -> None:
    card = page("/?q=청년월세&district=99520&kind=press").select(".card")[0]
    facts = card.select_one(".facts")
    assert facts is not None
    assert " ".join(facts.get_text().split()) == "해솔도 너른시 예시 인구정책과 2022-02-14 보도자료 사업·모집"
    assert card.select_one(".tags a") is not None


def test_what_a_document_does_not_state_is_called_unknown(page: Page) -> None:
    facts = page("/?q=빗물받이&district=unknown").select_one(".facts")
    assert facts is not None and " ".join(facts.get_text().split()) == "지역 미상 날짜 미상 보도자료 정책·계획"


def test_facets_count_what_is_found_in_words_that_can_be_read_aloud(page: Page) -> None:
    found = page("/?q=빗물받이")
    assert facet(found, "district") == {
        "99000": "가온광역시, 2건",
        "99110": "마루구, 1건",
        "99140": "솔빛구, 1건",
        "99500": "해솔도, 2건",
        "99510": "한여울시, 1건",
        "99710": "물안군, 1건",
        "unknown": "지역 미상, 1건",
    }
    assert facet(found, "year")["unknown"] == "날짜 미상, 2건"
    assert facet(found, "kind") == {"press": "보도자료, 5건"}


def test_a_facet_ignores_its_own_choice_so_that_a_second_value_can_be_added(page: Page) -> None:
    first = page("/?q=빗물받이")
    one = page(submitted(first, {"district": ["99110"]}))
    assert status(one).endswith("1건") and facet(one, "district") == facet(first, "district")
    assert facet(one, "year") == {"2023": "2023, 1건"}
    two = page(submitted(one, {"district": ["unknown"]}))
    assert status(two).endswith("2건")
    assert [str(box["value"]) for box in two.select("input[name=district][checked]")] == ["99110", "unknown"]


def test_a_province_finds_its_districts(page: Page) -> None:
    assert status(page("/?q=빗물받이&district=99500")).endswith(" 2건")


def test_chips_name_the_filters_and_lead_to_the_search_without_them(page: Page) -> None:
    found = page("/?q=청년월세&district=99110&year=2019&year=2025")
    chips = {str(link["aria-label"]): str(link["href"]) for link in found.select(".chips a.chip")}
    assert list(chips) == ["필터 제거: 지역 마루구", "필터 제거: 연도 2019", "필터 제거: 연도 2025"]
    assert status(page(chips["필터 제거: 연도 2019"])).endswith(" 1건")
    clear = found.select_one(".chips a.clear")
    assert clear is not None and clear.get_text() == "모두 지우기"
    assert not page(str(clear["href"])).select(".chips")
    assert found.title is not None and found.title.get_text().startswith("청년월세 · 마루구 · 2019 · 2025 – ")


def test_order_and_page_size_survive_a_new_question(page: Page) -> None:
    found = page("/?q=지원&sort=oldest&size=10&match=any&year=2024")
    again = submitted(found)
    for kept in ("sort=oldest", "size=10", "match=any", "year=2024"):
        assert kept in again


def test_results_stand_in_the_wanted_order(page: Page) -> None:
    newest = [time["datetime"] for time in page("/?q=청년월세&sort=newest").select(".card time")]
    oldest = [time["datetime"] for time in page("/?q=청년월세&sort=oldest").select(".card time")]
    assert newest == sorted(newest, reverse=True) and oldest == newest[::-1]


def test_pages_hold_every_result_once(page: Page) -> None:
    seen, address = [], "/?size=10"
    for number in (1, 2, 3):
        found = page(address)
        current = found.select_one(".paging [aria-current=page]")
        assert current is not None and current.get_text() == f"{number}쪽"
        seen += [str(link["href"]) for link in found.select(".card h2 a")]
        following = current.find_next("a")
        address = str(following["href"]) if isinstance(following, Tag) else ""
    assert len(seen) == len(set(seen)) == 27


def test_a_page_after_the_last_leads_back(page: Page) -> None:
    found = page("/?q=청년월세&page=4000")
    assert "이 쪽에는 결과가 없습니다" in found.get_text()
    assert not found.select(".nothing")


def test_the_first_page_tells_what_is_covered_with_words_worth_trying(page: Page) -> None:
    found = page("/")
    landing = found.select_one(".landing")
    assert landing is not None
    assert "8곳이 알린 문서 27건(2018년~2025년)" in landing.get_text()
    examples = [str(link["href"]) for link in landing.select("ul.examples a")]
    assert 5 <= len(examples) <= 10
    for address in examples:
        assert titles(page(address)), address
    assert "한여울시장에게 듣는다" == titles(found)[0]
    assert not page("/?q=청년").select(".landing")


def test_projects_are_found_only_when_asked_for(page: Page) -> None:
    assert "청년월세 지원" not in titles(page("/?q=청년월세"))
    assert titles(page("/?q=청년월세&kind=project")) == ["청년월세 지원"]


def test_a_relaxed_search_says_so_and_offers_the_strict_one(page: Page) -> None:
    found = page("/?q=청년월세 빗물받이&expand=0")
    note = next((each for each in found.select(".note") if "모든" in each.get_text()), None)
    assert note is not None and "모든 낱말이 있는 문서가 10건 미만" in note.get_text()
    link = note.select_one("a")
    assert link is not None
    strict = page(str(link["href"]))
    assert strict.select(".nothing") and "모든 낱말이 있는 문서가" not in strict.get_text()
    assert "필터 제거: 낱말 조건 모든 낱말이 있는 문서만" in {str(chip["aria-label"]) for chip in strict.select("a.chip")}


def test_nothing_found_says_what_was_searched_with_steps_that_find_something(page: Page) -> None:
    found = page("/?q=빗물받이 양자역학&year=2018&match=all")
    nothing = found.select_one(".nothing")
    assert nothing is not None
    assert [word.get_text() for word in nothing.select(".word")] == ["빗물받이", "양자역학"]
    steps = nothing.select("ul li")
    assert steps
    for step in steps:
        link, count = step.select_one("a"), step.select_one(".soft")
        assert link is not None and count is not None
        assert status(page(str(link["href"]))).endswith(" " + count.get_text())
    assert nothing.select("a[href='/coverage']")


ODD = ["!!!", "ㅋ", "\U0001f600", "<b>", "%", "' OR 1=1 --", '"', "AND", "a" * 1000, "가" * 1000, "가 나 " * 200]


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:8])
def test_odd_questions_are_answered(client: FlaskClient, text: str) -> None:
    assert client.get("/", query_string={"q": text}).status_code == 200


@pytest.mark.parametrize("text", ["</title><script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_question_is_shown_never_run(client: FlaskClient, text: str) -> None:
    answer = client.get("/", query_string={"q": text}).text
    scripts = re.findall("<script[^>]*>", answer)
    assert all(re.fullmatch('<script src="/static/[a-z]+.js" defer>', script) for script in scripts), scripts
    assert "<img" not in answer


def test_a_title_with_markup_is_shown_as_it_was_written(page: Page) -> None:
    assert "솔빛 소식 <b>봄호</b>" in titles(page("/?q=강둑길"))


def test_a_partial_answer_is_labelled(memory: MemoryEngine) -> None:
    class Partial(MemoryEngine):
        def search(self, query: Query) -> Results:
            return Results(1, (), {}, partial=True)

    client = create_app(Partial(memory.scan())).test_client()
    assert "일부가 답하지 않아" in client.get("/?q=청년").text
    assert client.get("/api/v1/search?q=청년").get_json()["partial"] is True
