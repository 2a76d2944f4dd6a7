"""What to try: on the first page, where nothing was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Callable, Iterable

from indexer.query import FACETS, Query, Results
from indexer.records import UNKNOWN, Entry
from webapp import labels
from webapp.addresses import search_address
from webapp.request_query import without
from webapp.results import Link

EXAMPLES = 10
LOOKED_AT = 100  # newest entries whose words are offered
STEPS = 6


@dataclass(frozen=True)
class Covered:
    """What the index holds."""

    documents: int
    districts: int
    first_year: str | None
    last_year: str | None


@dataclass(frozen=True)
class Step:
    label: str
    address: str
    count: int


def covered(results: Results) -> Covered:
    """Read off the facets of a search for everything."""
    codes = {value.value for value in results.facets.get("district", ()) if value.value != UNKNOWN}
    above = {labels.parent("district", code) for code in codes}
    years = sorted(value.value for value in results.facets.get("year", ()) if value.value != UNKNOWN)
    return Covered(results.total, len(codes - above), years[0] if years else None, years[-1] if years else None)


def examples(entries: Iterable[Entry]) -> tuple[Link, ...]:
    """Words worth trying: those that gave the entries their themes, each theme's commonest in turn."""
    by_theme: dict[str, Counter[str]] = {}
    for entry in entries:
        for theme, terms in (entry.get("evidence") or {}).items():
            by_theme.setdefault(theme, Counter()).update(set(terms))
    ranked = sorted(by_theme.values(), key=lambda counts: -counts.total())
    chosen: dict[str, None] = {}
    for place in range(EXAMPLES):
        for counts in ranked:
            common = sorted(counts, key=lambda term: (-counts[term], term))
            chosen.update(dict.fromkeys(common[place : place + 1]))
    return tuple(Link(term, search_address(Query(term, fold=True))) for term in list(chosen)[:EXAMPLES])


def steps(query: Query, count: Callable[[Query], int]) -> tuple[Step, ...]:
    """Wider questions that find something, with what they find."""
    wider = []
    names = labels.words()["facets"]
    for facet in FACETS:
        for value in query.filters.get(facet, ()):
            label = f"필터 ‘{names[facet]} {labels.value_label(facet, value)}’ 없이"
            wider.append((label, without(query, facet, value)))
    if sum(map(len, query.filters.values())) > 1:
        wider.append(("필터 없이", replace(query, filters={}, offset=0)))
    if query.match != "any" and len(query.words) > 1:
        wider.append(("한 낱말이라도 있는 문서", replace(query, match="any", offset=0)))
    if len(query.words) > 1:
        wider += [(f"‘{word.raw}’만", Query(word.raw, filters=query.filters, fold=query.fold)) for word in query.words]
    found = (Step(label, search_address(each), count(each)) for label, each in wider[: 2 * STEPS])
    return tuple(step for step in found if step.count)[:STEPS]


