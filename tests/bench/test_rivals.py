"""The plainer ways of searching find what they are known to find."""

from __future__ import annotations

from tests.bench.rivals import rivals

RECORDS = [
    ("a", "청년월세 지원", "마루구는 청년에게 월세를 지원한다."),
    ("b", "공원 개장", "도시공원이 문을 열었다."),
    ("c", "AI 교육", "AI를 배운다."),
]


def test_each_finds_by_its_own_terms() -> None:
    asked = rivals(RECORDS)
    assert {name: ask("월세", 5) for name, ask in asked.items()} == {
        "words": ["a"],  # 월세를 begins with it
        "trigrams": [],  # two syllables make no trigram
        "bigrams": ["a"],
    }
    assert [ask("도시공원", 5) for ask in asked.values()] == [["b"], ["b"], ["b"]]
    assert asked["bigrams"]("공원", 5) == ["b"] and asked["bigrams"]("ai", 5) == ["c"]


def test_signs_ask_for_nothing() -> None:
    assert [ask('!!! "', 5) for ask in rivals(RECORDS).values()] == [[], [], []]
