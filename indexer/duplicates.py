"""Which releases are the same one published again, as clusters that grow with every batch.

Signatures (MinHash over runs of three content terms) stand in a small SQLite file beside the archive; whether two alike
releases are the same is then read off their entries (indexer.releases).
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from indexer.records import Entry
from indexer.releases import LEAST_SHINGLES, Release, release, same

KINDS = ("press", "news", "notice")
OFFICIAL = ("press", "notice")  # a newspaper is not
BANDS, ROWS = 32, 3  # of two releases whose shingles are half the same, 98.6 % share a band
CANDIDATES = 200  # looked at for one release
SCHEME = "affine32"  # of datasketch: stored signatures stay comparable
ALIKE_BY_SIGNATURE = 0.3  # estimated share of common shingles, ± 0.05

Signature = npt.NDArray[np.uint32]
Lookup = Callable[[str], Entry | None]

_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-131072;"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, signature BLOB NOT NULL,
    official INTEGER NOT NULL, published TEXT NOT NULL, cluster INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS documents_cluster ON documents (cluster);
CREATE TABLE IF NOT EXISTS bands (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


class Clusters:
    """The clusters of one index. Use as a context; every `add` is one transaction."""

    def __init__(self, path: Path, *, anew: bool = False) -> None:
        if anew:
            path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(path, timeout=60)
        self._connection.executescript(_PRAGMAS + _SCHEMA)

    def __enter__(self) -> "Clusters":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, entries: Iterable[Entry], lookup: Lookup) -> dict[str, str | None]:
        """The cluster of every document that has another one now, the added ones among them; None: alone again.

        `lookup` gives the entries of earlier batches.
        """
        fresh = {entry["id"]: entry for entry in entries if entry["kind"] in KINDS}
        known: Lookup = lambda id: fresh.get(id) or lookup(id)
        changed: dict[str, str | None] = {}
        with self._connection:
            for entry in fresh.values():
                changed |= self._leave(entry["id"])
                changed |= self._join(release(entry), known)
        return changed

    def _leave(self, id: str) -> dict[str, str | None]:
        """Takes out what an earlier reading of the document left."""
        asked = "SELECT number, signature, cluster FROM documents WHERE id = ?"
        row = self._connection.execute(asked, (id,)).fetchone()
        if not row:
            return {}
        number, signature, cluster = row
        keys = [(key, number) for key in _keys(np.frombuffer(signature, dtype=np.uint32))]
        self._connection.executemany("DELETE FROM bands WHERE key = ? AND number = ?", keys)
        self._connection.execute("DELETE FROM documents WHERE number = ?", (number,))
        return {id: None, **self._named(cluster)}

    def _join(self, new: Release, lookup: Lookup) -> dict[str, str | None]:
        if len(new.shingles) < LEAST_SHINGLES:
            return {}
        signature = _signature(new.shingles)
        keys = _keys(signature)
        clusters = {cluster for id, cluster in self._alike(signature, keys) if _is_same(new, lookup(id))}
        number = self._insert(new.entry, signature, keys)
        cluster = min(clusters, default=number)
        for each in [number, *clusters]:
            self._connection.execute("UPDATE documents SET cluster = ? WHERE cluster = ?", (cluster, each))
        return self._named(cluster) if clusters else {}

    def _alike(self, signature: Signature, keys: Sequence[int]) -> Iterator[tuple[str, int]]:
        """Id with cluster of the documents whose signature is near enough."""
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            "SELECT id, cluster, signature FROM documents WHERE number IN "
            f"(SELECT DISTINCT number FROM bands WHERE key IN ({marks}) LIMIT {CANDIDATES})",
            keys,
        ).fetchall()
        for id, cluster, other in rows:
            if np.mean(np.frombuffer(other, dtype=np.uint32) == signature) >= ALIKE_BY_SIGNATURE:
                yield id, cluster

    def _insert(self, entry: Entry, signature: Signature, keys: Sequence[int]) -> int:
        cursor = self._connection.execute(
            "INSERT INTO documents (id, signature, official, published, cluster) VALUES (?, ?, ?, ?, 0)",
            (entry["id"], signature.tobytes(), entry["kind"] in OFFICIAL, (entry.get("published") or "9999")[:10]),
        )
        number = int(cursor.lastrowid or 0)
        self._connection.execute("UPDATE documents SET cluster = number WHERE number = ?", (number,))
        self._connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(key, number) for key in keys])
        return number

    def _named(self, cluster: int) -> dict[str, str | None]:
        """The members of a cluster with its name: the id of the earliest official release."""
        members = [
            id for (id,) in self._connection.execute(
                "SELECT id FROM documents WHERE cluster = ? ORDER BY official DESC, published, number", (cluster,)
            )
        ]
        return {id: members[0] if len(members) > 1 else None for id in members}


def place(data: Path, *, anew: bool = False) -> Path:
    """Where the clusters are kept; those of an index that is not served yet have a place of their own."""
    return data / ("duplicates.new.sqlite" if anew else "duplicates.sqlite")


def _is_same(new: Release, entry: Entry | None) -> bool:
    return entry is not None and same(new, release(entry))


def _signature(shingles: Iterable[int]) -> Signature:
    sketch = MinHash(BANDS * ROWS, hashfunc=_itself, scheme=SCHEME, permutations=_permutations())
    sketch.update_batch(shingles)
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


@cache
def _permutations() -> Any:
    """Drawn once: that takes as long as a signature."""
    return MinHash(BANDS * ROWS, scheme=SCHEME).permutations


def _itself(shingle: int) -> int:
    return shingle


def _keys(signature: Signature) -> list[int]:
    """One number a band, of 63 bits so that SQLite takes it."""
    rows = signature.reshape(BANDS, ROWS).astype(np.uint64)
    mixed = np.arange(1, BANDS + 1, dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return [int(key) for key in mixed & np.uint64(0x7FFFFFFFFFFFFFFF)]
