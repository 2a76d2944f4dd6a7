"""What is still to fetch, how far each source was walked, how its last run ended."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any, Iterable, Mapping

from crawler.archive import Archive
from crawler.records import Role

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
    """The last attempt at a source; `ended_at` is None while it runs, or when it was killed."""

    started_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    error: str | None


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

    def wanted(self, source: str) -> list[Wanted]:
        """Posts before files, in the order in which they were promised; without what was given up."""
        statement = """SELECT key, url, source, role, name, stated FROM wanted
            WHERE source = ? AND tries < ? ORDER BY role DESC, rowid"""
        rows = self.archive.execute(statement, source, TRIES).fetchall()
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

    def start_run(self, source: str, now: datetime) -> None:
        with self.archive.transaction():
            statement = "INSERT OR REPLACE INTO runs (source, started_at, counts) VALUES (?, ?, '{}')"
            self.archive.execute(statement, source, _stamp(now))

    def end_run(self, source: str, now: datetime, counts: Mapping[str, int], error: str | None) -> None:
        with self.archive.transaction():
            statement = "UPDATE runs SET ended_at = ?, counts = ?, error = ? WHERE source = ?"
            self.archive.execute(statement, _stamp(now), json.dumps(dict(counts)), error, source)

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


def _stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).isoformat(timespec="seconds")
