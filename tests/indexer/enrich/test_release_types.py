"""Release types by weighted words."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import mappings
from indexer.analyze import SENTENCE_END, analyse, clean
from indexer.enrich.release_types import EVIDENCE, assign, codes, features
from indexer.measure import labels as measured

HEADLINES = [
    ("솔빛구, 2027년 예산안 6천억 원 편성", "policy"),
    ("마루구, 청년 창업 교육 참여자 모집", "program"),
    ("두메군, 가을 음악회 성황리에 개최", "event"),
    ("너른시, 재난관리 평가 최우수기관 선정", "award"),
    ("한여울시-한여울대, 인재 양성 업무협약 체결", "agreement"),
    ("솔빛구 새마을부녀회, 이웃에 김장 나눔", "goodwill"),
    ("물안군수, 마을 찾아 건의 청취", "people"),
    ("솔빛구, 12월 자동차세 납부 안내", "notice"),
]


@pytest.mark.parametrize(("headline", "type"), HEADLINES)
def test_the_headline_tells_what_a_release_is_for(headline: str, type: str) -> None:
    found = assign(analyse(headline).terms, [])
    assert found is not None and found.type == type


def test_the_evidence_is_words_of_the_release_the_strongest_first() -> None:
    found = assign(["솔빛구", "업무", "협약", "체결"], ["솔빛구", "걷기"])
    assert found is not None and found.type == "agreement"
    assert found.terms[0] in ("협약", "체결") and len(found.terms) <= EVIDENCE
    assert set(found.terms) <= {"업무", "협약", "체결", "걷기", "솔빛구"}


@pytest.mark.parametrize(("title", "body"), [([], []), (["꺄륵"], ["뾰롱", SENTENCE_END]), ([SENTENCE_END], [])])
def test_a_text_without_a_known_word_has_no_type(title: list[str], body: list[str]) -> None:
    assert assign(title, body) is None


def test_what_is_said_at_the_end_of_the_first_statement_counts() -> None:
    found = features(["제목"], ["군", "은", "행사", "개최", "하", "밝히", SENTENCE_END, "다음"])
    assert ("says", "개최") in found and ("says", "다음") not in found and ("lead", "다음") in found


def test_every_weight_belongs_to_a_type_of_the_guide() -> None:
    rows = mappings.table("release_type_weights")
    assert set(rows[0]) == {"place", "term", *codes()}
    assert {row["place"] for row in rows} == {"title", "end", "lead", "says", "bias"}
    assert all(any(row[code] for code in codes()) for row in rows)


def test_the_labels_that_took_no_part_in_the_weights_are_met(shared: Path) -> None:
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines)}
    with (shared / "labels" / "releases.csv").open(encoding="utf-8") as file:
        wanted = {row["id"]: row["release_type"] for row in csv.DictReader(file)}
    learned = (Path(__file__).parents[2] / "bench" / "labels" / "release_types.csv").read_text("utf-8")
    assert not any(id in learned for id in wanted)
    found = [
        assign(analyse(clean(records[id]["title"])).terms, analyse(clean(records[id]["text"])).terms) for id in wanted
    ]
    right = sum(got is not None and got.type == type for got, type in zip(found, wanted.values()))
    assert right / len(wanted) >= 0.85  # measured: 0.859


def test_the_report_measures_the_sample_releases_where_no_labels_are() -> None:
    told = "\n".join(measured.report(None))
    assert "130 labelled releases" in told and "release type: accuracy" in told and "near-duplicates: precision" in told
