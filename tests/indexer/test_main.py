"""The commands of the indexer, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Callable

import pytest

from indexer.__main__ import main

Run = Callable[..., tuple[int, str, str]]

RELEASE = """마루구, 도서관 야간 개방

마루구는 3월부터 구립도서관을 밤 10시까지 연다고 밝혔다.
배포일 2024. 3. 4.
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit status, output, log of a command over a data folder of its own."""
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("JACHI_ENGINE", raising=False)

    def command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return command


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, "utf-8")
    return path


def test_a_file_is_added_and_found(run: Run, release: Path) -> None:
    status, out, _ = run("add", release)
    assert (status, out) == (0, "added 1, indexed 1, failed 0, files: 1 ok, refused 0\n")
    status, out, _ = run("search", "도서관 야간", "--json")
    (hit,) = json.loads(out)["hits"]
    assert (hit["title"], hit["district"][0], hit["published"]) == ("마루구, 도서관 야간 개방", "99110", "2024-03-04")
    assert "found 1" in run("search", "도서관")[1]
    assert "documents: 1 (1 press)" in run("status")[1]


def test_a_bad_file_is_named_with_its_status_and_the_rest_goes_on(run: Run, release: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    status, out, err = run("add", broken, release)
    assert status == 1
    assert "indexed 2" in out and "1 corrupt" in out
    assert "broken.pdf: corrupt" in err
    assert "found 1" in run("search", "도서관 야간")[1]


def test_a_bad_record_file_does_not_keep_the_others_out(run: Run, release: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{", "utf-8")
    status, out, err = run("add", bad, release)
    assert status == 1 and "added 1" in out and "refused 1" in out
    assert "bad.jsonl, line 1: not JSON" in err


@pytest.mark.parametrize("verb", [["update"], ["rebuild"], ["status"], ["search", "공원"]])
def test_a_missing_data_folder_is_named(run: Run, verb: list[str], tmp_path: Path) -> None:
    status, _, err = run(*verb)
    assert status == 1 and f"there is no data folder {tmp_path / 'data'}" in err


def test_a_data_folder_of_another_version_is_refused(run: Run, release: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "format").write_text("99\n")
    status, _, err = run("add", release)
    assert status == 1 and "data format '99'" in err


@pytest.mark.parametrize("engine", ["http://127.0.0.1:9", "http://user:secret@127.0.0.1:9", "nonsense"])
def test_an_engine_that_does_not_answer_is_named_without_its_password(
    run: Run, release: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", release)
    monkeypatch.setenv("JACHI_ENGINE", engine)
    status, _, err = run("search", "공원")
    assert status == 1 and engine.replace("user:secret@", "") in err and "secret" not in err


def test_a_rebuild_gives_the_same_documents(run: Run, release: Path) -> None:
    run("add", release)
    before = run("search", "도서관", "--json")[1]
    assert run("rebuild")[0] == 0
    assert run("search", "도서관", "--json")[1] == before


def test_an_index_of_another_analyzer_is_built_anew(
    run: Run, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", release)
    monkeypatch.setattr("indexer.analyze.fingerprint", lambda: "another")
    status, out, err = run("update")
    assert status == 0 and "building it anew" in err and "indexed 1" in out
    assert run("update")[1].startswith("indexed 0")


def test_a_damaged_index_is_built_anew_from_the_archive(run: Run, release: Path, tmp_path: Path) -> None:
    run("add", release)
    version = (tmp_path / "data" / "index" / "documents").read_text().strip()
    (tmp_path / "data" / "index" / version / "tantivy" / "meta.json").write_text("{")
    assert "rebuild" in run("search", "도서관")[2]
    assert run("rebuild")[0] == 0
    assert "found 1" in run("search", "도서관")[1]


def test_files_are_read_one_line_each(run: Run, release: Path, tmp_path: Path) -> None:
    hwp3 = tmp_path / "old.hwp"
    hwp3.write_bytes(b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05" + b"\0" * 100)
    status, out, _ = run("extract", release, hwp3, "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 1
    assert first["status"] == "ok" and first["text"].strip() == RELEASE.strip()
    assert second["status"] == "unsupported" and second["text"] == ""


def test_the_projects_of_a_plan_are_read_one_line_each(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.html"
    head = "<tr><th>사업명</th><th>담당부서</th><th>사업비(백만원)</th><th>사업기간</th></tr>"
    row = "<tr><td>경로당 태블릿 보급</td><td>어르신복지과</td><td>120</td><td>2025. 1. ~ 12.</td></tr>"
    plan.write_text(f"<html><body><table>{head}{row}</table></body></html>", "utf-8")
    status, out, _ = run("projects", plan, "--json")
    (project,) = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert (project["name"], project["department"], project["budget_won"]) == (
        "경로당 태블릿 보급",
        "어르신복지과",
        120_000_000,
    )
