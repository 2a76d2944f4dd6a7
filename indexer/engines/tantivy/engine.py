"""The embedded engine, where tantivy's index stands beside a SQLite table of entries."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, Sequence

import tantivy

from indexer.engines import matching
from indexer.engines.tantivy import answers
from indexer.engines.tantivy.clauses import all_of, any_of, filters, holds, scope
from indexer.engines.tantivy.index import Opened, commit, create, open_version, replace, searcher, writer
from indexer.engines.versions import Versions
from indexer.query import Hit, Query, Results, Word
from indexer.records import Entry

COUNTS_KEPT = 10_000


class TantivyEngine:
    def __init__(self, folder: Path) -> None:
        self._versions = Versions(folder)
        self._lock = threading.Lock()
        self._open: dict[str, Opened] = {}
        self._counts: dict[tuple[str, int, Word], int] = {}

    def create(self) -> str:
        version = self._versions.create()
        create(self._versions.path(version))
        return version

    def put(self, entries: Iterable[Entry], version: str | None = None) -> int:
        stored = list(entries)
        opened = self._at(version)
        writing = writer(opened)
        revision = opened.entries.put(stored)
        for entry in stored:
            replace(writing, entry["id"], entry)
        commit(opened, writing, revision)
        return len(stored)

    def delete(self, ids: Sequence[str], version: str | None = None) -> int:
        opened = self._at(version)
        writing = writer(opened)
        revision = opened.entries.delete(ids)
        for id in ids:
            replace(writing, id, None)
        commit(opened, writing, revision)
        return len(ids)

    def promote(self, version: str) -> None:
        self._versions.promote(version)

    def get(self, id: str, version: str | None = None) -> Entry | None:
        return self._at(version).entries.get(id)

    def scan(self, version: str | None = None) -> Iterator[Entry]:
        return self._at(version).entries.scan()

    def count(self) -> int:
        return int(searcher(self._at()).num_docs)

    def terms(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = searcher(self._at()).terms_with_prefix("title_terms", prefix, limit=limit)
        return found

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        searching = searcher(self._at())
        return {term: searching.doc_freq("body_terms", term) for term in terms}

    def completions(self, prefix: str, limit: int, query: Query = Query()) -> list[tuple[str, int]]:
        narrowed = query.filters or query.excluded or query.published_from or query.published_to
        chosen = all_of(filters(query)) if narrowed else None
        found: list[tuple[str, int]] = searcher(self._at()).terms_with_prefix(
            "completions", prefix, filter_query=chosen, limit=limit
        )
        return found

    def summarise(self) -> Mapping[str, Any]:
        summary: Mapping[str, Any] = self._at().entries.fact("summary", {})
        return summary

    def describe(self, facts: Mapping[str, Any], version: str | None = None) -> None:
        self._at(version).entries.state("summary", dict(facts))

    def search(self, query: Query) -> Results:
        opened = self._at()
        searching = searcher(opened)
        if query.text.strip() and not query.words and not query.required:
            return Results(0, (), {name: () for name in query.facets})
        query = _shortened(searching, query)
        matched, relaxed = self._demanded(opened, searching, query), False
        total, ids = answers.folded(searching, query, all_of([matched, *filters(query)]))
        if total < matching.FEW and self._relaxable(opened, searching, query) and _few(searching, query, matched):
            loosened = [self._loosened(opened, searching, word) for word in query.words]
            matched, relaxed = all_of([any_of(loosened), *_required(query)]), True
            total, ids = answers.folded(searching, query, all_of([matched, *filters(query)]))
        entries = ((opened.entries.get(id), score, others) for id, score, others in ids)
        hits = tuple(Hit(entry, score, others) for entry, score, others in entries if entry is not None)
        return Results(total, hits, answers.facets(searching, query, matched), relaxed)

    def _demanded(self, opened: Opened, searching: tantivy.Searcher, query: Query) -> tantivy.Query:
        """What counts as a match, before filters."""
        if not query.words:
            return all_of(_required(query) or [tantivy.Query.all_query()])
        return all_of([self._worded(opened, searching, query), *_required(query)])

    def _worded(self, opened: Opened, searching: tantivy.Searcher, query: Query) -> tantivy.Query:
        """Documents that hold enough of the words."""
        holding = [holds(word) for word in query.words]
        if query.match == "any":
            return any_of(holding)
        if query.match == "all" or len(holding) <= matching.WORDS_WANTED_ALL:
            return all_of(holding)
        return self._informative(opened, searching, query.words, holding)

    def _informative(
        self, opened: Opened, searching: tantivy.Searcher, words: Sequence[Word], holding: Sequence[tantivy.Query]
    ) -> tantivy.Query:
        """Documents that hold enough of the question's information; words unknown to the index do not count."""
        counts = [self._holding(opened, searching, word) for word in words]
        known = [at for at, count in enumerate(counts) if count]
        if not known:
            return all_of(holding)
        weights = [matching.information(searching.num_docs, counts[at]) for at in known]
        sets = matching.sufficient(weights)
        return any_of([all_of([holding[known[at]] for at in chosen]) for chosen in sets])

    def _relaxable(self, opened: Opened, searching: tantivy.Searcher, query: Query) -> bool:
        """One word alone only if nobody wrote it."""
        alone = len(query.words) == 1 and self._holding(opened, searching, query.words[0])
        return query.match == "most" and bool(query.words) and not alone

    def _loosened(self, opened: Opened, searching: tantivy.Searcher, word: Word) -> tantivy.Query:
        """Documents that hold a word or, when none does, a part of it: it may be mistyped."""
        if self._holding(opened, searching, word) or word.field != "body" or not word.bigrams:
            return holds(word)
        parts = [Word(word.raw, (), stretch) for stretch in matching.stretches(word.bigrams)]
        return any_of([holds(part) for part in parts])

    def _holding(self, opened: Opened, searching: tantivy.Searcher, word: Word) -> int:
        """How many live documents hold a word, remembered as long as the index does not change."""
        key = (opened.version, opened.entries.fact("indexed", 0), word)
        if key not in self._counts:
            if len(self._counts) >= COUNTS_KEPT:
                self._counts.clear()
            self._counts[key] = answers.count(searching, holds(word))
        return self._counts[key]

    def _at(self, version: str | None = None) -> Opened:
        name = version or self._versions.served()
        with self._lock:
            if name not in self._open:
                self._open[name] = open_version(self._versions.path(name), name)
            return self._open[name]


def _shortened(searching: tantivy.Searcher, query: Query) -> Query:
    """A long text ranks by its most informative terms."""
    return dataclasses.replace(
        query,
        terms=matching.rarest(query.terms, lambda term: int(searching.doc_freq("body_terms", term))),
        bigrams=matching.rarest(query.bigrams, lambda term: int(searching.doc_freq("body_bigrams", term))),
    )


def _required(query: Query) -> list[tantivy.Query]:
    return [holds(clause) for clause in query.required]


def _few(searching: tantivy.Searcher, query: Query, matched: tantivy.Query) -> bool:
    """Counted before filters, so that choosing a value shows as many as its facet said."""
    return answers.count(searching, all_of([matched, *scope(query)])) < matching.FEW
