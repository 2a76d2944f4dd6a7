"""What a source showed until now: its own history, that its monitors compare with."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Mapping, Sequence

from crawler.archive import Archive
from crawler.dates import day
from crawler.records import Listing, Post
from crawler.suspicion import Alarm, Usual

YEAR = timedelta(days=365)
HISTORY = timedelta(days=900)  # two rounds of a board that comes out once a year
LAST_POSTS = 200
LAST_RUNS = 20
LOG_KEPT = timedelta(days=400)
DAYS = """SELECT DISTINCT coalesce(r.published, (
        SELECT date(min(c.fetched_at), '+9 hours') FROM captures c WHERE c.key = r.key AND c.role = 'post'
    )) AS day FROM readings r WHERE r.source = ? AND day > ? AND day <= ? ORDER BY day"""  # '+9 hours': Seoul


@dataclass(frozen=True)
class Reading:
    """One post."""

    key: str
    title: str
    published: date | None
    characters: int
    files: int
    digest: str


@dataclass(frozen=True)
class History:
    """Of one source on one day."""

    days: tuple[date, ...] = ()  # on which posts came out (or where they state none, were fetched), oldest first
    posts: int = 0
    month: int = 0  # posts of the past 30 days
    most_a_day: int = 0  # of the past year, without today
    dated: tuple[bool, ...] = ()  # whether the last posts state a day, newest first
    bodies: tuple[int, ...] = ()  # characters of the last posts without attachments, newest first


@dataclass(frozen=True)
class LoggedRun:
    started_at: datetime
    ended_at: datetime
    counts: Mapping[str, int]
    error: str | None
    alarms: tuple[Alarm, ...]


class Readings:
    """Lives in the archive's file, so that a post and its reading are kept in one transaction."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def keep(self, source: str, reading: Reading) -> None:
        published = reading.published.isoformat() if reading.published else None
        values = (reading.key, source, reading.title, published, reading.characters, reading.files, reading.digest)
        with self._archive.transaction():
            self._archive.execute("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?)", *values)

    def get(self, key: str) -> Reading | None:
        statement = "SELECT key, title, published, characters, files, digest FROM readings WHERE key = ?"
        row = self._archive.execute(statement, key).fetchone()
        if row is None:
            return None
        return Reading(row[0], row[1], date.fromisoformat(row[2]) if row[2] else None, *row[3:])

    def forget(self, key: str) -> None:
        with self._archive.transaction():
            self._archive.execute("DELETE FROM readings WHERE key = ?", key)

    def usual(self, source: str, keys: Mapping[str, str], today: date) -> Usual:
        """`keys` by post id: what is known of the posts of a page."""
        marks = ", ".join("?" * len(keys))
        statement = f"SELECT key, title, published FROM readings WHERE key IN ({marks})"
        known = {row[0]: row for row in self._archive.execute(statement, *keys.values()).fetchall()}
        rows = {post: known[key] for post, key in keys.items() if key in known}
        return Usual(
            published={post: date.fromisoformat(row[2]) for post, row in rows.items() if row[2]},
            titles={post: row[1] for post, row in rows.items()},
            dated_share=self._dated_share(source),
            posts=self.count(source),
        )

    def history(self, source: str, today: date) -> History:
        span = ((today - HISTORY).isoformat(), today.isoformat())
        rows = self._archive.execute(DAYS, source, *span).fetchall()
        return History(
            days=tuple(date.fromisoformat(row[0]) for row in rows),
            posts=self.count(source),
            month=self.count(source, today - timedelta(days=30), today),
            most_a_day=self._most_a_day(source, today),
            dated=tuple(bool(value) for value in self._last("published IS NOT NULL", source, (0, 1))),
            bodies=tuple(self._last("characters", source, (0,))),
        )

    def count(self, source: str, after: date | None = None, until: date | None = None) -> int:
        """Posts, or those of the days after one and up to another."""
        statement = "SELECT count(*) FROM readings WHERE source = ?"
        if after is None or until is None:
            return int(self._archive.execute(statement, source).fetchone()[0])
        statement += " AND published > ? AND published <= ?"
        return int(self._archive.execute(statement, source, after.isoformat(), until.isoformat()).fetchone()[0])

    def log(self, source: str, run: LoggedRun) -> None:
        alarms = json.dumps([[alarm.name, alarm.message] for alarm in run.alarms], ensure_ascii=False)
        values = (_stamp(run.started_at), _stamp(run.ended_at), json.dumps(dict(run.counts)), run.error, alarms)
        with self._archive.transaction():
            self._archive.execute("INSERT OR REPLACE INTO run_log VALUES (?, ?, ?, ?, ?, ?)", source, *values)
            statement = "DELETE FROM run_log WHERE source = ? AND started_at < ?"
            self._archive.execute(statement, source, _stamp(run.ended_at - LOG_KEPT))

    def runs(self, source: str, limit: int = LAST_RUNS) -> list[LoggedRun]:
        """Newest first."""
        statement = """SELECT started_at, ended_at, counts, error, alarms FROM run_log
            WHERE source = ? ORDER BY started_at DESC LIMIT ?"""
        return [_run(row) for row in self._archive.execute(statement, source, limit).fetchall()]

    def _most_a_day(self, source: str, today: date) -> int:
        statement = """SELECT count(*) FROM readings WHERE source = ? AND published > ? AND published < ?
            GROUP BY published ORDER BY 1 DESC LIMIT 1"""
        span = ((today - YEAR).isoformat(), today.isoformat())
        row = self._archive.execute(statement, source, *span).fetchone()
        return int(row[0]) if row else 0

    def _dated_share(self, source: str) -> float | None:
        """Of the rows of the last run that read some without an alarm."""
        for run in self.runs(source):
            if run.counts.get("rows") and not run.alarms:
                return run.counts["dated"] / run.counts["rows"]
        return None

    def _last(self, value: str, source: str, files: tuple[int, ...]) -> list[int]:
        """Of the last posts, newest first; `files`: 0 those without, 1 those with attachments."""
        marks = ", ".join("?" * len(files))
        statement = f"""SELECT {value} FROM readings WHERE source = ? AND min(files, 1) IN ({marks})
            ORDER BY rowid DESC LIMIT ?"""
        return [row[0] for row in self._archive.execute(statement, source, *files, LAST_POSTS).fetchall()]


def reading(key: str, row_day: date | None, title: str, post: Post) -> Reading:
    """`row_day` and `title` are those of the list row."""
    said = "\n".join([post.body, *sorted(file.url for file in post.attachments)])
    return Reading(
        key=key,
        title=title or post.title or "",
        published=row_day or day(post.published),
        characters=len(post.body),
        files=len(post.attachments),
        digest=hashlib.sha256(said.encode()).hexdigest(),
    )


def dated(rows: Sequence[Listing]) -> int:
    return sum(row.published is not None for row in rows)


def _run(row: tuple[Any, ...]) -> LoggedRun:
    alarms = tuple(Alarm(name, message) for name, message in json.loads(row[4]))
    return LoggedRun(datetime.fromisoformat(row[0]), datetime.fromisoformat(row[1]), json.loads(row[2]), row[3], alarms)


def _stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).isoformat(timespec="seconds")
