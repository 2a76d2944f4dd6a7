"""What stops a reader before it has any text.

ExtractError
├── Unreadable    the file ends in the status it carries; the message says why
└── WorkerError   no process can be started to read files
"""

from __future__ import annotations

from indexer.records import Status


class ExtractError(Exception):
    """A file could not be read."""


class Unreadable(ExtractError):
    """Ends the reading of one file in `status`."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(reason)
        self.status: Status = status


class WorkerError(ExtractError):
    """The processes that read files do not start: a broken installation, not a bad file."""
