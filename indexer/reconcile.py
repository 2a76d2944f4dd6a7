"""Whether the index holds what the archive holds: by count, by id, by what each entry unpacks to."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import dataclass

from crawler.archive import Archive
from indexer.engines import Engine
from indexer.errors import EngineDamaged
from indexer.takedowns import PART, Takedowns, covers


@dataclass(frozen=True)
class Reconciled:
    """`missing`: archived and not indexed; `stray`: indexed and not archived.

    `entries` are stored, `searchable` those that the inverted index holds.
    """

    archived: int
    entries: int
    searchable: int
    missing: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return not self.missing and not self.stray and self.entries == self.searchable


def reconcile(archive: Archive, engine: Engine) -> Reconciled:
    """EngineDamaged when an entry cannot be read."""
    hidden = Takedowns(archive.path.parent).ids()
    archived = {key for key in _keys(archive) if not covers(hidden, key)}
    entries, documents = 0, set[str]()
    try:
        for entry in engine.scan():
            entries += 1
            documents.add(entry["id"] if entry["id"] in archived else PART.sub("", entry["id"]))
    except (zlib.error, ValueError, sqlite3.DatabaseError) as error:
        raise EngineDamaged(f"entry {entries + 1}: {error}; `python -m indexer rebuild` makes it again") from error
    missing, stray = sorted(archived - documents), sorted(documents - archived)
    return Reconciled(len(archived), entries, engine.count(), tuple(missing), tuple(stray))


def _keys(archive: Archive) -> set[str]:
    """Of what becomes a document: a file alone, whose post never came, does not."""
    return {capture.key for capture in archive.changed(0, ("post", "local"))}
