"""Marks in titles and snippets."""

from __future__ import annotations

import pytest

from indexer import highlight
from indexer.analyze import clean
from indexer.entry import entry
from indexer.query import Query
from indexer.question import understand
from indexer.records import Document, Entry


def made(body: str, title: str = "도서관") -> Entry:
    return entry(Document(id="a:1", kind="press", title=title, body=clean(body), source="test"), clean(body), [])


def marked(passage: highlight.Passage) -> str:
    return "".join(f"[{part.text}]" if part.marked else part.text for part in passage)


def snippet(body: str, question: str) -> str:
    return " / ".join(marked(each) for each in highlight.snippets(made(body), understand(Query(text=question))))


@pytest.mark.parametrize(
    "body, question, expected",
    [
        ("예술계를 돕기로 했다.", "도왔다", "예술계를 [돕]기로 했다."),  # by the stem
        ("강변을 걸을 수 있다.", "걷다", "강변을 [걸]을 수 있다."),
        ("도시재생 사업", "도시재생", "[도시재생] 사업"),  # touching marks are one
        ("낡은 단지를 재건축한다.", "건축", "낡은 단지를 재[건축]한다."),
        ("주민 ＡＩ 교육", "ai", "주민 [ＡＩ] 교육"),
        ("<b>공원</b> 개장", "공원", "<b>[공원]</b> 개장"),  # escaping is the page's part
    ],
)
def test_what_matched_is_marked_in_the_text_as_printed(body: str, question: str, expected: str) -> None:
    assert snippet(body, question) == expected


def test_the_beginning_is_shown_when_nothing_matches() -> None:
    assert snippet("공원을 새로 열었다. " * 30, "월세").startswith("공원을 새로 열었다.")


def test_snippets_show_where_the_words_stand_together() -> None:
    filler = "주민 안내를 계속한다. " * 40
    body = f"월세 문의가 있다. {filler}청년 월세를 지원한다. {filler}"
    passages = highlight.snippets(made(body), understand(Query(text="청년 월세")), count=1)
    assert "[청년] [월세]를 지원한다" in marked(passages[0])
    assert marked(passages[0]).startswith("… ") and marked(passages[0]).endswith(" …")
    assert len(marked(passages[0])) < 220


def test_two_snippets_do_not_overlap_and_keep_the_order_of_the_text() -> None:
    filler = "주민 안내를 계속한다. " * 40
    passages = highlight.snippets(made(f"{filler}청년 공간. {filler}월세 지원. {filler}"), understand(Query(text="청년 월세")))
    assert ["[청년]" in marked(passages[0]), "[월세]" in marked(passages[1])] == [True, True]


def test_titles_are_marked() -> None:
    query = understand(Query(text="청년 월세"))
    assert marked(highlight.title(made("본문", "마루구, 청년월세 지원"), query)) == "마루구, [청년월세] 지원"


def test_a_passage_is_the_whole_text_between_two_offsets() -> None:
    body = "첫 문단의 공원.\n\n둘째 문단의 공원."
    query = understand(Query(text="공원"))
    assert marked(highlight.passage(made(body), query, 11, len(body))) == "둘째 문단의 [공원]."


def test_the_title_in_the_index_of_the_body_marks_nothing_in_the_text() -> None:
    assert snippet("본문에는 그 말이 없다.", "도서관") == "본문에는 그 말이 없다."
