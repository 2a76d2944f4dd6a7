"""What was read, as the JSON record that `python -m indexer extract --json` prints."""

from __future__ import annotations

from typing import Any

from indexer.records import Extracted


def record(name: str, extracted: Extracted) -> dict[str, Any]:
    """`members` only for a ZIP; tables are lists of rows of strings."""
    printed: dict[str, Any] = {
        "name": name,
        "status": extracted.status,
        "text": extracted.text,
        "tables": [[list(row) for row in table.rows] for table in extracted.tables],
        "reader": extracted.reader,
        "metadata": dict(extracted.metadata),
        "warnings": list(extracted.warnings),
    }
    if extracted.members:
        printed["members"] = [record(*member) for member in extracted.members]
    return printed
