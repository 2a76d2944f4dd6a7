"""Everything that was ever fetched, every version of it, in one SQLite file."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
import threading
import zlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Iterator, Sequence

from crawler.errors import DataError
from crawler.records import Capture, Role
from crawler.schema import SCHEMA

COLUMNS = "url source role key fetched_at status name media_type etag last_modified sha256 sequence stated".split()
SELECT = f"SELECT {', '.join('c.' + column for column in COLUMNS)} FROM captures c"
INSERT = f"INSERT INTO captures ({', '.join(COLUMNS)}, checked_at) VALUES ({', '.join('?' * len(COLUMNS))}, ?)"
# A post is one thing under every address it had (a changed host or port); the same file may hang under two posts.
GONE = (404, 410)  # a version without a body: the post was there and is not any more
ALIVE_STATUS = f"status NOT IN {GONE}"
ALIVE = f"c.{ALIVE_STATUS}"
NEWEST = f"""NOT EXISTS (SELECT 1 FROM captures n WHERE n.key = c.key AND n.role = c.role AND n.sequence > c.sequence
    AND n.{ALIVE_STATUS} AND (n.url = c.url OR n.role = 'post'))"""
CHUNK = 500


class Archive:
    """Bodies are kept once by their hash. One object may be shared by threads; writers of several processes take turns.

    What `save` returned is on the disk. DataError: the file is missing (read only), damaged, or locked for too long.
    """

    def __init__(self, path: Path, readonly: bool = False, wait_seconds: float = 60.0) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._depth = 0
        if readonly and not path.is_file():
            raise DataError(f"there is no archive {path}: crawl or add something first")
        address = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
        with _named(path):
            self._db = sqlite3.connect(
                address, uri=True, timeout=wait_seconds, isolation_level=None, check_same_thread=False
            )
            if not readonly:
                self._prepare()
            self._db.execute("SELECT 1 FROM captures LIMIT 1")

    def save(self, capture: Capture, body: bytes) -> Capture:
        """The capture with its hash and sequence; what equals the latest version of its address is only seen again."""
        made = replace(capture, sha256=hashed(body))
        with self.transaction():
            stored = self._newest(made)
            if stored and _says(stored) == _says(made):
                self.seen(stored, made.fetched_at, made.etag, made.last_modified)
                return stored
            self.keep_body(body)
            row = packed(made)
            cursor = self.execute(INSERT, *(row[column] for column in COLUMNS), row["fetched_at"])
            return replace(made, sequence=cursor.lastrowid or 0)

    def keep_body(self, body: bytes) -> None:
        statement = "INSERT OR IGNORE INTO bodies VALUES (?, ?, ?)"
        self.execute(statement, hashed(body), len(body), zlib.compress(body, 6))

    def forget(self, capture: Capture) -> None:
        """Takes a capture out (it goes to quarantine); its body stays."""
        with self.transaction():
            self.execute("DELETE FROM captures WHERE sequence = ?", capture.sequence)

    def bury(self, capture: Capture, status: int, when: datetime) -> Capture:
        """A version that says that the post is gone: no body, a status of 404 or 410."""
        return self.save(replace(capture, status=status, fetched_at=when, etag=None, last_modified=None), b"")

    def seen(self, stored: Capture, when: datetime, etag: str | None = None, last_modified: str | None = None) -> None:
        """The address was asked again and said the same; what it calls its version may have changed."""
        statement = """UPDATE captures SET checked_at = ?, etag = coalesce(?, etag),
            last_modified = coalesce(?, last_modified) WHERE sequence = ?"""
        with self.transaction():
            self.execute(statement, _stamp(when), etag, last_modified, stored.sequence)

    def latest(self, url: str) -> Capture | None:
        found = self._captures("WHERE c.url = ? ORDER BY c.sequence DESC LIMIT 1", url)
        return found[0] if found else None

    def by_key(self, key: str, role: Role | None = None) -> list[Capture]:
        """The latest capture of every address under a key, of a post the latest alone; oldest first.

        Of a post that is gone the last version that said something.
        """
        where = f"WHERE c.key = ? AND ifnull(c.role = ?, 1) AND {ALIVE} AND {NEWEST} ORDER BY c.sequence"
        return self._captures(where, key, role)

    def gone(self, key: str) -> Capture | None:
        """The version that says that a post is gone; None while it is there, and when it came back."""
        found = self._captures("WHERE c.key = ? AND c.role = 'post' ORDER BY c.sequence DESC LIMIT 1", key)
        return found[0] if found and found[0].status in GONE else None

    def deleted(self, since: int = 0) -> Iterator[Capture]:
        """The posts that were found to be gone after a sequence number, and still are, in order."""
        newest = NEWEST.replace(f"AND n.{ALIVE_STATUS} ", "")
        where = f"WHERE c.sequence > ? AND NOT {ALIVE} AND {newest} ORDER BY c.sequence LIMIT {CHUNK}"
        while found := self._captures(where, since):
            yield from found
            since = found[-1].sequence

    def versions(self, url: str) -> list[Capture]:
        """Oldest first."""
        return self._captures("WHERE c.url = ? ORDER BY c.sequence", url)

    def body(self, sha256: str) -> bytes:
        row = self.execute("SELECT packed FROM bodies WHERE sha256 = ?", sha256).fetchone()
        if row is None:
            raise DataError(f"the archive {self.path} has no body {sha256}")
        return zlib.decompress(row[0])

    def changed(self, since: int, roles: Sequence[Role] = ("post", "file", "local")) -> Iterator[Capture]:
        """Captures after a sequence number, only the latest of each address, in order; may run beside a writer."""
        marks = ", ".join("?" * len(roles))
        chosen = f"c.sequence > ? AND c.role IN ({marks}) AND {ALIVE} AND {NEWEST}"
        where = f"WHERE {chosen} ORDER BY c.sequence LIMIT {CHUNK}"
        while found := self._captures(where, since, *roles):
            yield from found
            since = found[-1].sequence

    def last_sequence(self) -> int:
        return int(self.execute("SELECT coalesce(max(sequence), 0) FROM captures").fetchone()[0])

    def first_sequence(self, key: str) -> int | None:
        """When a post was first captured; None when it never was."""
        row = self.execute("SELECT min(sequence) FROM captures WHERE key = ? AND role = 'post'", key).fetchone()
        return None if row[0] is None else int(row[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is kept together or not at all; may be nested."""
        with self._lock, _named(self.path):
            if self._depth == 0:
                self._db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                if self._depth == 1:
                    self._db.execute("ROLLBACK")
                raise
            else:
                if self._depth == 1:
                    self._db.execute("COMMIT")
            finally:
                self._depth -= 1

    def execute(self, statement: str, *values: object) -> sqlite3.Cursor:
        """For the tables beside the captures (crawler.progress)."""
        with self._lock, _named(self.path):
            return self._db.execute(statement, values)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self) -> None:
        """One process at a time: SQLite does not wait for another that makes the same file a WAL database."""
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(SCHEMA)
        finally:
            os.close(folder)

    def _newest(self, capture: Capture) -> Capture | None:
        where = "WHERE c.url = ? AND c.key = ? AND c.role = ? ORDER BY c.sequence DESC LIMIT 1"
        found = self._captures(where, capture.url, capture.key, capture.role)
        return found[0] if found else None

    def _captures(self, where: str, *values: object) -> list[Capture]:
        with self._lock:
            return [of_row(row) for row in self.execute(f"{SELECT} {where}", *values).fetchall()]


def hashed(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def packed(capture: Capture) -> dict[str, object]:
    """By column, for tables that hold captures; `of_row` is its opposite."""
    own = {"fetched_at": _stamp(capture.fetched_at), "stated": _json(capture), "sequence": None}
    return {**vars(capture), **own}


def of_row(row: Sequence[Any], columns: Sequence[str] = COLUMNS) -> Capture:
    fields = dict(zip(columns, row))
    fields["fetched_at"] = datetime.fromisoformat(fields["fetched_at"])
    fields["stated"] = json.loads(fields["stated"])
    return Capture(**fields)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise DataError(f"the archive {path}: {error}") from error


def _says(capture: Capture) -> tuple[object, ...]:
    """What makes two captures of one address the same version."""
    return capture.sha256, capture.name, _json(capture)


def _json(capture: Capture) -> str:
    return json.dumps(dict(capture.stated), ensure_ascii=False, sort_keys=True)


def _stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).isoformat(timespec="seconds")
