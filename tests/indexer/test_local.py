"""Adding local files."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.archive import Archive
from indexer import local
from indexer.errors import InputError


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive.sqlite")


@pytest.mark.parametrize(
    "content, complaint",
    [
        ('{"text": "공원"}\nnonsense', "line 2: not JSON"),
        ('{"title": "공원"}', "line 1: a record needs a `text`"),
        ('{"text": "  "}', "line 1: a record needs a `text`"),
        ("[1]", "line 1: a record needs a `text`"),
    ],
)
def test_a_bad_record_is_named_by_file_and_line_and_nothing_of_the_file_is_stored(
    archive: Archive, tmp_path: Path, content: str, complaint: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=complaint) as raised:
        local.add(archive, path, {})
    assert str(path) in str(raised.value)
    assert archive.last_sequence() == 0


def test_a_file_that_is_no_utf8_is_named(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="bad.jsonl"):
        local.add(archive, path, {})


def test_folders_give_their_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt"):
        (tmp_path / name).write_text("공원", "utf-8")
    assert [path.name for path in local.files([tmp_path])] == ["a.txt", "2.txt"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing.hwp: no such file"):
        local.files([tmp_path / "missing.hwp"])


@pytest.mark.parametrize(
    "option, value, complaint",
    [
        ("district", "중구", "--district 중구"),
        ("kind", "poem", "--kind poem: not one of press"),
        ("published", "어제", "--published 어제: not a date"),
    ],
)
def test_options_without_sense_are_refused(option: str, value: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        local.check({option: value})


def test_options_that_were_not_given_are_left_out() -> None:
    assert local.check({"kind": "plan", "title": None}) == {"kind": "plan"}
