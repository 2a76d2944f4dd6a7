"""Tokens of Korean text."""

from __future__ import annotations

import time

import pytest

from indexer.analyze import SENTENCE_END, analyse, clean, fingerprint, marked_bigrams


def terms(text: str) -> list[str]:
    return [term for term in analyse(clean(text)).terms if term != SENTENCE_END]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("청년의 월세를 지원했다", ["청년", "월세", "지원"]),
        ("ＡＩ 행정", ["ai", "행정"]),  # full width
        ("1,475억원을 투입", ["1475", "억", "투입"]),
        ("2013-14년", ["2013", "14"]),  # a serial is indexed by its digits
        ("길을 걸었다", ["길", "걷"]),  # the stem, not the surface
    ],
)
def test_content_morphemes_are_the_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_particles_and_endings_are_no_terms() -> None:
    assert not {"은", "는", "을", "를", "다", "에서"} & set(terms("시는 공원에서 축제를 열었다"))


@pytest.mark.parametrize(
    "run, expected",
    [
        ("도시재생", ["#도시", "#시재", "#재생"]),
        ("역", ["#역"]),
        ("GTX", ["#gtx"]),
        ("2025", ["#2025"]),
        ("G밸리", ["#g밸", "#밸리"]),
        ("", []),
    ],
)
def test_runs_give_marked_bigrams(run: str, expected: list[str]) -> None:
    assert list(marked_bigrams(run)) == expected


def test_bigrams_cross_morphemes_inside_a_run_but_no_space() -> None:
    assert analyse("도시재생 사업").bigrams == ["#도시", "#시재", "#재생", "#사업"]


def test_offsets_point_into_the_cleaned_text() -> None:
    text = clean("가온시는 ＡＩ로 주민을 도왔다. 재건축도 늘었다.")
    tokens = analyse(text)
    surfaces = {term: text[start:end] for term, start, end in zip(tokens.terms, tokens.starts, tokens.ends)}
    assert surfaces["ai"] == "ＡＩ"
    assert surfaces["주민"] == "주민"
    assert surfaces["돕"].startswith("도")


def test_decomposed_and_zero_width_text_reads_like_plain_text() -> None:
    decomposed = "\u110e\u1165\u11bc\u1102\u1167\u11ab 월\u200b세"
    assert terms(decomposed) == terms("청년 월세")


def test_sentences_are_separated() -> None:
    tokens = analyse("공원을 열었다. 도서관을 지었다.")
    assert tokens.terms.index(SENTENCE_END) == tokens.terms.index("열") + 1


def test_text_without_spaces_is_read_in_linear_time() -> None:
    began = time.process_time()
    tokens = analyse("도시재생사업" * 10_000)
    assert len(tokens.terms) > 10_000
    assert time.process_time() - began < 10


def test_offsets_survive_cutting_into_pieces() -> None:
    text = "공원과 도서관을 새로 지었다. " * 1_000
    tokens = analyse(text)
    last = max(at for at, term in enumerate(tokens.terms) if term == "도서관")
    assert text[tokens.starts[last] : tokens.ends[last]] == "도서관"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "!!!", "😀😀", "\u3164", "a" * 5_000])
def test_odd_text_gives_no_error(text: str) -> None:
    analyse(clean(text))


def test_the_fingerprint_names_recipe_and_model() -> None:
    assert "recipe" in fingerprint() and "kiwipiepy" in fingerprint()
