"""Copies of the archive hold everything; what the disk damaged is found, taken out, fetched again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from crawler import upkeep
from crawler.__main__ import main
from crawler.archive import Archive, hashed
from crawler.errors import DataError
from crawler.progress import Progress
from crawler.settings import data_folder
from tests.crawler.board_site import FIRST_DAY, Board
from tests.crawler.processes import ended, served, start
from tests.crawler.test_archive import capture


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Archive(tmp_path / "archive.sqlite") as archive:
        archive.save(capture(), b"post")
        archive.save(capture("http://a/file", role="file"), b"file")
        archive.save(replace(capture("/notes.txt", "local:notes", role="local"), source="local"), b"local")
    return tmp_path / "archive.sqlite"


def damage(path: Path, body: bytes, packed: bytes | None) -> None:
    """Another body under the hash of one; None: none at all."""
    with sqlite3.connect(path) as db:
        if packed is None:
            db.execute("DELETE FROM bodies WHERE sha256 = ?", (hashed(body),))
        else:
            db.execute("UPDATE bodies SET packed = ? WHERE sha256 = ?", (packed, hashed(body)))


def test_a_copy_made_while_others_write_is_a_whole_archive(path: Path, tmp_path: Path) -> None:
    copy, ended = tmp_path / "copy", threading.Event()

    def write() -> None:
        with Archive(path) as archive:
            for number in range(200):
                archive.save(capture(f"http://b/{number}", f"maru.press:b{number}"), b"%d" % number)
        ended.set()

    writer = threading.Thread(target=write)
    writer.start()
    upkeep.backup(path, copy)
    writer.join()
    with Archive(copy, readonly=True) as archive:
        assert upkeep.verify(archive).sound and archive.last_sequence() >= 3


def test_a_restored_copy_holds_the_same_captures(path: Path, tmp_path: Path) -> None:
    upkeep.backup(path, tmp_path / "copy")
    upkeep.restore(tmp_path / "copy", tmp_path / "new" / "archive.sqlite")
    with Archive(path) as before, Archive(tmp_path / "new" / "archive.sqlite") as after:
        assert list(before.changed(0)) == list(after.changed(0)) != []
        assert [after.body(each.sha256) for each in after.changed(0)] == [b"post", b"file", b"local"]


def test_nothing_is_restored_over_an_archive_or_from_another_file(path: Path, tmp_path: Path) -> None:
    upkeep.backup(path, tmp_path / "copy")
    with pytest.raises(DataError, match="exists"):
        upkeep.restore(tmp_path / "copy", path)
    (tmp_path / "other").write_bytes(b"no database at all" * 100)
    with pytest.raises(DataError, match="no copy"):
        upkeep.restore(tmp_path / "other", tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("packed", [b"no zlib", zlib.compress(b"posx"), None])
def test_a_damaged_body_is_found_by_its_hash_and_wanted_again(path: Path, packed: bytes | None) -> None:
    damage(path, b"post", packed)
    with Archive(path) as archive:
        found = upkeep.verify(archive)
        assert len(found.damaged) + len(found.missing) == 1
        assert upkeep.repair(archive, found) == (1, 0)
        assert [thing.url for thing in Progress(archive).wanted("maru.press")] == ["http://a/1"]
        assert upkeep.verify(archive).sound and archive.latest("http://a/1") is None


def test_a_lost_local_file_is_counted(path: Path) -> None:
    damage(path, b"local", b"?")
    with Archive(path) as archive:
        assert upkeep.repair(archive, upkeep.verify(archive)) == (0, 1)


def test_a_damaged_post_is_fetched_again_by_the_next_run(tmp_path: Path) -> None:
    with served(Board([1, 2, 3], days={post: FIRST_DAY for post in (1, 2, 3)})) as site:
        site.declare(tmp_path / "sources", "maru")
        assert ended(start(tmp_path))[0] == 0
        with Archive(tmp_path / "data" / "archive.sqlite") as archive:
            post = next(each for each in archive.changed(0) if each.role == "post")
            archive.execute("UPDATE bodies SET packed = x'00' WHERE sha256 = ?", post.sha256)
            upkeep.repair(archive, upkeep.verify(archive))
        assert ended(start(tmp_path))[0] == 0
    with Archive(tmp_path / "data" / "archive.sqlite") as archive:
        assert upkeep.verify(archive).sound
        again = archive.latest(post.url)
        assert again and again.sha256 == post.sha256


def test_the_commands_keep_what_persons_decided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data_folder(tmp_path / "one", create=True)
    with Archive(tmp_path / "one" / "archive.sqlite") as archive:
        archive.save(capture(), b"post")
    (tmp_path / "one" / "takedowns.csv").write_text("id,since,reason\nx,2026-01-01,\n")
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "one"))
    assert main(["verify"]) == 0 and main(["backup", str(tmp_path / "copy")]) == 0
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "two"))
    assert main(["restore", str(tmp_path / "copy")]) == 0 and main(["verify"]) == 0
    assert (tmp_path / "two" / "takedowns.csv").read_bytes() == (tmp_path / "one" / "takedowns.csv").read_bytes()
    assert main(["restore", str(tmp_path / "copy")]) == 1
    damage(tmp_path / "two" / "archive.sqlite", b"post", b"?")
    assert main(["verify"]) == 1 and main(["verify", "--repair"]) == 0 and main(["verify"]) == 0
    assert "1 addresses wanted again" in capsys.readouterr().out


def test_a_full_disk_loses_only_what_did_not_fit(path: Path) -> None:
    """The system refuses files over a size; the archive says so, and is whole afterwards."""
    script = (
        "import os, resource, signal, sys; from pathlib import Path; from crawler.archive import Archive;"
        "from tests.crawler.test_archive import capture;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000));"
        "archive = Archive(Path(sys.argv[1]));\n"
        "for n in range(100): archive.save(capture(f'http://c/{n}', f'maru.press:c{n}'), os.urandom(20_000))"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1 and "DataError: the archive" in ended.stderr
    with Archive(path) as archive:
        kept = archive.last_sequence()
        assert 3 < kept < 103 and upkeep.verify(archive).sound
        assert archive.save(capture("http://d", "maru.press:d"), b"room again").sequence == kept + 1
