"""The pages in English: complete, with what is Korean marked as Korean."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from bs4 import BeautifulSoup, Comment, Tag
from flask.testing import FlaskClient

from webapp import language
from webapp.labels import words

HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "content", "value")
PAGES = [
    "/", "/?q=청년월세", "/?q=청년월세&district=99110&exclude_year=2019&from=2018-01-01&match=all&page=2&size=10",
    "/?q=핵융합 청년&year=2019", "/?q=도시재생&mark=flood:0", "/?q=청년월세 빗물받이&expand=0", "/?kind=project",
    "/documents/plan/2025:너른시?q=청년월세", "/documents/youth_rent:3", "/documents/plan/2025:너른시:p1",
    "/documents//srv/자료/소식 1.txt", "/documents/none",
    "/precedents", "/precedents?q=청년월세", "/precedents?q=핵융합", "/compare", "/compare?q=청년",
    "/compare?q=청년월세&district=99110&district=99520", "/trends", "/trends?q=청년월세", "/budget", "/budget?q=핵융합",
    "/values/district?q=청년월세", "/values/year?find=없음", "/marked", "/marked?mark=flood:0&mark=none",
    "/coverage", "/about", "/?page=0", "/nowhere",
]  # fmt: skip


def spoken(page: BeautifulSoup) -> list[str]:
    """What a page says in its own language: texts and attributes outside of what is marked as Korean."""
    texts = [str(each) for each in page.find_all(string=True) if not isinstance(each, Comment) and _ours(each.parent)]
    tags = [tag for tag in page.find_all(True) if _ours(tag) and tag.get("class") != ["Z3988"]]
    return texts + [str(tag[name]) for tag in tags for name in SPOKEN if tag.has_attr(name) and _is_ours(tag, name)]


def _ours(tag: Tag | None) -> bool:
    if tag is None or tag.name == "script":
        return False
    marked = next((each["lang"] for each in [tag, *tag.parents] if each.has_attr("lang")), "en")
    return str(marked) == "en"


def _is_ours(tag: Tag, name: str) -> bool:
    """Values of fields and the facts of a document in the head are not ours to translate."""
    return not (name in ("value", "content") or tag.name == "link")


@pytest.mark.parametrize("address", PAGES)
def test_no_korean_is_left_in_an_english_page(client: FlaskClient, address: str) -> None:
    answer = client.get(address + ("&" if "?" in address else "?") + "lang=en")
    page = BeautifulSoup(answer.text, "lxml")
    assert page.html is not None and page.html["lang"] == "en"
    asked = {"청년월세", "도시재생", "핵융합", "청년", "빗물받이"}
    left = [text for text in spoken(page) if HANGUL.search(text)]
    titles = [page.title.get_text()] if page.title else []
    assert [text for text in left if text not in titles and not any(word in text for word in asked)] == []


def test_a_page_is_korean_whatever_a_browser_prefers(client: FlaskClient) -> None:
    answer = client.get("/about", headers={"Accept-Language": "en-US,en;q=0.9"})
    assert '<html lang="ko">' in answer.text and "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_address_decides_and_hands_the_language_on(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/?q=도시재생&lang=en", headers={"Accept-Language": "ko"}).text, "lxml")
    assert page.html is not None and page.html["lang"] == "en"
    assert "lang=en" in str(page.select(".card h2 a")[0]["href"])
    assert page.select("input[type=hidden][name=lang][value=en]")
    other = page.select_one("a[hreflang=ko]")
    assert other is not None and "lang=ko" in str(other["href"]) and "lang=en" not in str(other["href"])


def test_the_api_speaks_the_same_whatever_a_browser_prefers(client: FlaskClient) -> None:
    answers = [client.get("/api/v1/search", headers={"Accept-Language": each}).data for each in ("en", "ko")]
    assert answers[0] == answers[1]
    assert client.get("/api/v1/search?lang=en").status_code == 400


def test_a_sentence_takes_the_same_values_in_both_languages() -> None:
    for korean, english in language.english().items():
        fields = [{name for _, name, _, _ in Formatter().parse(each) if name} for each in (korean, english)]
        assert fields[0] == fields[1], korean
        assert korean.count("<a ") == english.count("<a "), korean


def test_words_have_the_same_codes_in_both_languages() -> None:
    ours, theirs = words("ko"), words("en")
    assert {section: set(codes) for section, codes in ours.items()} == {
        section: set(codes) for section, codes in theirs.items()
    }


def test_english_names_of_regions_tell_namesakes_apart(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/?q=청년월세&lang=en").text, "lxml")
    assert "Maru-gu, Gaon" in page.select(".facts")[0].get_text() or "Gaon" in page.get_text()
    assert "Maru-gu" in page.get_text()
