"""Hangul by its letters."""

from __future__ import annotations

import pytest

from indexer import hangul


@pytest.mark.parametrize(
    "text, expected",
    [("청년", "ㅊㅓㅇㄴㅕㄴ"), ("과", "ㄱㅗㅏ"), ("값", "ㄱㅏㅂㅅ"), ("도ㅅ", "ㄷㅗㅅ"), ("AI 교육", "aiㄱㅛㅇㅠㄱ"), ("", "")],
)
def test_syllables_are_spelled(text: str, expected: str) -> None:
    assert hangul.jamo(text) == expected


@pytest.mark.parametrize("text, expected", [("청년 월세", "ㅊㄴㅇㅅ"), ("꿈빛", "ㄲㅂ"), ("AI교육", "aiㄱㅇ")])
def test_initials(text: str, expected: str) -> None:
    assert hangul.initials(text) == expected


@pytest.mark.parametrize(
    "text, expected", [("ㅊㄴㅇㅅ", True), ("ㅊㄴ ㅇㅅ", True), ("ㅊ", False), ("청ㄴ", False), ("ㅏㅣ", False)]
)
def test_initials_are_recognised(text: str, expected: bool) -> None:
    assert hangul.is_initials(text) == expected


@pytest.mark.parametrize(
    "keys, expected",
    [
        ("cjdsus", "청년"),
        ("dnjftp", "월세"),
        ("ehtlwotod", "도시재생"),
        ("wnrj wjdcor", "주거 정책"),
        ("Rnaqlc", "꿈빛"),
        ("rkqt", "값"),
        ("dksgdms", "않은"),
        ("CJDSUS", "청년"),
        ("AI", "먀"),
        ("IT", None),  # ㅑㅅ is no syllable
        ("smart", None),
        ("2024", None),
        ("", None),
    ],
)
def test_latin_keys_write_korean(keys: str, expected: str | None) -> None:
    assert hangul.from_keys(keys) == expected


@pytest.mark.parametrize("text, expected", [("ㅁㅑ", "ai"), ("ㄴㅡㅁㄱㅅ", "smart"), ("햔", "gis")])
def test_korean_letters_are_latin_keys(text: str, expected: str) -> None:
    assert hangul.to_keys(text) == expected


@pytest.mark.parametrize("text", ["청년월세", "삶", "읽기", "괜찮다", "꿰뚫다", "닭값", "의원"])
def test_letters_compose_to_what_they_were(text: str) -> None:
    assert hangul.compose(hangul.jamo(text)) == text
