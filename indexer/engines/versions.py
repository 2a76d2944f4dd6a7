"""The folder of index versions, one of which is served."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import EngineMissing

PREFIX = "documents-"


class Versions:
    """`documents` is a file that names the served folder, replaced in one step by `promote`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._link = folder / "documents"

    def served(self) -> str:
        """The served version; EngineMissing when nothing was promoted yet."""
        try:
            return self._link.read_text("utf-8").strip()
        except FileNotFoundError:
            raise EngineMissing(f"no index in {self.folder}: run `python -m indexer update` first") from None

    def path(self, version: str) -> Path:
        return self.folder / version

    def create(self) -> str:
        """An empty folder for a new version, named by the time."""
        name = PREFIX + datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        self.path(name).mkdir(parents=True)
        return name

    def promote(self, version: str) -> None:
        """Serves a version; the one served before stays for a rollback, older ones go."""
        before = self._link.read_text("utf-8").strip() if self._link.exists() else None
        staged = self._link.with_suffix(".next")
        staged.write_text(version + "\n", "utf-8")
        with staged.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(staged, self._link)
        for old in self.folder.glob(PREFIX + "*"):
            if old.name not in (version, before):
                shutil.rmtree(old, ignore_errors=True)
