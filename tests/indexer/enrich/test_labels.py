"""The labels of an entry, when made as when made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indexer.enrich.labels import NAMES, labels
from indexer.entry import entry
from indexer.records import Document

RELEASE = Document(
    id="1",
    kind="press",
    title="솔빛구, 고령자 주거 지원 참여자 모집",
    body="솔빛구는 고령자와 저소득층의 주거 지원 사업 참여자를 오는 5일부터 모집한다고 밝혔다.",
    source="test",
    district="99110",
    published=date(2026, 3, 2),
    department="노인복지과",
)


def test_an_entry_has_its_labels_with_the_words_that_gave_them() -> None:
    made = entry(RELEASE, RELEASE.body, [])
    assert made["release_type"] == "program" and "모집" in made["facts"]["release_type"]
    assert made["department"] == "노인복지과" and made["department_kind"] == "노인"
    assert "T04-2" in made["theme"] and made["theme"] == [*made["evidence"], "T04"][: len(made["theme"])]


def test_labels_made_anew_from_the_entry_are_the_same() -> None:
    made = entry(RELEASE, RELEASE.body, [])
    bare = {name: value for name, value in made.items() if name not in NAMES}
    assert {**bare, **labels(bare)} == made


@pytest.mark.parametrize("kind", ["plan", "notice", "newsletter", "budget", "project"])
def test_only_releases_and_news_have_a_release_type(kind: str) -> None:
    assert "release_type" not in entry(replace(RELEASE, kind=kind), RELEASE.body, [])


@pytest.mark.parametrize(
    ("district", "published", "then"),
    [
        ("27720", date(2022, 5, 1), ["47720", "47000"]),
        ("27720", date(2023, 7, 1), ["27720", "27000"]),
        ("12170", date(2025, 5, 1), ["46170", "46000"]),
        ("12170", None, ["12170", "12000"]),
        ("43110", date(2012, 5, 1), ["43110", "43000"]),  # 청주 or 청원: not known which
        (None, date(2022, 5, 1), []),
    ],
)
def test_the_district_of_then_is_the_one_of_the_day_of_publication(
    district: str | None, published: date | None, then: list[str]
) -> None:
    made = entry(replace(RELEASE, district=district, published=published), RELEASE.body, [])
    assert made["district_then"] == then
