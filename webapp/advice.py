"""What to try: on the first page, where nothing was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import Callable, Iterable, Iterator

from indexer.query import FACETS, FacetValue, Query, Results
from indexer.records import UNKNOWN, Entry
from webapp import labels
from webapp.addresses import search_address
from webapp.language import say
from webapp.request_query import without
from webapp.results import Link

EXAMPLES = 10
LOOKED_AT = 100  # newest entries whose words are offered
TELLING_CHARS = 3  # shorter words are tried last: 학생, 기업 lead everywhere
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
    years = sorted(value.value for value in results.facets.get("year", ()) if value.value != UNKNOWN)
    publishers = _publishers(results.facets.get("district", ()))
    return Covered(results.total, publishers, years[0] if years else None, years[-1] if years else None)


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
            common = sorted(counts, key=lambda term: (len(term) < TELLING_CHARS, -counts[term], term))
            chosen.update(dict.fromkeys(common[place : place + 1]))
    return tuple(Link(term, search_address(Query(term, fold=True))) for term in list(chosen)[:EXAMPLES])


def steps(query: Query, count: Callable[[Query], int]) -> tuple[Step, ...]:
    """Wider questions that find something, with what they find."""
    counted = (Step(label, search_address(each), count(each)) for label, each in _wider(query))
    return tuple(islice((step for step in counted if step.count), STEPS))


def _wider(query: Query) -> Iterator[tuple[str, Query]]:
    """Filters go first, one by one, then the demand for every word, then words."""
    names, free = labels.words()["facets"], replace(query, filters={}, match="most", offset=0)
    filters = [(facet, value) for facet in FACETS for value in query.filters.get(facet, ())]
    if len(filters) > 1:
        yield from (
            (
                say("필터 ‘{name} {value}’ 없이", name=names[facet], value=labels.value_label(facet, value)),
                without(query, facet, value),
            )
            for facet, value in filters
        )
    if filters:
        yield say("필터 없이"), free
    if query.published_from or query.published_to:
        yield say("등록일 조건 없이"), replace(query, published_from=None, published_to=None, offset=0)
    if query.excluded:
        yield say("제외한 값도 함께"), replace(query, excluded={}, offset=0)
    if len(query.words) < 2:
        return
    if query.match != "any":
        yield say("한 낱말이라도 있는 문서"), replace(query, match="any", offset=0)
    for word in query.words:
        yield say("‘{word}’만", word=word.raw), replace(free, text=word.raw, filters=query.filters)
        if filters:
            yield say("필터 없이 ‘{word}’만", word=word.raw), replace(free, text=word.raw)


def _publishers(districts: Iterable[FacetValue]) -> int:
    """How many districts published something themselves; a province is counted with its districts' documents."""
    own = {value.value: value.count for value in districts if value.value != UNKNOWN}
    for code, count in list(own.items()):
        above = labels.parent("district", code)
        if above in own:
            own[above] -= count
    return sum(count > 0 for count in own.values())
