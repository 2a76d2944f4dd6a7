"""Which releases are one published again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from indexer.duplicates import Clusters
from indexer.entry import entry
from indexer.measure import near_duplicates
from indexer.records import Document, Entry
from indexer.releases import release, same

TEXT = """솔빛구는 오는 4월 12일 솔빛호수공원에서 봄꽃 걷기 행사를 연다고 밝혔다.

이번 행사에는 2026년 새로 놓인 무장애 산책로 1.2킬로미터를 함께 걷는 순서가 마련된다. 참가자는 해설사와 나무 이야기를 나눈다.

구는 쉼터 다섯 곳에 마실 물과 그늘막을 두고 간호사를 배치한다. 휠체어와 유아차도 빌려 준다. 비가 오면 한 주 미룬다.

공원녹지과장은 누구나 편하게 걷는 길을 구석구석 늘리겠다고 말했다. 구는 내년까지 산책로를 세 곳 더 놓을 계획이다."""
BASE = Document("a", "press", "솔빛구, 봄꽃 걷기 행사 연다", TEXT, "test", district="99140", published=date(2026, 4, 1))


def made(document: Document) -> Entry:
    return entry(document, document.body, [])


AGAIN = {
    "another headline": replace(BASE, title="걷기 좋은 봄"),
    "a byline": replace(BASE, body="[가온뉴스=홍길동 기자] " + TEXT),
    "a cut ending": replace(BASE, body=TEXT[: int(len(TEXT) * 0.75)]),
    "moved paragraphs": replace(BASE, body="\n\n".join([TEXT.split("\n\n")[at] for at in (0, 2, 1, 3)])),
    "a corrected figure": replace(BASE, body=TEXT.replace("1.2킬로", "1.4킬로")),
    "another department": replace(BASE, body=TEXT + "\n\n문의: 홍보담당관 (☎ 000-000-0000)"),
    "a newspaper": replace(BASE, kind="news", district=None, published=date(2026, 4, 3)),
}
OTHER = {
    "another government": replace(BASE, district="99110"),
    "the next year": replace(BASE, body=TEXT.replace("2026", "2027"), published=None),
    "the next round": replace(BASE, body=TEXT.replace("4월 12일", "6월 14일"), published=date(2026, 6, 3)),
    "another day, undated": replace(BASE, body=TEXT.replace("4월 12일", "6월 14일"), published=None),
    "a numbered round": replace(BASE, title="제3회 걷기 행사"),
    "another place": replace(BASE, body=TEXT.replace("산책로", "둘레길")),
    "a short text": replace(BASE, body=TEXT[:60]),
}


@pytest.mark.parametrize("change", AGAIN)
def test_a_release_published_again_is_the_same(change: str) -> None:
    first, again = release(made(BASE)), release(made(AGAIN[change]))
    assert same(first, again) and same(again, first)


@pytest.mark.parametrize("change", OTHER)
def test_what_is_only_alike_is_not_the_same(change: str) -> None:
    base = replace(BASE, title="제2회 걷기 행사") if change == "a numbered round" else BASE
    first, other = release(made(base)), release(made(OTHER[change]))
    assert not same(first, other) and not same(other, first)


def test_clusters_grow_over_batches_and_restarts(tmp_path: Path) -> None:
    entries = {
        "a": made(BASE),
        "b": made(replace(AGAIN["a byline"], id="b", kind="news", published=date(2026, 3, 30))),
        "c": made(replace(AGAIN["a cut ending"], id="c", published=date(2026, 3, 31))),
        "d": made(replace(OTHER["another place"], id="d")),
    }
    with Clusters(tmp_path / "d.sqlite") as clusters:
        assert clusters.add([entries["a"], entries["d"]], entries.get) == {}
        assert clusters.add([entries["b"]], entries.get) == {"a": "a", "b": "a"}  # a newspaper does not represent
    with Clusters(tmp_path / "d.sqlite") as clusters:
        assert clusters.add([entries["c"]], entries.get) == {"a": "c", "b": "c", "c": "c"}  # the earliest does
        assert clusters.add([entries["c"]], entries.get) == {"a": "c", "b": "c", "c": "c"}  # again, the same


def test_a_release_that_changed_leaves_its_cluster(tmp_path: Path) -> None:
    entries = {"a": made(BASE), "b": made(replace(AGAIN["a byline"], id="b"))}
    with Clusters(tmp_path / "d.sqlite") as clusters:
        assert clusters.add(entries.values(), entries.get) == {"a": "a", "b": "a"}
        entries["b"] = made(replace(OTHER["another place"], id="b"))
        assert clusters.add([entries["b"]], entries.get) == {"a": None, "b": None}


def test_kinds_that_are_not_releases_are_left_alone(tmp_path: Path) -> None:
    plans = [made(replace(BASE, id=id, kind="plan")) for id in "ab"]
    with Clusters(tmp_path / "d.sqlite") as clusters:
        assert clusters.add(plans, lambda id: None) == {}


def test_pairs_of_real_releases_are_told_apart(shared: Path) -> None:
    """The rules were written with pairs of other seeds in sight."""
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    pairs = near_duplicates.made(records, 240, seed=99)
    pairs += near_duplicates.labelled(records, shared / "labels" / "near_duplicates.csv")
    found = near_duplicates.measure(pairs)
    assert found.pairs >= 300 and found.precision >= 0.98 and found.recall >= 0.9
