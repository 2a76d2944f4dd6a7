"""What kind of text one is that does not say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.article import read_text
from indexer.enrich.kinds import guess

PLAN = """□ 사업개요
 - 사업기간 : 2026. 1. ~ 12.
□ 추진실적
 - 산책로 설계
□ 추진계획
 - 3월 착공
□ 소요예산 : 120백만원
□ 기대효과
"""
NEWSLETTER = "\n".join([f"{number}월의 솔빛구 이야기" for number in range(1, 13)] + ["함께 걷는 길", "꽃 피는 골목", "새로 연 쉼터"])
GUESSED = [
    ("솔빛구, 산책로 연다", "솔빛구는 3월 산책로를 연다고 밝혔다.", "press"),
    ("2026년 주요업무계획 보고회 연 솔빛구", "솔빛구는 업무계획 보고회를 열었다고 밝혔다.", "press"),
    ("산책로 연다", "[가온뉴스] 솔빛구는 3월 산책로를 연다고 밝혔다.", "news"),
    ("마루구청장 “걷기 좋은 도시로” [인터뷰]", "마루구청장을 만났다.", "news"),
    ("산책로 연다", "솔빛구가 산책로를 연다.\n홍두깨 기자 hong@gaon.example", "news"),
    ("2026년 주요업무계획", PLAN, "plan"),
    ("솔빛구 걷기 정책", PLAN, "plan"),
    ("솔빛구 소식지 제12호", "봄이 왔다.", "newsletter"),
    ("솔빛 이야기", NEWSLETTER, "newsletter"),
    ("", "", "press"),
]


@pytest.mark.parametrize(("title", "body", "kind"), GUESSED)
def test_the_form_of_a_text_tells_its_kind(title: str, body: str, kind: str) -> None:
    assert guess(title, body) == kind


@pytest.mark.parametrize(
    ("number", "kind"), [("000", "news"), ("001", "news"), ("002", "press"), ("003", "newsletter"), ("004", "plan")]
)
def test_the_five_documents_are_of_their_kinds(shared: Path, number: str, kind: str) -> None:
    (path,) = (shared / "samples" / "documents").glob(f"{number}_*.txt")
    article = read_text(path.read_text("utf-8"))
    assert guess(article.title, article.body) == kind


def test_real_releases_are_releases(shared: Path) -> None:
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    guessed = [guess(record["title"], record["text"]) for record in map(json.loads, lines)]
    assert guessed.count("press") == len(guessed)
