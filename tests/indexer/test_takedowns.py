"""What was taken down stays away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.engines import connect
from indexer.errors import InputError
from indexer.settings import Settings
from indexer.takedowns import Takedowns, covers


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "data"))
    path = tmp_path / "releases.jsonl"
    path.write_text("".join(json.dumps({"id": id, "text": f"산책로를 {id} 새로 놓는다"}) + "\n" for id in "ab"), "utf-8")
    assert main(["add", str(path)]) == 0
    return path


def found(capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert main(["search", "산책로", "--json"]) == 0
    return sorted(hit["id"] for hit in json.loads(capsys.readouterr().out)["hits"])


def test_a_document_goes_and_stays_away_when_it_comes_in_again(
    releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["takedown", "a", "--reason", "요청"]) == 0
    assert "entries removed 1" in capsys.readouterr().out
    assert found(capsys) == ["b"]
    releases.write_text(releases.read_text("utf-8").replace("놓는다", "고친다"), "utf-8")
    assert main(["add", str(releases)]) == 0 and found(capsys) == ["b"]
    assert main(["rebuild"]) == 0 and found(capsys) == ["b"]


def test_the_list_shows_what_was_taken_down_and_what_was_restored_is_found_again_at_once(
    releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["takedown", "a", "--reason", "본인 요청"]) == 0
    capsys.readouterr()
    assert main(["takedown"]) == 0
    id, since, reason = capsys.readouterr().out.strip().split("\t")
    assert (id, reason) == ("a", "본인 요청") and len(since) == 10
    assert main(["takedown", "--restore", "a"]) == 0 and found(capsys) == ["a", "b"]
    assert main(["rebuild"]) == 0 and found(capsys) == ["a", "b"]


def test_restoring_what_is_not_listed_is_an_error_and_changes_nothing(releases: Path) -> None:
    assert main(["takedown", "a"]) == 0
    assert main(["takedown", "--restore", "a", "c"]) == 1
    assert [each.id for each in Takedowns(releases.parent / "data").all()] == ["a"]


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "takedowns.csv").write_text("id,since,reason\na,2026-01-01,\n,2026-01-02,누락\n", "utf-8")
    with pytest.raises(InputError, match=r"takedowns\.csv, line 3: no id"):
        Takedowns(tmp_path).all()


@pytest.mark.parametrize(
    "id, hidden",
    [("a:1", True), ("a:1:p2", True), ("a:1:a3:p4", True), ("a:12", False), ("a", False), ("a:1:x", False)],
)
def test_the_parts_of_a_document_go_with_it(id: str, hidden: bool) -> None:
    assert covers(frozenset(["a:1"]), id) is hidden


def test_other_plans_forget_what_was_in_a_plan_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "data"))
    text = "{year}년 주요업무계획\n녹 지 국\n1. {name}\n○ 사업비 : 1억원\n2. 맺음 행사 열기\n○ 사업비 : 1억원"
    plans = [
        {"id": str(year), "kind": "plan", "district": "99140", "title": f"{year}년 녹지국 주요업무계획"}
        | {"text": text.format(year=year, name=name)}
        for year, name in ((2025, "물안숲 가꾸기"), (2026, "두메 나무은행"))
    ]
    path = tmp_path / "plans.jsonl"
    path.write_text("\n".join(map(json.dumps, plans)), "utf-8")
    assert main(["add", str(path)]) == 0
    engine = connect(Settings(tmp_path / "data"))
    assert "물안숲" in json.dumps(engine.get("2026")["plan"], ensure_ascii=False)
    assert main(["takedown", "2025"]) == 0
    assert engine.get("2026")["plan"] == {"warnings": []}
    assert not [entry["id"] for entry in engine.scan() if "물안숲" in json.dumps(entry, ensure_ascii=False)]
