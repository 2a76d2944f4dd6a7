"""Laws, calls, sums, claims in a text."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.enrich.named import MOST, facts

FOUND: list[tuple[str, str, Any]] = [
    ("「솔빛구 걷기 조례」에 따른다.", "laws", ["솔빛구 걷기 조례"]),
    ("『마루구 소음 저감에 관한 법률 시행령』에 따른다.", "laws", ["마루구 소음 저감에 관한 법률 시행령"]),
    ("이 일은 지방자치법에 따른다.", "laws", ["지방자치법"]),
    ("올해 ‘걷기 마을 만들기’ 공모에 뽑혔다.", "calls", ["걷기 마을 만들기"]),
    ("‘가을 그림’ 공모전을 연다.", "calls", None),
    ("3억 5천만 원을 쓴다.", "amounts", [{"printed": "3억 5천만 원", "won": 350_000_000}]),
    ("세 가지 원칙을 세웠다.", "amounts", None),
    ("전국 최초로 길을 열었다.", "claims", [("전국", "최초", "전국 최초로 길을 열었다.")]),
    ("비가 왔다. 전국 자치구 가운데 최초로 길을 열었다. 끝.", "claims",
     [("전국 자치구", "최초", "전국 자치구 가운데 최초로 길을 열었다.")]),
    ("최초의 길을 걷는다.", "claims", None),
]


@pytest.mark.parametrize(("text", "sort", "wanted"), FOUND)
def test_a_text_names_things_in_a_fixed_form(text: str, sort: str, wanted: Any) -> None:
    got = facts(text).get(sort)
    if sort == "claims" and got:
        got = [(claim["scope"], claim["claim"], claim["sentence"]) for claim in got]
    assert got == wanted


def test_a_long_list_is_cut() -> None:
    text = " ".join(f"{number}만 원," for number in range(1, 100))
    assert len(facts(text)["amounts"]) == MOST


def test_a_text_that_names_nothing_has_no_facts() -> None:
    assert facts("") == facts("솔빛구는 길을 연다.") == {}
