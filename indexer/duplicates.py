"""Which releases are the same one published again, as clusters that grow with every batch.

Signatures (MinHash over runs of three content terms) stand in a small SQLite file beside the archive; what two alike
releases differ in is then read off their entries. Alike is not the same: another government, another date, another
year, another round or another name makes another release.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterable, Iterator, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from indexer.analyze import SENTENCE_END
from indexer.records import Entry

KINDS = ("press", "news", "notice")
OFFICIAL = ("press", "notice")  # a newspaper is not
SHINGLE_TERMS = 3
LEAST_SHINGLES = 20  # shorter texts are too alike to tell apart
MOST_TERMS = 3000  # of a release with its attachments read into the body
BANDS, ROWS = 32, 3  # of two releases whose shingles are half the same, 98.6 % share a band
CANDIDATES = 200  # looked at for one release
SCHEME = "affine32"  # of datasketch: stored signatures stay comparable
ALIKE_BY_SIGNATURE = 0.3  # estimated share of common shingles, ± 0.05
CONTAINED, COMMON = 0.8, 0.4  # share of the shorter text's shingles that the longer has; share of all that both have
DAYS_NEAR, DAYS_APART = 7, 31  # within a week nothing recurs; after a month nothing is published again
LEAD_TERMS, LEAD_CHARACTERS = 60, 400
WHOLE = 0.9  # share of the longer text's length that the shorter has, when neither is cut
WHOLE_READ = 0.75  # share of such a text in front of its signing lines
FEW_YEARS = 2
REPEATED = 2  # a word this often is what a text is about

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
_DATE = re.compile(r"(?:\d{1,2}월\s?)?\d{1,2}일")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ROUND = re.compile(r"제?\s?(\d+)\s?(?:회|기|차|호|분기)(?![가-힣])")


@dataclass(frozen=True)
class Release:
    """What is compared of an entry."""

    entry: Entry
    terms: tuple[str, ...]
    shingles: frozenset[int]


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


def release(entry: Entry) -> Release:
    """Without attachments, which several releases may share."""
    body = entry["body_terms"].split(" ")[:MOST_TERMS]
    terms = tuple(term for term in body[: _body_terms(entry)] if term != SENTENCE_END)
    runs = (" ".join(terms[at : at + SHINGLE_TERMS]) for at in range(len(terms) - SHINGLE_TERMS + 1))
    return Release(entry, terms, frozenset(crc32(run.encode()) for run in runs))


def same(first: Release, second: Release) -> bool:
    """Whether two texts are one release: whole or cut, under another headline, with a figure put right."""
    shorter, longer = sorted((first, second), key=lambda release: len(release.shingles))
    common = len(shorter.shingles & longer.shingles)
    return (
        len(shorter.shingles) >= LEAST_SHINGLES
        and common >= CONTAINED * len(shorter.shingles)
        and common >= COMMON * (len(shorter.shingles) + len(longer.shingles) - common)
        and not _differ(shorter.entry, longer.entry)
        and not _other_names(shorter, longer)
    )


def _is_same(new: Release, entry: Entry | None) -> bool:
    return entry is not None and same(new, release(entry))


def _body_terms(entry: Entry) -> int | None:
    """How many of the body's terms stand before the attachments and the title; None for all of them."""
    behind = len((entry.get("attachment_terms") or "").split()) + len((entry.get("title_terms") or "").split())
    return -behind if behind else None


def _differ(first: Entry, second: Entry) -> bool:
    """By what a rule can read: the government, the day of publication, the round; the dates where days do not say."""
    places = {entry["district"][0] for entry in (first, second) if entry["district"]}
    days = [date.fromisoformat(entry["published"][:10]) for entry in (first, second) if entry.get("published")]
    apart = abs((days[0] - days[1]).days) if len(days) == 2 else None
    rounds = [set(_ROUND.findall(entry["title"])) for entry in (first, second)]
    if len(places) > 1 or (all(rounds) and not rounds[0] & rounds[1]):
        return True
    if apart is not None and (apart <= DAYS_NEAR or apart > DAYS_APART):
        return apart > DAYS_APART
    return _other_dates(first, second) or _other_year(first, second) or _other_year(second, first)


def _other_dates(shorter: Entry, longer: Entry) -> bool:
    """Whether most of the dates, or of the years, in the shorter text are not in the longer."""
    found = [(set(dates.findall(_own(shorter))), set(dates.findall(_own(longer)))) for dates in (_DATE, _YEAR)]
    return any(2 * len(own & others) < len(own) for own, others in found)


def _other_year(first: Entry, second: Entry) -> bool:
    """Whether the latest year of one text is nowhere in the other; where one is cut, the latest at its beginning."""
    texts = _own(first), _own(second)
    read_to = None if _equally_long(*map(len, texts)) else LEAD_CHARACTERS
    years, others = Counter(_YEAR.findall(texts[0][:read_to])), Counter(_YEAR.findall(texts[1]))
    if not years or not others or max(years) in others:
        return False
    return (years - others).total() > 1 or years.total() <= FEW_YEARS  # else one of many was put right


def _other_names(shorter: Release, longer: Release) -> bool:
    """Whether a word that one text keeps repeating is not in the other: another donor, village or course.

    Of a text that may be cut in the other, only the beginning is asked for. A word cut otherwise by its new
    neighbours is still there as letters.
    """
    whole = _equally_long(len(shorter.terms), len(longer.terms))
    read_to = int(WHOLE_READ * len(longer.terms)) if whole else LEAD_TERMS
    missing = [(term, longer) for term in _repeated(shorter) - set(longer.terms)]
    asked = _repeated(longer) & set(longer.terms[:read_to])
    missing += [(term, shorter) for term in asked - set(shorter.terms)]
    return any(not term.isdigit() and term not in str(other.entry["text"]) for term, other in missing)


def _repeated(release: Release) -> set[str]:
    return {term for term, times in Counter(release.terms).items() if times >= REPEATED}


def _equally_long(first: int, second: int) -> bool:
    return min(first, second) >= WHOLE * max(first, second)


def _own(entry: Entry) -> str:
    """The text without its attachments."""
    starts = [file["start"] for file in entry.get("attachments") or []]
    return str(entry["text"])[: min(starts, default=None)]


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
