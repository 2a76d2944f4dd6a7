"""Every hit of a query, page by page."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Iterator

from indexer.query import Query, Results
from indexer.records import Entry

BATCH = 500  # entries in memory at once

Search = Callable[[Query], Results]


def entries(search: Search, query: Query, most: int | None = None) -> Iterator[Entry]:
    """Its entries in order, from its first page on, however many there are."""
    offset = 0
    while most is None or offset < most:
        size = BATCH if most is None else min(BATCH, most - offset)
        hits = search(replace(query, offset=offset, size=size, facets=())).hits
        yield from (hit.entry for hit in hits)
        if len(hits) < size:
            return
        offset += size


def count(search: Search, query: Query) -> int:
    return search(replace(query, offset=0, size=0, facets=())).total
