"""The list of documents that must not be shown any more, whatever the crawler fetches again."""

from __future__ import annotations

import csv
import os
import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Iterable

from indexer.errors import InputError

PART = re.compile(r"(:[a-z]\d+)+$")  # what the ids of projects and articles add to that of their document


@dataclass(frozen=True)
class Takedown:
    id: str
    since: str  # ISO date
    reason: str


class Takedowns:
    """A CSV beside the archive, which a person may edit too; InputError names a line that says nothing."""

    def __init__(self, data: Path) -> None:
        self.path = data / "takedowns.csv"

    def all(self) -> list[Takedown]:
        if not self.path.exists():
            return []
        with self.path.open(encoding="utf-8-sig", newline="") as lines:
            return [self._read(number, row) for number, row in enumerate(csv.DictReader(lines), 2)]

    def ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.all())

    def add(self, ids: Iterable[str], reason: str, today: date) -> None:
        wanted = {id: Takedown(id, today.isoformat(), reason) for id in ids}
        self._write([*(each for each in self.all() if each.id not in wanted), *wanted.values()])

    def remove(self, ids: Iterable[str]) -> None:
        """InputError names an id that is not on the list; nothing is removed then."""
        listed, gone = self.all(), set(ids)
        for id in gone - {each.id for each in listed}:
            raise InputError(f"{self.path}: {id} is not on the list")
        self._write([each for each in listed if each.id not in gone])

    def _read(self, number: int, row: dict[str, str]) -> Takedown:
        if not row.get("id"):
            raise InputError(f"{self.path}, line {number}: no id")
        return Takedown(row["id"], row.get("since") or "", row.get("reason") or "")

    def _write(self, listed: Iterable[Takedown]) -> None:
        """In one step: a killed command leaves the list as it was."""
        staged = self.path.with_suffix(".next")
        with staged.open("w", encoding="utf-8", newline="") as lines:
            rows = csv.DictWriter(lines, [field.name for field in fields(Takedown)])
            rows.writeheader()
            rows.writerows(map(asdict, listed))
            lines.flush()
            os.fsync(lines.fileno())
        os.replace(staged, self.path)


def covers(ids: frozenset[str], id: str) -> bool:
    """Whether an entry is one of the documents, or a part of one."""
    return id in ids or PART.sub("", id) in ids
