"""What is still to fetch, how far each source was walked, how its last run ended."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any, Iterable, Mapping

from crawler.archive import ALIVE, Archive
from crawler.records import Capture, Role

LAST = "NOT EXISTS (SELECT 1 FROM captures n WHERE n.key = c.key AND n.role = 'post' AND n.sequence > c.sequence)"
TRIES = 3  # runs in which one address may fail before it is given up


@dataclass(frozen=True)
class Wanted:
    """A post or file that a page promised and the archive does not hold yet."""

    key: str
    url: str
    source: str
    role: Role
    name: str | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Walk:
    """The last walk over a source that reached its end."""

    finished_at: datetime
    sequence: int  # posts first captured up to here were walked over
    since: date | None  # how far back it went; None: to the end of the board


@dataclass(frozen=True)
class Run:
    """The last attempt at a source; `ended_at` is None while it runs, when it was killed, or with an error paused."""

    started_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    error: str | None


@dataclass(frozen=True)
class Span:
    """Days from `since` up to `until`; None: to the end of the board, or up to that moment."""

    since: date | None
    until: date | None
    finished_at: datetime


class Progress:
    """Lives in the archive's file, so that a post and what it promises are kept in one transaction."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def want(self, things: Iterable[Wanted]) -> None:
        statement = "INSERT OR IGNORE INTO wanted (key, url, source, role, name, stated) VALUES (?, ?, ?, ?, ?, ?)"
        with self.archive.transaction():
            for thing in things:
                stated = json.dumps(dict(thing.stated), ensure_ascii=False)
                values = (thing.key, thing.url, thing.source, thing.role, thing.name, stated)
                self.archive.execute(statement, *values)

    def wanted(self, source: str, tried: bool | None = None) -> list[Wanted]:
        """Posts before files, in the order in which they were promised; without what was given up.

        `tried`: only what failed in an earlier run, or only what was never asked for.
        """
        statement = """SELECT key, url, source, role, name, stated FROM wanted
            WHERE source = ? AND tries < ? AND ifnull((tries > 0) = ?, 1) ORDER BY role DESC, rowid"""
        rows = self.archive.execute(statement, source, TRIES, tried).fetchall()
        return [Wanted(key, url, board, role, name, json.loads(stated)) for key, url, board, role, name, stated in rows]

    def promised(self, key: str) -> bool:
        """Whether a post is still to come, or was given up."""
        statement = "SELECT 1 FROM wanted WHERE key = ? AND role = 'post'"
        return self.archive.execute(statement, key).fetchone() is not None

    def got(self, thing: Wanted) -> None:
        with self.archive.transaction():
            self.archive.execute("DELETE FROM wanted WHERE key = ? AND url = ?", thing.key, thing.url)

    def failed(self, thing: Wanted, error: str) -> None:
        with self.archive.transaction():
            statement = "UPDATE wanted SET tries = tries + 1, error = ? WHERE key = ? AND url = ?"
            self.archive.execute(statement, error, thing.key, thing.url)

    def give_up(self, thing: Wanted, error: str) -> None:
        """Not tried any more, until it is wanted anew."""
        with self.archive.transaction():
            statement = "UPDATE wanted SET tries = ?, error = ? WHERE key = ? AND url = ?"
            self.archive.execute(statement, TRIES, error, thing.key, thing.url)

    def given_up(self, source: str) -> list[str]:
        """The errors of what failed in TRIES runs."""
        statement = "SELECT error FROM wanted WHERE source = ? AND tries >= ? ORDER BY rowid"
        return [row[0] for row in self.archive.execute(statement, source, TRIES).fetchall()]

    def finish(self, source: str, now: datetime, since: date | None) -> None:
        """A walk reached its end: the next one may stop at posts known by now."""
        with self.archive.transaction():
            statement = "INSERT OR REPLACE INTO passes (source, finished_at, sequence, since) VALUES (?, ?, ?, ?)"
            sequence = self.archive.last_sequence()
            self.archive.execute(statement, source, _stamp(now), sequence, since.isoformat() if since else "")

    def walk(self, source: str) -> Walk | None:
        statement = "SELECT finished_at, sequence, since FROM passes WHERE source = ?"
        row = self.archive.execute(statement, source).fetchone()
        if row is None:
            return None
        return Walk(datetime.fromisoformat(row[0]), row[1], date.fromisoformat(row[2]) if row[2] else None)

    def read_to(self, source: str, since: date | None, until: date | None, now: datetime) -> None:
        """A span of days was read to its end; spans that it holds are forgotten."""
        start, end = _text(since), _text(until)
        with self.archive.transaction():
            statement = """DELETE FROM depths WHERE source = ?
                AND (? = '' OR (since != '' AND since >= ?)) AND (? = '' OR (until != '' AND until <= ?))"""
            self.archive.execute(statement, source, start, start, end, end)
            statement = "INSERT OR REPLACE INTO depths VALUES (?, ?, ?, ?)"
            self.archive.execute(statement, source, start, end, _stamp(now))

    def depths(self, source: str) -> list[Span]:
        """Which spans of days were read to their end, the deepest first."""
        statement = "SELECT since, until, finished_at FROM depths WHERE source = ? ORDER BY since, until"
        rows = self.archive.execute(statement, source).fetchall()
        return [Span(_day(since), _day(until), datetime.fromisoformat(at)) for since, until, at in rows]

    def deep_pass(self, source: str) -> datetime | None:
        """When the whole board was last walked over again."""
        row = self.archive.execute("SELECT finished_at FROM deep_passes WHERE source = ?", source).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def finish_deep_pass(self, source: str, now: datetime) -> None:
        with self.archive.transaction():
            self.archive.execute("INSERT OR REPLACE INTO deep_passes VALUES (?, ?)", source, _stamp(now))

    def young(self, source: str, since: datetime) -> list[tuple[str, str]]:
        """Key and address of posts that came out, or where no day is known were fetched, after a moment."""
        statement = f"""SELECT c.key, c.url FROM captures c LEFT JOIN readings r ON r.key = c.key
            WHERE c.source = ? AND c.role = 'post' AND coalesce(r.published, c.fetched_at) >= ?
            AND {ALIVE} AND {LAST} ORDER BY c.sequence DESC"""
        return list(self.archive.execute(statement, source, since.date().isoformat()).fetchall())

    def posts(self, source: str, since: date | None) -> list[str]:
        """Keys of posts that came out on a day or later, as far as the day is known; without what is gone."""
        statement = f"""SELECT c.key FROM captures c JOIN readings r ON r.key = c.key
            WHERE c.source = ? AND c.role = 'post' AND r.published >= ? AND {ALIVE} AND {LAST} ORDER BY c.sequence"""
        return [row[0] for row in self.archive.execute(statement, source, _text(since)).fetchall()]

    def unchecked(self, source: str, before: datetime, after: datetime, limit: int) -> list[tuple[str, str]]:
        """Key and address of posts that were not looked at since a moment, the longest first; without what is gone.

        Looked at `after` a moment that is still to come: by a clock that was wrong.
        """
        statement = f"""SELECT c.key, c.url FROM captures c WHERE c.source = ? AND c.role = 'post'
            AND (c.checked_at < ? OR c.checked_at > ?) AND {ALIVE} AND {LAST}
            ORDER BY c.checked_at, c.sequence LIMIT ?"""
        return list(self.archive.execute(statement, source, _stamp(before), _stamp(after), limit).fetchall())

    def checked_at(self, capture: Capture) -> datetime:
        """When this version was last seen."""
        row = self.archive.execute("SELECT checked_at FROM captures WHERE sequence = ?", capture.sequence).fetchone()
        return datetime.fromisoformat(row[0]) if row else capture.fetched_at

    def start_run(self, source: str, now: datetime) -> None:
        with self.archive.transaction():
            statement = "INSERT OR REPLACE INTO runs (source, started_at, counts) VALUES (?, ?, '{}')"
            self.archive.execute(statement, source, _stamp(now))

    def end_run(self, source: str, now: datetime, counts: Mapping[str, int], error: str | None) -> None:
        with self.archive.transaction():
            statement = "UPDATE runs SET ended_at = ?, counts = ?, error = ? WHERE source = ?"
            self.archive.execute(statement, _stamp(now), json.dumps(dict(counts)), error, source)

    def pause_run(self, source: str, reason: str) -> None:
        """It has not ended: its source stays due."""
        with self.archive.transaction():
            self.archive.execute("UPDATE runs SET error = ? WHERE source = ?", reason, source)

    def run(self, source: str) -> Run | None:
        statement = "SELECT started_at, ended_at, counts, error FROM runs WHERE source = ?"
        row = self.archive.execute(statement, source).fetchone()
        if row is None:
            return None
        ended = datetime.fromisoformat(row[1]) if row[1] else None
        return Run(datetime.fromisoformat(row[0]), ended, json.loads(row[2]), row[3])

    def held(self, source: str, role: Role) -> int:
        """How many posts, or files, of a source the archive holds."""
        statement = "SELECT count(DISTINCT key || ' ' || CASE role WHEN 'post' THEN '' ELSE url END) FROM captures"
        return int(self.archive.execute(f"{statement} WHERE source = ? AND role = ?", source, role).fetchone()[0])


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).isoformat(timespec="seconds")
