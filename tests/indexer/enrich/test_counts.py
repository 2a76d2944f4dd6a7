"""How many projects or jobs a text says are planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.enrich.counts import counts

STATED = [
    ("12개의 신규사업을 포함해 총 345개의 사업계획을 세웠다.", [("신규사업", 12), ("사업", 345)]),
    ("3개 분야 1,204개 사업에 쓴다.", [("사업", 1204)]),
    ("2천345개의 일자리를 만든다. 일자리 2천345개", [("일자리", 2345)]),
    ("7개 과제, 7개 과제", [("과제", 7)]),
    ("38개 사업장, 12개 사업자, 3개 과제명", []),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_number_of_projects_or_jobs_is_kept_once(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(count.what, count.number) for count in counts(text)] == expected


def test_the_counts_of_two_real_releases_are_found(shared: Path) -> None:
    documents = shared / "samples" / "documents"
    found = {
        number: {(count.what, count.number) for count in counts(next(documents.glob(f"{number}_*")).read_text("utf-8"))}
        for number in ("001", "002")
    }
    assert {("신규사업", 129), ("사업", 454)} <= found["001"]
    assert {("사업", 42), ("일자리", 9897)} <= found["002"]
