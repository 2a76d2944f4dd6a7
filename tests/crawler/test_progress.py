"""What is still to fetch, and how far a source was walked."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path
from typing import Iterator

import pytest

from crawler.archive import Archive
from crawler.progress import TRIES, Progress, Run, Wanted
from crawler.records import Capture

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
POST = Wanted("maru.press:1", "http://a/1", "maru.press", "post", stated={"title": "제목"})
FILE = Wanted("maru.press:1", "http://a/f", "maru.press", "file", "가.hwp")


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    with Archive(tmp_path / "archive.sqlite") as archive:
        yield Progress(archive)


def test_what_is_wanted_stays_until_it_came(progress: Progress) -> None:
    progress.want([FILE, POST, POST])
    assert progress.wanted("maru.press") == [POST, FILE]  # posts first
    assert progress.wanted("maru.plan") == []
    assert progress.promised("maru.press:1") and not progress.promised("maru.press:2")
    progress.got(POST)
    assert progress.wanted("maru.press") == [FILE]


def test_what_fails_in_several_runs_is_given_up_but_not_forgotten(progress: Progress) -> None:
    progress.want([POST])
    for _ in range(TRIES):
        assert progress.wanted("maru.press") == [POST]
        progress.failed(POST, "status 500")
    assert progress.wanted("maru.press") == []
    assert progress.given_up("maru.press") == ["status 500"]
    assert progress.promised(POST.key)


@pytest.mark.parametrize("since", [None, date(2026, 1, 1)])
def test_a_walk_remembers_how_far_it_went(progress: Progress, since: date | None) -> None:
    assert progress.walk("maru.press") is None
    progress.archive.save(Capture("http://a/1", "maru.press", "post", "maru.press:1", NOON), b"body")
    progress.finish("maru.press", NOON, since)
    walk = progress.walk("maru.press")
    assert walk and (walk.finished_at, walk.sequence, walk.since) == (NOON, 1, since)


def test_a_run_that_was_killed_has_no_end(progress: Progress) -> None:
    progress.start_run("maru.press", NOON)
    assert progress.run("maru.press") == Run(NOON, None, {}, None)
    progress.end_run("maru.press", NOON, {"posts": 2}, "stopped")
    assert progress.run("maru.press") == Run(NOON, NOON, {"posts": 2}, "stopped")


def test_posts_and_files_are_counted_once_a_version(progress: Progress) -> None:
    for body in (b"one", b"two"):
        progress.archive.save(Capture("http://a/1", "maru.press", "post", "maru.press:1", NOON), body)
    for number in (1, 2):
        progress.archive.save(Capture(f"http://a/f{number}", "maru.press", "file", "maru.press:1", NOON), b"file")
    assert (progress.held("maru.press", "post"), progress.held("maru.press", "file")) == (1, 2)
