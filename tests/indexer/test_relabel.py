"""Labels made anew from the entries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer import relabel
from indexer.__main__ import main
from indexer.engines import Engine, connect
from indexer.enrich import labels, release_types
from indexer.settings import Settings

TEXT = """솔빛구는 오는 4월 12일 솔빛호수공원에서 봄꽃 걷기 행사를 연다고 밝혔다. 이번 행사에는 새로 놓인 무장애 산책로를 함께
걷는 순서가 마련된다. 참가자는 해설사와 나무 이야기를 나눈다. 구는 쉼터 다섯 곳에 마실 물과 그늘막을 두고 간호사를 배치한다."""


def record(id: str, text: str = TEXT, **facts: Any) -> str:
    stated = {"id": id, "title": "솔빛구, 봄꽃 걷기 행사 개최", "text": text, "district": "99140", "published": "2026-04-01"}
    return json.dumps({**stated, **facts}, ensure_ascii=False)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A data folder with a release and a newspaper's copy, added one after the other."""
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "data"))
    for name, line in (("a", record("a")), ("b", record("b", "[가온뉴스=홍길동 기자] " + TEXT, kind="news"))):
        (tmp_path / f"{name}.jsonl").write_text(line + "\n", "utf-8")
        assert main(["add", str(tmp_path / f"{name}.jsonl")]) == 0
    capsys.readouterr()
    return tmp_path / "data"


def engine(data: Path) -> Engine:
    return connect(Settings(data=data))


def test_a_copy_added_later_joins_the_cluster_of_the_earlier_release(added: Path) -> None:
    assert {entry["id"]: entry["cluster"] for entry in engine(added).scan()} == {"a": "a", "b": "a"}


def test_a_rebuild_finds_the_same_clusters(added: Path) -> None:
    before = {entry["id"]: entry["cluster"] for entry in engine(added).scan()}
    assert main(["rebuild"]) == 0
    assert {entry["id"]: entry["cluster"] for entry in engine(added).scan()} == before
    assert not (added / "duplicates.new.sqlite").exists()


def test_nothing_changes_while_the_tables_are_the_same(added: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = list(engine(added).scan())
    assert main(["relabel"]) == 0
    assert list(engine(added).scan()) == before
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "labelled 2" and all("unchanged" in line for line in told[:-1])


def test_a_changed_table_changes_the_labels_and_is_told(
    added: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = [entry["release_type"] for entry in engine(added).scan()]
    assert kinds == ["event", "event"]
    monkeypatch.setattr(release_types, "assign", lambda *given: release_types.TypeMatch("policy", ("행사",)))
    monkeypatch.setattr("indexer.analyze.analyse", None)  # Kiwi is not asked
    assert labels.release_types is release_types
    assert main(["relabel"]) == 0
    told = capsys.readouterr().out
    assert "release_type event: 2 → 0" in told and "release_type policy: 0 → 2" in told
    assert [entry["release_type"] for entry in engine(added).scan()] == ["policy", "policy"]


def test_what_was_described_is_kept(added: Path) -> None:
    before = engine(added).summarise()
    relabel.relabel(engine(added), added, lambda done: None)
    assert engine(added).summarise() == before


def test_evaluate_without_a_file_measures_labels(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["evaluate", "--labels", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err
