"""What was read, as JSON between processes: never pickle, a worker may be in the hands of a hostile file."""

from __future__ import annotations

import json
from typing import Any

from indexer.records import Extracted, Table

STARTED = b"started"  # what a worker says once it holds a file: from here on its death is the file's


def to_json(extracted: Extracted) -> bytes:
    return json.dumps(_packed(extracted), ensure_ascii=False).encode("utf-8", "surrogatepass")


def from_json(data: bytes) -> Extracted:
    return _unpacked(json.loads(data.decode("utf-8", "replace")))


def _packed(extracted: Extracted) -> dict[str, Any]:
    return {
        "status": extracted.status,
        "text": extracted.text,
        "tables": [{"rows": table.rows, "page": table.page} for table in extracted.tables],
        "reader": extracted.reader,
        "metadata": dict(extracted.metadata),
        "warnings": extracted.warnings,
        "pages": extracted.pages,
        "members": [[name, _packed(member)] for name, member in extracted.members],
    }


def _unpacked(packed: dict[str, Any]) -> Extracted:
    return Extracted(
        packed["status"],
        packed.get("text", ""),
        tuple(Table(tuple(map(tuple, table["rows"])), table["page"]) for table in packed.get("tables", ())),
        packed.get("reader", ""),
        packed.get("metadata", {}),
        tuple(packed.get("warnings", ())),
        tuple(packed.get("pages", ())),
        tuple((name, _unpacked(member)) for name, member in packed.get("members", ())),
    )
