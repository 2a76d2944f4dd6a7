"""What tantivy answers: a page of hits in their order, the counts of every facet."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from math import inf
from typing import Mapping, Sequence

import tantivy

from indexer import folding
from indexer.engines.tantivy.clauses import all_of, filters, published_at, scoring
from indexer.engines.tantivy.index import facet_fields, schema
from indexer.query import FacetValue, Query

FACET_VALUES = 65_000  # tantivy's limit of buckets: facets are complete
ORDERS = {"newest": tantivy.Order.Desc, "oldest": tantivy.Order.Asc}
SIMILAR_SCORES = 32  # read beyond the page, to see whether its last hit is tied

Ranked = tuple[str, float | None]  # id with score


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return int(searcher.search(query, limit=1, count=True).count)


def page(searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query) -> tuple[int, list[Ranked]]:
    """How many there are, with the ids of the page. Ties: newest first, undated last, then by id."""
    if not query.size:
        return count(searcher, wanted), []
    if query.sort == "relevance" and (query.terms or query.bigrams):
        return _by_score(searcher, query, wanted)
    return _by_date(searcher, query, wanted, ORDERS.get(query.sort, tantivy.Order.Desc))


def folded(searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query) -> tuple[int, list[folding.Folded]]:
    """The page after folding the first ranks; further pages continue unfolded behind them."""
    if not query.fold or not query.size:
        total, ids = page(searcher, query, wanted)
        return total, [(id, score, ()) for id, score in ids]
    total, ranked = page(searcher, replace(query, offset=0, size=folding.FIRST), wanted)
    shown = folding.fold(ranked, _clusters(searcher, [id for id, _ in ranked]))
    away = len(ranked) - len(shown)
    end = query.offset + query.size
    if end > len(shown) and total > len(ranked):
        behind = max(query.offset - len(shown), 0)
        rest = replace(query, offset=len(ranked) + behind, size=end - max(query.offset, len(shown)))
        shown += [("", None, ())] * behind + [(id, score, ()) for id, score in page(searcher, rest, wanted)[1]]
    return total - away, shown[query.offset : end]


def facets(
    searcher: tantivy.Searcher, query: Query, matched: tantivy.Query
) -> dict[str, tuple[FacetValue, ...]]:
    """Every facet ignores its own choice: one pass for the facets without one, one more for each other."""
    fields = facet_fields(query.as_of)
    free = [name for name in query.facets if not query.filters.get(name)]
    found = _counted(searcher, all_of([matched, *filters(query)]), free, fields)
    for name in query.facets:
        if name not in free:
            found |= _counted(searcher, all_of([matched, *filters(query, skip=name)]), [name], fields)
    return {name: found[name] for name in query.facets}


def _clusters(searcher: tantivy.Searcher, ids: Sequence[str]) -> dict[str, str]:
    """The cluster of those of the ids that are in one."""
    wanted = all_of([tantivy.Query.term_set_query(schema(), "id", list(ids)), tantivy.Query.exists_query("cluster")])
    found = searcher.search(wanted, limit=max(len(ids), 1), count=False)
    stored = (searcher.doc(address) for _, address in found.hits)
    return {document["id"][0]: document["cluster"][0] for document in stored}


def _by_score(searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query) -> tuple[int, list[Ranked]]:
    """Reads on until the last hit of the page has no equal beyond, looking only at those whose score is on the page."""
    ranking = scoring(query, wanted)
    end = query.offset + query.size
    limit = end + SIMILAR_SCORES
    found = searcher.search(ranking, limit=limit)
    while len(found.hits) == limit and found.hits[-1][0] == found.hits[end - 1][0]:
        limit *= 2
        found = searcher.search(ranking, limit=limit)
    hits = found.hits
    if query.offset >= len(hits):
        return int(found.count), []
    first, last = hits[query.offset][0], hits[min(end, len(hits)) - 1][0]
    start = next(at for at, (score, _) in enumerate(hits) if score <= first)
    touching = [(-score, *_place(searcher, address)) for score, address in hits[start:] if score >= last]
    on_page = sorted(touching)[query.offset - start : end - start]
    return int(found.count), [(id, -score) for score, _, id in on_page]


def _place(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> tuple[float, str]:
    """Where a hit stands among hits of the same score."""
    stored = searcher.doc(address)
    dates = stored["published"]
    return (-dates[0] if dates else inf), stored["id"][0]


def _by_date(
    searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query, order: tantivy.Order
) -> tuple[int, list[Ranked]]:
    """tantivy orders by one field alone: hits of the same minute that may continue beyond the page are asked by id."""
    end = query.offset + query.size
    found = searcher.search(wanted, limit=end + 1, order_by_field="published", order=order)
    hits = found.hits  # made anew by every access
    keys = [key for key, _ in hits]
    ids: list[str] = []
    until = 0
    for key, equal in groupby(keys):
        start, until = until, until + sum(1 for _ in equal)
        if until <= query.offset or start >= end:
            continue
        if start >= query.offset and until <= end:
            ids.extend(sorted(searcher.doc(address)["id"][0] for _, address in hits[start:until]))
        else:
            skipped = max(query.offset - start, 0)
            ids.extend(_same_minute(searcher, wanted, key, skipped, min(until, end) - start - skipped))
    return int(found.count), [(id, None) for id in ids]


def _same_minute(
    searcher: tantivy.Searcher, wanted: tantivy.Query, minute: int | None, offset: int, size: int
) -> list[str]:
    only = all_of([wanted, published_at(minute)])
    found = searcher.search(only, limit=size, offset=offset, order_by_field="id", order=tantivy.Order.Asc)
    return [id for id, _ in found.hits]


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
