"""What tantivy answers: a page of hits in their order, the counts of every facet."""

from __future__ import annotations

from typing import Mapping, Sequence

import tantivy

from indexer.engines.tantivy.clauses import all_of, filters, scoring
from indexer.engines.tantivy.index import facet_fields
from indexer.query import FacetValue, Query

FACET_VALUES = 65_000  # tantivy's limit of buckets: facets are complete
ORDERS = {"newest": "newest_first", "oldest": "oldest_first"}
SIMILAR_SCORES = 32  # read beyond the page, to see whether its last hit is tied

Ranked = tuple[str, float | None]  # id with score


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return int(searcher.search(query, limit=1, count=True).count)


def page(searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query) -> tuple[int, list[Ranked]]:
    """How many there are, with the ids of the page."""
    if not query.size:
        return count(searcher, wanted), []
    if query.sort == "relevance" and query.words:
        return _ranked(searcher, query, wanted)
    field = ORDERS.get(query.sort, "newest_first")
    found = searcher.search(
        wanted, limit=query.size, offset=query.offset, order_by_field=field, order=tantivy.Order.Asc
    )
    return int(found.count), [(searcher.doc(address)["id"][0], None) for _, address in found.hits]


def facets(
    searcher: tantivy.Searcher, query: Query, matched: tantivy.Query
) -> dict[str, tuple[FacetValue, ...]]:
    """Every facet ignores its own choice: one pass for the facets without one, one more for each other."""
    fields = facet_fields()
    free = [name for name in query.facets if not query.filters.get(name)]
    found = _counted(searcher, all_of([matched, *filters(query)]), free, fields)
    for name in query.facets:
        if name not in free:
            found |= _counted(searcher, all_of([matched, *filters(query, skip=name)]), [name], fields)
    return {name: found[name] for name in query.facets}


def _ranked(
    searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query
) -> tuple[int, list[Ranked]]:
    """Ids of a page by score. Equal scores stand newest first, undated last, then by id, on every page."""
    ranking = scoring(query, wanted)
    end = query.offset + query.size
    limit = end + SIMILAR_SCORES
    while True:
        found = searcher.search(ranking, limit=limit)
        if len(found.hits) < limit or found.hits[-1][0] < found.hits[end - 1][0]:
            break
        limit *= 2
    return found.count, _ordered(searcher, found.hits, query.offset, end)


def _ordered(
    searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]], offset: int, end: int
) -> list[Ranked]:
    """The hits of a page with ties resolved; only tied hits that touch the page are read."""
    if offset >= len(hits):
        return []
    first, last = hits[offset][0], hits[min(end, len(hits)) - 1][0]
    start = next(at for at, (score, _) in enumerate(hits) if score <= first)
    touching = [(score, address) for score, address in hits[start:] if score >= last]
    keyed = [(-score, searcher.doc(address)["newest_first"][0], score) for score, address in touching]
    keyed.sort()
    return [(key[12:], score) for _, key, score in keyed[offset - start : end - start]]


def _counted(
    searcher: tantivy.Searcher, wanted: tantivy.Query, names: Sequence[str], fields: Mapping[str, str]
) -> dict[str, tuple[FacetValue, ...]]:
    if not names:
        return {}
    asked = {name: {"terms": {"field": fields[name], "size": FACET_VALUES}} for name in names}
    answer = searcher.aggregate(wanted, asked)
    return {
        name: tuple(
            sorted(
                (FacetValue(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"]),
                key=lambda value: (-value.count, value.value),
            )
        )
        for name in names
    }
