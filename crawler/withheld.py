"""New posts of a run until the monitors have judged them, kept apart from the archive's captures."""

from __future__ import annotations

from crawler.archive import Archive, hashed, of_row, packed
from crawler.quarantine import KEPT
from crawler.records import Capture


class Withheld:
    """What lies here is in no table that the indexer reads; a run that was killed leaves it to the next one."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def put(self, capture: Capture, body: bytes) -> None:
        row = packed(capture) | {"sha256": hashed(body)}
        names, marks = ", ".join(KEPT), ", ".join("?" * len(KEPT))
        with self._archive.transaction():
            self._archive.keep_body(body)
            statement = f"INSERT OR REPLACE INTO withheld ({names}) VALUES ({marks})"
            self._archive.execute(statement, *(row[name] for name in KEPT))

    def of(self, source: str) -> list[Capture]:
        """In the order in which they came."""
        statement = f"SELECT {', '.join(KEPT)} FROM withheld WHERE source = ? ORDER BY rowid"
        rows = self._archive.execute(statement, source).fetchall()
        return [of_row([*row, 0], [*KEPT, "sequence"]) for row in rows]

    def holds(self, key: str) -> bool:
        return self._archive.execute("SELECT 1 FROM withheld WHERE key = ?", key).fetchone() is not None

    def count(self, source: str) -> int:
        return int(self._archive.execute("SELECT count(*) FROM withheld WHERE source = ?", source).fetchone()[0])

    def release(self, source: str) -> None:
        """Into the archive, as if they had just come."""
        with self._archive.transaction():
            for capture in self.of(source):
                self._archive.save(capture, self._archive.body(capture.sha256))
                self.drop(capture.key)

    def drop(self, key: str) -> None:
        with self._archive.transaction():
            self._archive.execute("DELETE FROM withheld WHERE key = ?", key)
