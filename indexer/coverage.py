"""What the index holds of each district, since when, and how well its boards are read."""

from __future__ import annotations

from typing import Any, Mapping

from crawler.archive import Archive
from crawler.progress import Progress
from crawler.sources import Source
from crawler.status import depth, held
from indexer.engines import Engine
from indexer.query import Query, Sort
from indexer.records import Entry


def coverage(engine: Engine) -> dict[str, dict[str, Any]]:
    """District code, or `unknown` → documents, first and last publication, last capture."""
    found = engine.search(Query(size=0, facets=("district",)))
    return {
        value.value: {"documents": value.count, **_dates(engine, value.value)} for value in found.facets["district"]
    }


def boards(archive: Archive, sources: Mapping[str, Source]) -> list[dict[str, Any]]:
    """The boards of which the archive holds something, by id: how deep they were read, what is uncertain about them.

    `depth`: a day, `whole`, `unknown` (only the first page is known), or null while a first walk has not ended;
    `caveats`: `guessed` (read by structure alone), `first_page`, `hint` (an old or second address, never verified).
    """
    known = [sources[id] for id in sorted(held(archive)) if id in sources]
    return [_board(source, Progress(archive)) for source in known]


def _board(source: Source, progress: Progress) -> dict[str, Any]:
    walk = progress.walk(source.id)
    return {
        "source": source.id,
        "district": source.district,
        "kind": source.kind,
        "depth": depth(source, walk),
        "walked_at": walk.finished_at.isoformat(timespec="seconds") if walk else None,
        "verified": source.verified,
        "caveats": list(source.caveats),
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
