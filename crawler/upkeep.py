"""Copies of the archive, with what is found when every body is compared with its hash."""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler.archive import Archive, hashed
from crawler.errors import DataError
from crawler.progress import Progress, Wanted

TABLES = ("captures", "withheld", "quarantine")
ASKED_AGAIN = " UNION ".join(
    f"SELECT key, url, source, role, name FROM {table} WHERE sha256 = ?1 AND role IN ('post', 'file')"
    for table in TABLES[:2]
)
LOST = "SELECT count(*) FROM captures WHERE sha256 = ? AND role = 'local'"
WITHOUT = """SELECT DISTINCT sha256 FROM captures WHERE sha256 NOT IN (SELECT sha256 FROM bodies)
    AND status NOT IN (404, 410)"""


@dataclass(frozen=True)
class Verified:
    """`damaged`: hashes whose body is not what it was; `missing`: hashes that captures name and that have no body."""

    bodies: int
    captures: int
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return not (self.damaged or self.missing)


def backup(archive: Path, copy: Path) -> None:
    """A whole copy of an archive in one file, also while it is written; an earlier copy is replaced in one step."""
    _copied(_existing(archive), copy)


def restore(copy: Path, archive: Path) -> None:
    """Makes a copy the archive. DataError: the copy is not an archive, or there already is one."""
    if archive.exists():
        raise DataError(f"{archive} exists: move it away first")
    try:
        Archive(copy, readonly=True).close()
    except DataError as error:
        raise DataError(f"{copy} is no copy of an archive: {error}") from None
    archive.parent.mkdir(parents=True, exist_ok=True)
    _copied(copy, archive)


def verify(archive: Archive) -> Verified:
    """Every body compared with its hash, every capture with the bodies."""
    checked = archive.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if checked != "ok":
        raise DataError(f"the archive {archive.path} is damaged ({checked}): restore a copy")
    damaged, bodies = [], 0
    for sha256, packed in archive.execute("SELECT sha256, packed FROM bodies"):
        bodies += 1
        if not _is_whole(sha256, packed):
            damaged.append(sha256)
    captures = archive.execute("SELECT count(*) FROM captures").fetchone()[0]
    missing = [sha256 for (sha256,) in archive.execute(WITHOUT)]
    return Verified(bodies, captures, tuple(damaged), tuple(missing))


def repair(archive: Archive, found: Verified) -> tuple[int, int]:
    """Takes what cannot be read out, so that the next run fetches it again.

    The numbers of addresses that are wanted, and of local files, which nobody can fetch.
    """
    progress, wanted, lost = Progress(archive), 0, 0
    with archive.transaction():
        for sha256 in (*found.damaged, *found.missing):
            things = [Wanted(*row) for row in archive.execute(ASKED_AGAIN, sha256).fetchall()]
            progress.want(things)
            lost += archive.execute(LOST, sha256).fetchone()[0]
            for table in (*TABLES, "bodies"):
                archive.execute(f"DELETE FROM {table} WHERE sha256 = ?", sha256)
            wanted += len(things)
    return wanted, lost


def _is_whole(sha256: str, packed: bytes) -> bool:
    try:
        return hashed(zlib.decompress(packed)) == sha256
    except zlib.error:
        return False


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DataError(f"there is no archive {path}: crawl or add something first")
    return path


def _copied(source: Path, target: Path) -> None:
    """By SQLite itself in one step: in several, every write of others would make it begin again."""
    staged = target.with_name(target.name + ".part")
    staged.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as read:
            with closing(sqlite3.connect(staged)) as written:
                read.backup(written)
                written.execute("PRAGMA journal_mode = DELETE")
        with staged.open("rb") as written_file:
            os.fsync(written_file.fileno())
        os.replace(staged, target)
    except (sqlite3.Error, OSError) as error:
        staged.unlink(missing_ok=True)
        raise DataError(f"{target}: {error}") from error
