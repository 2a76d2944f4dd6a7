"""Themes by weighted terms at morpheme boundaries."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Sequence

import pytest

import mappings
from indexer.analyze import analyse, clean
from indexer.article import read_text
from indexer.enrich.themes import MOST_THEMES, Edges, assign
from indexer.records import ThemeMatch

PARTICLE = re.compile(r"(\w+?)(?:에서|으로|은|는|이|가|을|를|의|과|와|도|로)?(?=\W|$)")


def edges(text: str) -> Edges:
    """Words and particles stand in for morphemes."""
    found = list(PARTICLE.finditer(text))
    return Edges([word.start(1) for word in found], {word.end(1) for word in found})


def themes(title: str, body: str = "", department: str | None = None) -> tuple[ThemeMatch, ...]:
    return assign(title, body, department, edges(title), edges(body))


def ids(matches: Sequence[ThemeMatch]) -> list[str]:
    return [match.theme for match in matches]


@pytest.mark.parametrize(
    ("title", "body", "department", "found"),
    [
        ("솔빛구, 경로당을 고친다", "", None, ["T04-2"]),  # one term of the title
        ("", "경로당과 기초연금", None, ["T04-2"]),  # two of the body
        ("", f"{'그늘 ' * 100}경로당", None, []),  # one in passing
        ("새 소식", "", "도시재생과", ["T15-1"]),  # the department alone
        ("솔빛구, 도시 재생 사업을 편다", "", None, ["T15-1"]),  # spaced otherwise than in the table
        ("솔빛구, 새 소식을 낸다", "", None, []),
        ("", "", None, []),
    ],
)
def test_a_term_of_the_title_or_two_of_the_body_give_a_theme(
    title: str, body: str, department: str | None, found: list[str]
) -> None:
    assert ids(themes(title, body, department)) == found


@pytest.mark.parametrize("title", ["수영장에 간다", "무장애길을 걷는다", "솔빛구청년회 모임"])
def test_a_term_inside_another_word_is_no_match(title: str) -> None:
    terms = [term for match in themes(title) for term in match.terms]
    assert not {"무장", "장애", "수영", "영장", "청년"} & set(terms)


def test_the_longer_term_counts_at_its_place() -> None:
    (match,) = themes("", "마루구 청년월세, 올해도 청년월세")
    assert match == ThemeMatch("T06", ("청년월세",))


def test_a_word_that_only_looks_like_a_term_gives_nothing() -> None:
    assert themes("물안군 청년회") == ()


def test_the_evidence_is_the_matched_terms_the_weightiest_first() -> None:
    (match,) = themes("두메군, 스마트팜을 짓는다", "농업기술센터는 스마트팜 다섯 동을 짓고 농기계임대도 늘린다.")
    assert match.theme == "T13" and match.terms[0] == "스마트팜" and set(match.terms) >= {"농업기술센터", "농기계임대"}


def test_a_child_takes_the_place_of_its_parent() -> None:
    found = ids(themes("너른시, 복지 소식", "장애인복지관은 발달장애 가족을 돕고, 수어통역과 점자도 늘린다."))
    assert found == ["T04-3"]


def test_terms_of_several_children_without_a_leader_give_the_parent() -> None:
    assert ids(themes("", "보훈회관과 경로당, 저소득층과 발달장애, 긴급복지")) == ["T04"]


def test_no_text_has_more_than_three_themes() -> None:
    body = "경로당 기초연금, 어린이집 보육료, 도시재생 재개발, 산불 임도, 시내버스 트램, 백신 결핵, 도서관 독서문화"
    assert len(themes("", body)) <= MOST_THEMES


def test_the_terms_of_both_tables_point_to_themes_with_weights_from_0_to_1() -> None:
    known = {row["theme_id"] for row in mappings.table("themes")}
    rows = mappings.table("theme_terms")
    assert [row for row in rows if row["theme_id"] not in known or not 0 <= float(row["weight"]) <= 1] == []
    assert len({row["term"] for row in rows}) == len(rows)
    assert all(len(row["term"].replace(" ", "")) > 1 for row in rows)


@pytest.mark.parametrize(("number", "expected"), [("000", "T16"), ("002", "T16"), ("004", "T12"), ("004", "T15-1")])
def test_real_documents_have_their_fields(shared: Path, number: str, expected: str) -> None:
    (path,) = (shared / "samples" / "documents").glob(f"{number}_*.txt")
    article = read_text(path.read_text("utf-8"))
    assert expected in ids(_analysed(article.title, article.body, article.department))


def test_the_labelled_releases_are_mostly_right(shared: Path) -> None:
    """Micro-F1 over top themes and exact ids; the vocabulary was written with these labels in sight."""
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    rows = list(csv.DictReader((shared / "labels" / "releases.csv").open(encoding="utf-8")))
    scores = {"top": [0, 0, 0, 0], "exact": [0, 0, 0, 0]}
    for row in rows:
        record = records[row["id"]]
        found = ids(_analysed(record["title"], record["text"], record["department"]))
        for level, length in (("top", 3), ("exact", 9)):
            wanted, also, got = (
                {theme[:length] for theme in each if theme not in ("", "none")}
                for each in (row["themes"].split("|"), row["also"].split("|"), found)
            )
            counts = (len(got & (wanted | also)), len(got), len(wanted & got), len(wanted))
            scores[level] = [before + now for before, now in zip(scores[level], counts)]
    assert _f1(scores["top"]) > 0.88 and _f1(scores["exact"]) > 0.84  # measured: 0.906 and 0.868


def _f1(counts: Sequence[int]) -> float:
    precision, recall = counts[0] / counts[1], counts[2] / counts[3]
    return 2 * precision * recall / (precision + recall)


def _analysed(title: str, body: str, department: str | None) -> tuple[ThemeMatch, ...]:
    title, body = clean(title), clean(body)
    return assign(title, body, department, Edges(*analyse(title).edges), Edges(*analyse(body).edges))
