"""An engine over a dictionary, obeying the whole rule of filters, facets, order and pages."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from math import inf
from typing import Any, Iterable, Iterator, Mapping, Sequence

import mappings
from indexer.analyze import SENTENCE_END, marked_bigrams
from indexer.query import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Clause,
    Containing,
    FacetValue,
    Hit,
    Not,
    Phrase,
    Query,
    Results,
    Word,
)
from indexer.records import UNKNOWN, Entry

FEW = 10


class MemoryEngine:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry["id"]: entry for entry in entries}
        self._summary: Mapping[str, Any] = {}

    def create(self) -> str:
        return "memory"

    def put(self, entries: Iterable[Entry], version: str | None = None) -> int:
        found = {entry["id"]: entry for entry in entries}
        self._entries.update(found)
        return len(found)

    def delete(self, ids: Sequence[str], version: str | None = None) -> int:
        for id in ids:
            self._entries.pop(id, None)
        return len(ids)

    def promote(self, version: str) -> None:
        pass

    def get(self, id: str, version: str | None = None) -> Entry | None:
        return self._entries.get(id)

    def scan(self, version: str | None = None) -> Iterator[Entry]:
        return (self._entries[id] for id in sorted(self._entries))

    def count(self) -> int:
        return len(self._entries)

    def summarise(self) -> Mapping[str, Any]:
        return self._summary

    def describe(self, facts: Mapping[str, Any], version: str | None = None) -> None:
        self._summary = dict(facts)

    def terms(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        counts = Counter(term for entry in self.scan() for term in set(entry["title_terms"].split()))
        found = sorted((term, count) for term, count in counts.items() if term.startswith(prefix))
        return sorted(found, key=lambda pair: -pair[1])[:limit]

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        held = [set(entry["body_terms"].split()) for entry in self.scan()]
        return {term: sum(term in each for each in held) for term in terms}

    def completions(self, prefix: str, limit: int, query: Query = Query()) -> list[tuple[str, int]]:
        entries = (entry for entry in self.scan() if not query.filters or _passes(query, entry))
        counts = Counter(key for entry in entries for key in entry.get("completions") or ())
        found = sorted((key, count) for key, count in counts.items() if key.startswith(prefix))
        return sorted(found, key=lambda pair: -pair[1])[:limit]

    def search(self, query: Query) -> Results:
        if query.text.strip() and not query.words and not query.required:
            return Results(0, (), {facet: () for facet in query.facets})
        matched, relaxed = self._matched(query)
        found = sorted((entry for entry in matched if _passes(query, entry)), key=lambda entry: _place(query, entry))
        scored = query.words and query.sort == "relevance"
        page = found[query.offset : query.offset + query.size]
        hits = tuple(Hit(entry, _score(query, entry) if scored else None) for entry in page)
        facets = {facet: _counted(query, matched, facet) for facet in query.facets}
        return Results(len(found), hits, facets, relaxed)

    def _matched(self, query: Query) -> tuple[list[Entry], bool]:
        entries = [each for each in self._entries.values() if all(_meets(each, demand) for demand in query.required)]
        if not query.words:
            return entries, False
        some = [entry for entry in entries if any(_holds(entry, word) for word in query.words)]
        every = [entry for entry in some if all(_holds(entry, word) for word in query.words)]
        if query.match == "any":
            return some, False
        projects = "project" in query.filters.get("kind", ())
        enough = sum(projects or entry["kind"] != "project" for entry in every) >= FEW or len(query.words) == 1
        return (every, False) if enough or query.match == "all" else (some, True)


def _meets(entry: Entry, clause: Clause) -> bool:
    match clause:
        case Word():
            return _holds(entry, clause)
        case Phrase():
            ways = {"terms": clause.terms, "bigrams": clause.bigrams}
            return any(_follow(entry, f"{clause.field}_{kind}", wanted) for kind, wanted in ways.items())
        case Containing(name, part):
            return part in (entry.get(name) or "")
        case Among(name, values):
            stated = entry.get(name) or ()
            return bool(set(values) & set([stated] if isinstance(stated, str) else stated))
        case Between(name, low, high):
            value: Any = entry.get(name)
            return value is not None and (low is None or low <= value) and (high is None or value <= high)
        case AnyOf(clauses):
            return any(_meets(entry, each) for each in clauses)
        case AllOf(clauses):
            return all(_meets(entry, each) for each in clauses)
        case Not(refused):
            return not _meets(entry, refused)


def _follow(entry: Entry, name: str, wanted: Sequence[str | None]) -> bool:
    """Whether terms stand side by side; nearness is not looked at."""
    asked = " ".join(SENTENCE_END if term is None else term for term in wanted)
    return bool(wanted) and f" {asked} " in f" {entry.get(name) or ''} "


def _holds(entry: Entry, word: Word) -> bool:
    terms, bigrams = (set((entry.get(f"{word.field}_{kind}") or "").split()) for kind in ("terms", "bigrams"))
    several = len(word.terms) > 1
    by_terms = all(
        term in terms or several and len(term) > 1 and set(marked_bigrams(term)) <= bigrams for term in word.terms
    )
    own = bool(word.terms) and by_terms or bool(word.bigrams) and set(word.bigrams) <= bigrams
    return own or any(_holds(entry, other) for other in word.also)


def _passes(query: Query, entry: Entry, skip: str | None = None) -> bool:
    if entry["kind"] == "project" and "project" not in query.filters.get("kind", ()):
        return False
    chosen = {facet: values for facet, values in query.filters.items() if values and facet != skip}
    if not _published_within(entry, query.published_from, query.published_to):
        return False
    wanted = all(set(_values(entry, facet)) & set(values) for facet, values in chosen.items())
    return wanted and not any(set(_values(entry, facet)) & set(out) for facet, out in query.excluded.items())


def _published_within(entry: Entry, first: date | None, last: date | None) -> bool:
    if first is None and last is None:
        return True
    day = entry.get("published", "")[:10]
    return bool(day) and (first or date.min).isoformat() <= day <= (last or date.max).isoformat()


def _values(entry: Entry, facet: str) -> list[str]:
    value = entry.get(mappings.schema()["mappings"]["_meta"]["facets"][facet])
    return (value if isinstance(value, list) else [value] if value else []) or [UNKNOWN]


def _counted(query: Query, matched: Iterable[Entry], facet: str) -> tuple[FacetValue, ...]:
    counts = Counter(
        value for entry in matched if _passes(query, entry, skip=facet) for value in _values(entry, facet)
    )
    return tuple(FacetValue(value, count) for value, count in sorted(counts.items(), key=lambda each: (-each[1], each)))


def _score(query: Query, entry: Entry) -> float:
    body, title = entry["body_terms"].split(), entry["title_terms"].split()
    return float(sum(body.count(term) / len(body) + title.count(term) for term in query.terms))


def _place(query: Query, entry: Entry) -> tuple[float, float, str]:
    """By score where words rank; then newest (or oldest) first, undated last, then by id."""
    ranked = query.words and query.sort == "relevance"
    stated = entry.get("published")
    minute = datetime.fromisoformat(stated).replace(tzinfo=UTC).timestamp() if stated else inf
    date = minute if query.sort == "oldest" or minute == inf else -minute
    return (-_score(query, entry) if ranked else 0.0), date, entry["id"]
