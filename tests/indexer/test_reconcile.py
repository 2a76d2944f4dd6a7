"""The index is compared with the archive; what is damaged is made again by one command."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pytest

from crawler.archive import Archive
from crawler.settings import data_folder
from indexer.__main__ import main
from indexer.engines import Engine, connect
from indexer.errors import EngineDamaged
from indexer.reconcile import reconcile
from indexer.settings import Settings

TEXTS = {"가": "청년 월세 지원을 시작한다.", "나": "도서관을 새로 연다.", "다": "경로당을 고친다."}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with three added texts, as the environment names it."""
    folder = tmp_path / "data"
    monkeypatch.setenv("JACHI_DATA", str(folder))
    data_folder(folder, create=True)
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    assert main(["add", *(str(tmp_path / f"{name}.txt") for name in TEXTS)]) == 0
    yield folder


def engine_of(data: Path) -> Engine:
    return connect(Settings(data=data))


def ids(data: Path) -> list[str]:
    return [entry["id"] for entry in engine_of(data).scan()]


def served(data: Path) -> Path:
    return data / "index" / (data / "index" / "documents").read_text().strip()


def test_the_sample_index_holds_what_the_archive_holds(crawled: Path, indexed: Engine) -> None:
    with Archive(crawled / "archive.sqlite", readonly=True) as archive:
        found = reconcile(archive, indexed)
    assert found.agrees and found.archived > 50 and found.entries >= found.archived


def test_an_entry_too_few_or_too_many_is_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = engine_of(data)
    first, second, _ = ids(data)
    entry = engine.get(second)
    assert entry and main(["verify"]) == 0
    engine.put([{**entry, "id": "stray"}])
    engine.delete([first])
    assert main(["verify"]) == 1
    said = capsys.readouterr().out
    assert f"not indexed: {first}" in said and "not archived: stray" in said


def test_what_was_taken_down_is_not_missing(data: Path) -> None:
    assert main(["takedown", ids(data)[0], "--reason", "요청"]) == 0 and len(ids(data)) == 2
    assert main(["verify"]) == 0


def test_a_damaged_entry_is_an_error_that_names_the_remedy(data: Path) -> None:
    with sqlite3.connect(served(data) / "entries.sqlite") as db:
        db.execute("UPDATE entries SET body = x'00' WHERE id = ?", (ids(data)[1],))
    with Archive(data / "archive.sqlite", readonly=True) as archive:
        with pytest.raises(EngineDamaged, match="rebuild"):
            reconcile(archive, engine_of(data))


@pytest.mark.parametrize("part", ["tantivy/*", "entries.sqlite*"])
def test_one_command_makes_a_damaged_index_again(data: Path, part: str) -> None:
    before = ids(data)
    for path in served(data).glob(part):
        if path.is_file():
            path.write_bytes(b"damaged" * 200)
    assert main(["verify"]) == 1
    assert main(["rebuild"]) == 0 and main(["verify"]) == 0
    assert ids(data) == before


def test_an_indexer_killed_at_any_moment_leaves_nothing_out(data: Path, tmp_path: Path) -> None:
    """Three runs are killed at commits of their own choice; the next one ends the work."""
    records = tmp_path / "more.jsonl"
    records.write_text("".join(f'{{"id": "r{n}", "text": "예시 {n}번 글"}}\n' for n in range(400)), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    for commits in (1, 2, 3):
        script = (
            "import os, signal, sys\nfrom indexer import __main__\nfrom indexer.engines.tantivy import index\n"
            "left, real = int(sys.argv[1]), index.commit\n"
            "from indexer.engines.tantivy import engine\n"
            "def commit(*given):\n    global left\n    left -= 1\n"
            "    os.kill(os.getpid(), signal.SIGKILL) if not left else real(*given)\n"
            "engine.commit = commit\n"
            "__main__.main(['add', sys.argv[2]])"
        )
        command = [sys.executable, "-c", script, str(commits), str(records)]
        subprocess.run(command, env=environment, capture_output=True, timeout=120)
    assert main(["update"]) == 0 and main(["verify"]) == 0
    assert len(ids(data)) == 403
