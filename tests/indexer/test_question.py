"""What a question asks for."""

from __future__ import annotations

import pytest

from indexer.query import Query
from indexer.question import understand


def asked(text: str) -> Query:
    return understand(Query(text=text))


@pytest.mark.parametrize(
    "text, words",
    [
        ("청년 월세", ["청년", "월세"]),
        ("청년의 월세를", ["청년의", "월세를"]),
        ("청년 청년", ["청년"]),
        ("월세 지원을 받으려면 어떻게 하나요", ["월세", "지원을"]),  # light words ask for nothing
        ("!!! ???", []),
        ("", []),
    ],
)
def test_words_are_what_stands_between_spaces_and_means_something(text: str, words: list[str]) -> None:
    assert [word.raw for word in asked(text).words] == words


def test_a_word_holds_its_morphemes_beside_the_bigrams_of_its_run() -> None:
    (word,) = asked("도시재생을").words
    assert word.terms == ("도시", "재생")
    assert word.bigrams == ("#도시", "#시재", "#재생")


def test_a_long_run_without_spaces_is_several_words() -> None:
    words = asked("청년월세지원사업신청").words
    assert {"청년", "월세", "지원"} <= {word.raw for word in words}


def test_all_distinct_terms_rank_but_light_ones_do_not() -> None:
    query = asked("우리 구 청년 월세 지원은 어디에서 받나요")
    assert {"청년", "월세", "지원"} <= set(query.terms)
    assert not {"어디", "받"} & set(query.terms)


def test_bigrams_of_the_raw_words_rank_too() -> None:
    assert {"#금치", "#치가"} <= set(asked("금치가").bigrams)
