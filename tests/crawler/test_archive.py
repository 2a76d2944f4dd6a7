"""The archive keeps every version, loses nothing, serves readers while it is written."""

from __future__ import annotations

import multiprocessing
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.archive import CHUNK, Archive
from crawler.errors import DataError
from crawler.records import Capture, Role

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)


def capture(url: str = "http://a/1", key: str = "maru.press:1", role: Role = "post", hours: int = 0) -> Capture:
    return Capture(url, "maru.press", role, key, NOON + timedelta(hours=hours), stated={"title": "제목"})


def test_what_is_saved_is_found_again_whole(archive: Archive) -> None:
    given = replace(
        capture(role="file"), name="안내.hwp", media_type="application/x-hwp", etag='"1"', last_modified="now"
    )
    stored = archive.save(given, b"body")
    assert stored == replace(given, sha256=stored.sha256, sequence=1)
    assert archive.latest("http://a/1") == stored
    assert archive.body(stored.sha256) == b"body"


def test_the_same_body_is_only_seen_again(archive: Archive) -> None:
    first = archive.save(capture(), b"body")
    again = archive.save(replace(capture(hours=3), etag='"new"'), b"body")
    assert (again.sequence, again.fetched_at) == (first.sequence, NOON)
    assert archive.last_sequence() == 1
    latest = archive.latest("http://a/1")
    assert latest and latest.etag == '"new"'
    checked = archive.execute("SELECT checked_at FROM captures").fetchone()[0]
    assert datetime.fromisoformat(checked) == NOON + timedelta(hours=3)


def test_every_version_is_kept_also_one_that_comes_back(archive: Archive) -> None:
    for body in (b"one", b"two", b"one"):
        archive.save(capture(), body)
    assert [archive.body(one.sha256) for one in archive.versions("http://a/1")] == [b"one", b"two", b"one"]
    assert archive.execute("SELECT count(*) FROM bodies").fetchone()[0] == 2
    assert archive.first_sequence("maru.press:1") == 1
    assert archive.first_sequence("maru.press:2") is None


def test_what_a_person_states_anew_about_the_same_text_is_a_version(archive: Archive) -> None:
    archive.save(capture(role="local"), b"text")
    changed = archive.save(replace(capture(role="local"), stated={"title": "새 제목"}), b"text")
    assert changed.sequence == 2


def test_a_key_gives_its_post_and_the_latest_of_each_file(archive: Archive) -> None:
    archive.save(capture(), b"old post")
    archive.save(capture("http://a/f1", role="file"), b"old file")
    archive.save(capture("http://a/f1", role="file"), b"new file")
    archive.save(capture("http://a/f2", role="file"), b"file")
    archive.save(capture("http://b/1"), b"the post under a new host")
    archive.save(capture("http://a/9", key="maru.press:9"), b"other")
    assert [one.url for one in archive.by_key("maru.press:1")] == ["http://a/f1", "http://a/f2", "http://b/1"]
    assert [one.sequence for one in archive.by_key("maru.press:1", "file")] == [3, 4]
    assert [one.url for one in archive.by_key("maru.press:1", "post")] == ["http://b/1"]


def test_a_file_that_hangs_under_two_posts_is_found_under_both(archive: Archive) -> None:
    for key in ("maru.press:1", "maru.press:2"):
        archive.save(capture("http://a/form.hwp", key=key, role="file"), b"form")
    assert len(archive.by_key("maru.press:1")) == len(archive.by_key("maru.press:2")) == 1
    assert [one.key for one in archive.changed(0)] == ["maru.press:1", "maru.press:2"]


def test_changes_come_in_order_and_only_the_latest_of_each(archive: Archive) -> None:
    archive.save(capture(), b"old")
    archive.save(capture("http://a/list", key="http://a/list", role="list"), b"list")
    archive.save(capture("/home/x.txt", key="/home/x.txt", role="local"), b"local")
    archive.save(capture(), b"new")
    assert [(one.role, one.sequence) for one in archive.changed(0)] == [("local", 3), ("post", 4)]
    assert [one.sequence for one in archive.changed(3)] == [4]
    assert [one.role for one in archive.changed(0, roles=("list",))] == ["list"]


def test_changes_do_not_end_at_a_chunk(archive: Archive) -> None:
    with archive.transaction():
        for number in range(CHUNK + 3):
            archive.save(capture(f"http://a/{number}", f"maru.press:{number}"), b"body")
    assert len(list(archive.changed(0))) == CHUNK + 3


def test_a_transaction_is_kept_whole_or_not_at_all(archive: Archive) -> None:
    with pytest.raises(ZeroDivisionError):
        with archive.transaction():
            archive.save(capture(), b"body")
            with archive.transaction():
                archive.save(capture("http://a/2", "maru.press:2"), b"body")
            raise ZeroDivisionError
    assert archive.last_sequence() == 0
    assert archive.save(capture(), b"body").sequence == 1


def test_a_reader_sees_what_was_saved_while_a_writer_is_at_work(archive: Archive) -> None:
    archive.save(capture(), b"one")
    with Archive(archive.path, readonly=True) as reader, archive.transaction():
        archive.save(capture(), b"two")
        assert [reader.body(one.sha256) for one in reader.changed(0)] == [b"one"]
        with pytest.raises(DataError, match="readonly"):
            reader.save(capture("http://a/2"), b"no")


def test_a_second_writer_waits_and_says_so_when_it_waited_too_long(archive: Archive) -> None:
    with Archive(archive.path, wait_seconds=0.05) as second:
        with archive.transaction():
            with pytest.raises(DataError, match="archive.sqlite: database is locked"):
                second.save(capture(), b"body")
        assert second.save(capture(), b"body").sequence == 1


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no archive .*none.sqlite"):
        Archive(tmp_path / "none.sqlite", readonly=True)
    (tmp_path / "bad.sqlite").write_bytes(b"this is not a database, whatever its name says" * 50)
    with pytest.raises(DataError, match="bad.sqlite"):
        Archive(tmp_path / "bad.sqlite")


def _write_until_killed(path: Path, acknowledged: "multiprocessing.connection.Connection") -> None:
    with Archive(path) as archive:
        for number in range(10_000):
            archive.save(capture(f"http://a/{number}", f"maru.press:{number}"), b"body %d" % number)
            acknowledged.send(number)


def test_a_killed_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_write_until_killed, args=(path, sender))
    process.start()
    sender.close()
    acknowledged = [receiver.recv() for _ in range(20)]
    process.kill()
    process.join()
    with Archive(path) as archive:
        kept = {one.key for one in archive.changed(0)}
        assert {f"maru.press:{number}" for number in acknowledged} <= kept
        assert archive.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert archive.execute("PRAGMA synchronous").fetchone()[0] == 2
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
