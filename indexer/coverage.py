"""What the index holds of each district, since when."""

from __future__ import annotations

from typing import Any

from indexer.engines import Engine
from indexer.query import Query, Sort
from indexer.records import Entry


def coverage(engine: Engine) -> dict[str, dict[str, Any]]:
    """District code, or `unknown` → documents, first and last publication, last capture."""
    found = engine.search(Query(size=0, facets=("district",)))
    return {
        value.value: {"documents": value.count, **_dates(engine, value.value)} for value in found.facets["district"]
    }


def _dates(engine: Engine, district: str) -> dict[str, Any]:
    newest, oldest = _outermost(engine, district, "newest"), _outermost(engine, district, "oldest")
    return {
        "first": oldest.get("published"),
        "last": newest.get("published"),
        "captured_at": newest.get("captured_at"),
    }


def _outermost(engine: Engine, district: str, sort: Sort) -> Entry:
    query = Query(filters={"district": (district,)}, sort=sort, size=1, facets=())
    hits = engine.search(query).hits
    return hits[0].entry if hits else {}
