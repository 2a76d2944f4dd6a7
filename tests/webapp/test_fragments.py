"""Addresses that lead into a page."""

from __future__ import annotations

from typing import Callable
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from indexer.entry import entry
from indexer.highlight import Segment
from indexer.records import Document
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app
from webapp.fragments import anchor, at_page, at_words

PASSAGE = (Segment("마루구는 올해 "), Segment("청년 월세", True), Segment("를 지원한다 - 누구나\n다음 줄"))


@pytest.mark.parametrize(
    "address, expected",
    [
        ("https://a.example/1", "https://a.example/1#:~:text=청년 월세를 지원한다 %2D 누구나"),
        ("https://a.example/1#top", "https://a.example/1#top:~:text=청년 월세를 지원한다 %2D 누구나"),
    ],
)
def test_a_text_fragment_begins_at_the_first_mark_and_ends_with_its_line(address: str, expected: str) -> None:
    assert unquote(at_words(address, PASSAGE).replace("%2D", "%252D")) == expected


def test_a_text_fragment_is_short_and_needs_a_mark() -> None:
    long = at_words("https://a.example/", (Segment("청년", True), Segment(" 낱말" * 50)))
    assert len(unquote(long)) < 70 and unquote(long).endswith("낱말")
    assert at_words("https://a.example/", (Segment("청년"),)) == "https://a.example/"


def test_files_are_opened_at_a_page() -> None:
    assert at_page("https://a.example/a.pdf", 12) == "https://a.example/a.pdf#page=12"
    assert at_page("https://a.example/a.pdf", None) == "https://a.example/a.pdf"
    assert (anchor(2, 12), anchor(2, None)) == ("attached-2-page-12", "attached-2")


@pytest.fixture
def page() -> Callable[[str], BeautifulSoup]:
    """A plan whose second page of a file tells of a park."""
    text = "업무계획입니다.\n첫 쪽의 머리글\n둘째 쪽에 공원을 만든다."
    starts = [text.index("첫"), text.index("둘째")]
    file = {"name": "계획.pdf", "url": "https://a.example/a.pdf", "status": "ok", "pages": 2}
    file |= {"start": starts[0], "end": len(text), "page_starts": starts}
    document = Document("plan", "plan", "업무계획", "업무계획입니다.", "test", url="https://a.example/1")
    client = create_app(MemoryEngine([entry(document, text, [file])])).test_client()
    return lambda address: BeautifulSoup(client.get(address).text, "lxml")


def test_a_hit_in_an_attachment_leads_to_its_page(page: Callable[[str], BeautifulSoup]) -> None:
    link = page("/?q=공원").select_one(".card .place a")
    assert link is not None and link.get_text() == "첨부: 계획.pdf 2쪽"
    address, _, name = str(link["href"]).partition("#")
    found = page(address)
    assert [heading.get_text() for heading in found.select(f"#{name}")] == ["2쪽"]
    (file,) = found.select(".attachments a")
    assert file["href"] == "https://a.example/a.pdf#page=2"


def test_a_hit_in_the_body_names_no_attachment(page: Callable[[str], BeautifulSoup]) -> None:
    assert page("/?q=업무계획").select(".card .place") == []


def test_the_original_is_opened_at_the_words(page: Callable[[str], BeautifulSoup]) -> None:
    source = page("/documents/plan?q=업무계획").select_one("aside dl a")
    assert source is not None and unquote(str(source["href"])) == "https://a.example/1#:~:text=업무계획입니다."
