"""The query language."""

from __future__ import annotations

import random

import pytest

from indexer.nodes import Both, Either, Fielded, Node, Parsed, Quoted, Text, Without
from indexer.syntax import parse

YOUTH = Text("청년")


@pytest.mark.parametrize(
    "text",
    [
        "청년 월세",
        "신청: 3월 2일까지",  # a colon alone makes no field
        "https://www.seoul.example/kor?a=1",
        "- 특별교부세 확보 -",  # a dash between spaces refuses nothing
        "코로나-19 대응",
        "인공지능(AI) 교육",
        '"기생충"의 감독은 누구인가',  # the quotation marks of a sentence
        "orange or apple",
        '""',
        "",
    ],
)
def test_text_without_operators_is_left_as_it_stands(text: str) -> None:
    assert parse(text) == Parsed(text)


@pytest.mark.parametrize(
    "text, free, nodes",
    [
        ('"청년 월세" 지원', "지원", [Quoted("청년 월세")]),
        ("“청년 월세”", "", [Quoted("청년 월세")]),
        ('"청년 월세"~5', "", [Quoted("청년 월세", 5, True)]),
        ("청년 NEAR/5 월세", "", [Quoted("청년 월세", 5, True)]),
        ("청년 NEAR 월세", "", [Quoted("청년 월세", 10, True)]),
        ("지원 -청년", "지원", [Without(YOUTH)]),
        ('지원 -"청년 월세"', "지원", [Without(Quoted("청년 월세"))]),
        ("지원 -제목:청년", "지원", [Without(Fielded("제목", "title", YOUTH))]),
        ("청년 OR 노인 지원", "지원", [Either((YOUTH, Text("노인")))]),
        ("청년|노인|아동", "", [Either((YOUTH, Text("노인"), Text("아동")))]),
        ("(청년 OR 노인) 지원", "지원", [Either((YOUTH, Text("노인")))]),
        ("청년 AND 노인 지원", "지원", [Both((YOUTH, Text("노인")))]),
        ("지원 NOT 청년", "지원", [Without(YOUTH)]),
        ("지원 AND NOT 청년", "", [Both((Text("지원"), Without(YOUTH)))]),
        ("+청년 지원", "지원", [Both((YOUTH,))]),
        ("((청년 OR 노인) 지원)", "", [Both((Either((YOUTH, Text("노인"))), Text("지원")))]),
        ("(청년 AND 노인) OR 아동", "", [Either((Both((YOUTH, Text("노인"))), Text("아동")))]),
        ('-(청년 OR 노인) 지원', "지원", [Without(Either((YOUTH, Text("노인"))))]),
        ('청년 OR "노인 일자리"', "", [Either((YOUTH, Quoted("노인 일자리")))]),
        ("제목:청년", "", [Fielded("제목", "title", YOUTH)]),
        ("제목: 청년 지원", "지원", [Fielded("제목", "title", YOUTH)]),
        ("Title:청년", "", [Fielded("Title", "title", YOUTH)]),
        ('첨부:"청년 월세"', "", [Fielded("첨부", "attachment", Quoted("청년 월세"))]),
        ("예산:1억..10억", "", [Fielded("예산", "budget", Text("1억..10억"))]),
        ("도로 2019..2022", "도로", [Fielded("2019..2022", "year", Text("2019..2022"))]),
    ],
)
def test_operators_become_demands_beside_the_free_text(text: str, free: str, nodes: list[Node]) -> None:
    assert parse(text) == Parsed(free, tuple(nodes))


@pytest.mark.parametrize(
    "text, free, nodes, said",
    [
        ('지원 "청년 월세', "지원", [Quoted("청년 월세")], "닫히지 않은 따옴표"),
        ("OR 청년", "청년", [], "‘OR’ 앞에"),
        ("청년 |", "청년", [], "‘|’ 뒤에"),
        ("청년 OR OR 노인", "", [Either((YOUTH, Text("노인")))], "‘OR’ 앞에"),
        ("청년 제목:", "청년", [], "‘제목:’ 뒤가 비어"),
        ("제목:청년 NEAR 월세", "월세", [Fielded("제목", "title", YOUTH)], "‘NEAR’"),
        ("지원 NOT", "지원", [], "‘NOT’ 뒤에"),
        ("(청년 OR 노인 지원", "지원", [Either((YOUTH, Text("노인")))], "닫히지 않은 괄호"),
        ("청년 OR 노인) 지원", "지원", [Either((YOUTH, Text("노인")))], "짝이 없는 괄호"),
        ("청년*", "청년", [], "‘*’ 없이"),
        ("종류:계획", "종류:계획", [], "‘종류:’은 항목 이름이 아니어서"),
    ],
)
def test_what_cannot_be_read_is_repaired_and_said(text: str, free: str, nodes: list[Node], said: str) -> None:
    parsed = parse(text)
    assert (parsed.free, parsed.nodes) == (free, tuple(nodes))
    assert [repair for repair in parsed.repairs if said in repair]


def test_ten_thousand_random_queries_are_read() -> None:
    chance = random.Random(7)
    parts = ['"', "“", "”", "(", ")", "|", "-", ":", "~", "..", "OR", "AND", "NOT", "+", "*", "NEAR/3"]
    parts += ["제목:", "예산:", " ", "\t", "\n", "\0"]
    parts += ["청년", "월세", "e\u0301", "ㅊㄴ", "😀", "\u1100\u1161", "A", "2019", "1억", "\u200b", "가" * 50, "\ud800"]
    for _ in range(10_000):
        text = "".join(chance.choices(parts, k=chance.randrange(40)))
        assert isinstance(parse(text), Parsed)


STRANGE = ['"', "(", "-", "|", "제목:", '"a" ', "a|", "(a|b) ", "(a OR ", "a) OR ", "(", "NOT ", "+a AND ",
           "NEAR/3 ", '-"', "a "]  # fmt: skip


@pytest.mark.parametrize("part", STRANGE)
def test_five_thousand_characters_are_read_at_once(part: str) -> None:
    text = (part * 5_000)[:5_000]
    assert len(parse(text).nodes) <= 5_000
