"""Whatever is written, readers answer: queries, money, boards, token maps."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import saved
from crawler.errors import CrawlerError
from indexer import analyze, money, token_map
from indexer.query import Query
from indexer.question import understand

OPERATORS = ["\"", "-", "(", ")", "|", " OR ", " AND ", " NOT ", "NEAR/3 ", "..", "제목:", "예산:", "2019..2022", "1억..",
             "청년", "월세", "ㅊㄴ", "cjdsus", "\u0000", "\u200b", "\ud7ff", "각", "💰", "*", "~", "^", "\\"]  # fmt: skip
QUERIES = st.lists(st.one_of(st.sampled_from(OPERATORS), st.text(max_size=6)), max_size=40).map("".join)
SUMS = st.lists(st.sampled_from([*"0123456789,.십백천만억조원~", "백만", " ", "약 ", "여 ", "△", "(", ")"]), max_size=14)
TAGS = ["<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<a href='?nttNo=3'>", "</a>", "<ul>", "<li>",
        "</ul>", "<div class='bbs_content'>", "</div>", "2025-01-02", "제목", "등록된 게시물이 없습니다",
        "<script>", "&#0;", "<!--"]  # fmt: skip
PAGES = st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=8)), max_size=60).map("".join)


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Kiwi's model, which the first example would wait for."""
    analyze.preload()


@settings(max_examples=300, deadline=2_000)
@given(QUERIES)
def test_every_query_is_understood(text: str) -> None:
    query = understand(Query(text=text))
    assert all(word.raw for word in query.words) and len(query.words) <= 64


@settings(max_examples=500, deadline=2_000)
@given(SUMS.map("".join))
def test_every_sum_is_read_or_not(text: str) -> None:
    assert all(isinstance(found.won, int) and text[found.start : found.end] for found in money.amounts(text))


@settings(max_examples=150, deadline=5_000)
@given(PAGES)
def test_every_page_is_read_or_refused(html: str) -> None:
    try:
        found = saved.read(html, "", None, date(2026, 1, 1), "page.html").found
    except CrawlerError:
        return
    assert saved.as_json(found)["type"] in ("list", "post") and json.dumps(saved.as_json(found))


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=50))
def test_a_token_map_unpacks_to_what_was_packed(steps: list[tuple[int, int]]) -> None:
    starts, ends, at = [], [], 0
    for step, length in steps:
        at += step
        starts.append(at)
        ends.append(at + length)
    assert token_map.unpack(token_map.pack(starts, ends)) == (starts, ends)
