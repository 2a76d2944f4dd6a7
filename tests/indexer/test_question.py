"""What a question asks for."""

from __future__ import annotations

import pytest

from indexer.query import AllOf, Among, AnyOf, Between, Clause, Containing, Not, Phrase, Query, Word
from indexer.question import MOST_WORDS, understand


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
        ("이주", ["이주"]),  # 이 and 주 alone are light
        ("보고", ["보고"]),  # read as a verb, which is light
        ("빛가람혁신도시", ["빛가람", "혁신", "도시"]),
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


@pytest.mark.parametrize("text, letters", [("나빌레라의", ("#나빌", "#빌레", "#레라")), ("국립나주의", ("#국립", "#립나", "#나주"))])
def test_a_particle_that_was_taken_for_a_part_of_a_name_is_left_out(text: str, letters: tuple[str, ...]) -> None:
    (word,) = asked(text).words
    assert letters in [other.bigrams for other in word.also]


def test_all_distinct_terms_rank_but_light_ones_do_not() -> None:
    query = asked("우리 구 청년 월세 지원은 어디에서 받나요")
    assert {"청년", "월세", "지원"} <= set(query.terms)
    assert not {"어디", "받"} & set(query.terms)


def test_bigrams_of_the_raw_words_rank_too() -> None:
    assert {"#금치", "#치가"} <= set(asked("금치가").bigrams)


@pytest.mark.parametrize(
    "text, required",
    [
        ('"도시재생 뉴딜"', Phrase('도시재생 뉴딜', ("도시", "재생", "뉴딜"), ("#도시", "#시재", "#재생", "#뉴딜"))),
        ('"도시재생"', Phrase("도시재생", (), ("#도시", "#시재", "#재생"))),  # letter by letter, however it is cut
        ("지원 -대학생", Not(Phrase("대학생", (), ("#대학", "#학생")))),
        ("제목:청년", Word("청년", ("청년",), ("#청년",), "title")),
        ("첨부:청년", Word("청년", ("청년",), (), "attachment")),
        ("부서:청년정책", Containing("department", "청년정책")),
        ("지역:해운대", Among("district", ("26350",))),
        ("2019..2020", Among("year", ("2019", "2020"))),
        ("날짜:2024-03", Between("published", "2024-03-01", "2024-03-31T23:59")),
        ("청년 AND 노인", AllOf((Word("청년", ("청년",), ("#청년",)), Word("노인", ("노인",), ("#노인",))))),
        ("예산:1억이상", Between("budget_won", 100_000_000, None)),
        ("예산:1억..", Between("budget_won", 100_000_000, None)),
    ],
)
def test_operators_become_clauses(text: str, required: Clause) -> None:
    assert asked(text).required == (required,)


def test_a_phrase_stops_where_a_sentence_ends() -> None:
    (phrase,) = asked('"공원을 열었다. 청년이 왔다"').required
    assert isinstance(phrase, Phrase) and None in phrase.terms


def test_near_words_may_stand_in_either_order() -> None:
    (near,) = asked("청년 NEAR/3 창업").required
    assert isinstance(near, AnyOf)
    assert [(each.terms, each.slop) for each in near.clauses if isinstance(each, Phrase)] == [
        (("청년", "창업"), 3),
        (("창업", "청년"), 3),
    ]


def test_demanded_words_rank_but_refused_ones_do_not() -> None:
    query = asked('"청년 창업" 제목:지원 (공원 OR 도서관) -축제')
    assert {"청년", "창업", "지원", "공원", "도서관"} <= set(query.terms)
    assert "축제" not in query.terms and "#축제" not in query.bigrams


@pytest.mark.parametrize(
    "text, said",
    [
        ("예산:많음", "금액이나 금액의 범위가 아니어서"),
        ("지역:없는구", "아는 지역 이름이 아니어서"),
        ("날짜:어제", "날짜나 날짜의 범위가 아니어서"),
        ("2022..2019", "앞뒤를 바꾸었습니다"),
        ('"청년 월세', "닫히지 않은 따옴표"),
    ],
)
def test_repairs_are_said(text: str, said: str) -> None:
    assert said in " ".join(asked(text).repairs)
    assert asked(text).required


def test_who_asks_for_a_budget_asks_for_projects() -> None:
    query = asked("예산:1억.. 도로")
    assert query.filters == {"kind": ("project",)} and query.repairs
    chosen = understand(Query(text="예산:1억..", filters={"kind": ("plan",)}))
    assert chosen.filters == {"kind": ("plan",)} and not chosen.repairs


def test_a_pasted_text_asks_for_a_bounded_number_of_words() -> None:
    assert len(asked(" ".join(f"낱말{number}" for number in range(900))).words) == MOST_WORDS
