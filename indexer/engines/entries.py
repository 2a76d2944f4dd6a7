"""The SQLite table of entries: the truth from which the inverted index can always be made again."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

from indexer.errors import EngineDamaged
from indexer.records import Entry

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body BLOB);
CREATE INDEX IF NOT EXISTS entries_revision ON entries (revision);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Entries:
    """Entries by id. A body of NULL marks a deleted entry, so that the inverted index can follow after a crash."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    def create(self) -> None:
        self._connection().executescript(_SCHEMA)

    def put(self, entries: Iterable[Entry]) -> int:
        """Stores the entries as one revision, durable on return; the revision."""
        return self._write([(entry["id"], _pack(entry)) for entry in entries])

    def delete(self, ids: Sequence[str]) -> int:
        return self._write([(id, None) for id in ids])

    def get(self, id: str) -> Entry | None:
        row = self._connection().execute("SELECT body FROM entries WHERE id = ?", (id,)).fetchone()
        return _unpack(row[0]) if row and row[0] is not None else None

    def scan(self) -> Iterator[Entry]:
        """Every live entry, by id."""
        for (body,) in self._connection().execute("SELECT body FROM entries WHERE body IS NOT NULL ORDER BY id"):
            yield _unpack(body)

    def after(self, revision: int) -> Iterator[tuple[str, Entry | None]]:
        """What changed after a revision; None for a deleted entry."""
        rows = self._connection().execute("SELECT id, body FROM entries WHERE revision > ?", (revision,))
        for id, body in rows:
            yield id, None if body is None else _unpack(body)

    def revision(self) -> int:
        return int(self._connection().execute("SELECT coalesce(max(revision), 0) FROM entries").fetchone()[0])

    def fact(self, name: str, default: Any = None) -> Any:
        row = self._connection().execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def state(self, name: str, value: Any) -> None:
        with self._connection() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, json.dumps(value)))

    def _write(self, rows: list[tuple[str, bytes | None]]) -> int:
        revision = self.revision() + 1
        with self._connection() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", [(id, revision, body) for id, body in rows]
            )
        return revision

    def _connection(self) -> sqlite3.Connection:
        """One connection a thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = _open(self.path)
        return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
    except sqlite3.DatabaseError as error:
        raise EngineDamaged(f"{path}: {error}; `python -m indexer rebuild` makes it again") from error
    return connection


def _pack(entry: Entry) -> bytes:
    return zlib.compress(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _unpack(body: bytes) -> Entry:
    entry: Entry = json.loads(zlib.decompress(body))
    return entry
