"""Finds the documents whose files were read by a reader that has another version now."""

from __future__ import annotations

from typing import Any, Iterator, Mapping

from indexer.engines import Engine

FACT = "readers"  # what the engine remembers of them


def to_read_again(engine: Engine, readers: Mapping[str, str]) -> list[str]:
    """By id. All entries are looked at, but only when the versions are not those that the engine remembers.

    A reader that is not among them any more has nothing to read its files anew with.
    """
    if engine.summarise().get(FACT) == readers:
        return []
    return [entry["id"] for entry in engine.scan()
            if any(readers.get(name, named) != named for name, named in _readers(entry.get("attachments") or ()))]


def _readers(attached: Any) -> Iterator[tuple[str, str]]:
    """Name and name with version; several read a file with members or with scanned pages."""
    for file in attached:
        for named in filter(None, (file.get("reader") or "").split(", ")):
            yield named.rpartition(" ")[0] or named, named
