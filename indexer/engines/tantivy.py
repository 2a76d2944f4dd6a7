"""The embedded engine: tantivy beside a SQLite table of entries."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping, Sequence

import tantivy
from tantivy import Occur

import mappings
from indexer.analyze import SENTENCE_END
from indexer.engines import matching
from indexer.engines.entries import Entries
from indexer.engines.versions import Versions
from indexer.errors import EngineBusy, EngineDamaged
from indexer.query import FacetValue, Hit, Query, Results, Word
from indexer.records import UNKNOWN, Entry

HEAP_BYTES = 128_000_000
FACET_VALUES = 65_000  # tantivy's limit of buckets: facets are complete
ORDERS = {"newest": "newest_first", "oldest": "oldest_first"}
_SIMILAR_SCORES = 32  # read beyond the page, to see whether its last hit is tied


@dataclass(frozen=True)
class _Opened:
    """A version as one reader sees it."""

    version: str
    index: tantivy.Index
    entries: Entries


class TantivyEngine:
    def __init__(self, folder: Path) -> None:
        self._versions = Versions(folder)
        self._lock = threading.Lock()
        self._open: dict[str, _Opened] = {}
        self._counts: dict[tuple[str, int, Word], int] = {}

    def create(self) -> str:
        version = self._versions.create()
        (self._versions.path(version) / "tantivy").mkdir()
        Entries(self._versions.path(version) / "entries.sqlite").create()
        self._at(version)
        return version

    def put(self, entries: Iterable[Entry], version: str | None = None) -> int:
        stored = list(entries)
        opened = self._at(version)
        writer = _writer(opened)
        revision = opened.entries.put(stored)
        for entry in stored:
            _replace(writer, entry["id"], entry)
        _commit(opened, writer, revision)
        return len(stored)

    def delete(self, ids: Sequence[str], version: str | None = None) -> int:
        opened = self._at(version)
        writer = _writer(opened)
        revision = opened.entries.delete(ids)
        for id in ids:
            _replace(writer, id, None)
        _commit(opened, writer, revision)
        return len(ids)

    def promote(self, version: str) -> None:
        self._versions.promote(version)

    def get(self, id: str) -> Entry | None:
        return self._at().entries.get(id)

    def scan(self, version: str | None = None) -> Iterator[Entry]:
        return self._at(version).entries.scan()

    def count(self) -> int:
        return int(_searcher(self._at()).num_docs)

    def terms(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = _searcher(self._at()).terms_with_prefix("title_terms", prefix, limit=limit)
        return found

    def summarise(self) -> Mapping[str, Any]:
        summary: Mapping[str, Any] = self._at().entries.fact("summary", {})
        return summary

    def describe(self, facts: Mapping[str, Any], version: str | None = None) -> None:
        self._at(version).entries.state("summary", dict(facts))

    def search(self, query: Query) -> Results:
        opened = self._at()
        searcher = _searcher(opened)
        if query.text.strip() and not query.words:
            return Results(0, (), {name: () for name in query.facets})
        matched, relaxed = self._matched(opened, searcher, query)
        wanted = _all_of([matched, *_filters(query, skip=None)])
        total, hits = _page(opened, searcher, query, wanted)
        facets = _facets(searcher, query, matched)
        return Results(total, hits, facets, relaxed)

    def _matched(self, opened: _Opened, searcher: tantivy.Searcher, query: Query) -> tuple[tantivy.Query, bool]:
        """What counts as a match before filters, with whether fewer demands were made than asked."""
        if not query.words:
            return tantivy.Query.all_query(), False
        holding = [_holds(word) for word in query.words]
        strict = _all_of(holding)
        if query.match == "all":
            return strict, False
        if query.match == "any":
            return _any_of(holding), False
        if len(holding) > matching.WORDS_WANTED_ALL:
            strict = self._informative(opened, searcher, query.words, holding)
        if _count(searcher, _all_of([strict, *_filters(query, skip=None)])) >= matching.FEW or len(holding) == 1:
            return strict, False
        return _any_of(holding), True

    def _informative(
        self, opened: _Opened, searcher: tantivy.Searcher, words: Sequence[Word], holding: Sequence[tantivy.Query]
    ) -> tantivy.Query:
        total = searcher.num_docs
        counts = [self._holding(opened, searcher, word) for word in words]
        known = [at for at, count in enumerate(counts) if count]
        if not known:
            return _all_of(holding)
        weights = [matching.information(total, counts[at]) for at in known]
        sets = matching.sufficient(weights)
        return _any_of([_all_of([holding[known[at]] for at in chosen]) for chosen in sets])

    def _holding(self, opened: _Opened, searcher: tantivy.Searcher, word: Word) -> int:
        """How many live documents hold a word, remembered as long as the index does not change."""
        key = (opened.version, opened.entries.fact("indexed", 0), word)
        if key not in self._counts:
            if len(self._counts) > 10_000:
                self._counts.clear()
            self._counts[key] = _count(searcher, _holds(word))
        return self._counts[key]

    def _at(self, version: str | None = None) -> _Opened:
        name = version or self._versions.served()
        with self._lock:
            if name not in self._open:
                self._open[name] = _open(self._versions.path(name), name)
            return self._open[name]


def _open(path: Path, version: str) -> _Opened:
    schema = _schema()
    folder = path / "tantivy"
    if not folder.is_dir():
        raise EngineDamaged(f"{path} holds no index: `python -m indexer rebuild` makes it again")
    try:
        index = tantivy.Index(schema, path=str(folder), reuse=True)
    except (ValueError, OSError) as error:
        raise EngineDamaged(f"{folder}: {error}; `python -m indexer rebuild` makes it again") from error
    _register(index)
    return _Opened(version, index, Entries(path / "entries.sqlite"))


def _register(index: tantivy.Index) -> None:
    """Tokens are ready: they are split at spaces. A sentence end takes a position and no place in the index."""
    ready = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer("ready", ready.filter(tantivy.Filter.custom_stopword([SENTENCE_END])).build())


def _schema() -> tantivy.Schema:
    """tantivy's form of mappings/documents.json."""
    builder = tantivy.SchemaBuilder()
    for name, definition in mappings.schema()["mappings"]["properties"].items():
        if definition["type"] == "text":
            builder.add_text_field(name, tokenizer_name="ready")
        elif definition["type"] == "keyword" and definition.get("doc_values", True):
            stored, fast = name in ("id", "newest_first"), name != "id"
            builder.add_text_field(name, stored=stored, fast=fast, tokenizer_name="raw", index_option="basic")
        elif definition["type"] == "long":
            builder.add_integer_field(name, indexed=True, fast=True)
    return builder.build()


def _facet_fields() -> Mapping[str, str]:
    facets: Mapping[str, str] = mappings.schema()["mappings"]["_meta"]["facets"]
    return facets


def _writer(opened: _Opened) -> tantivy.IndexWriter:
    """The only writer, after what a killed one left undone was made good."""
    try:
        writer = opened.index.writer(heap_size=HEAP_BYTES, num_threads=1)
    except ValueError as error:
        raise EngineBusy(f"another process is writing to {opened.entries.path.parent}: {error}") from error
    missed = opened.entries.revision()
    if opened.entries.fact("indexed", 0) < missed:
        for id, entry in opened.entries.after(opened.entries.fact("indexed", 0)):
            _replace(writer, id, entry)
        _commit(opened, writer, missed)
        return _writer(opened)
    return writer


def _commit(opened: _Opened, writer: tantivy.IndexWriter, revision: int) -> None:
    writer.commit()
    writer.wait_merging_threads()
    opened.entries.state("indexed", revision)
    opened.index.reload()


def _replace(writer: tantivy.IndexWriter, id: str, entry: Entry | None) -> None:
    writer.delete_documents_by_term("id", id)
    if entry is not None:
        writer.add_document(_document(entry))


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    facets = set(_facet_fields().values())
    for name, definition in mappings.schema()["mappings"]["properties"].items():
        value = entry.get(name)
        if definition["type"] == "long" and value is not None:
            document.add_integer(name, value)
        if definition["type"] not in ("text", "keyword") or not definition.get("doc_values", True):
            continue
        values = value if isinstance(value, list) else [value] if value is not None else []
        for each in values or ([UNKNOWN] if name in facets else []):
            document.add_text(name, each)
    return document


def _searcher(opened: _Opened) -> tantivy.Searcher:
    opened.index.reload()
    return opened.index.searcher()


def _term(field: str, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(_SCHEMA, field, term)


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def _holds(word: Word) -> tantivy.Query:
    ways = [_all_of([_term(field, term) for term in terms]) for field, terms in _ways(word) if terms]
    return _any_of(ways)


def _ways(word: Word) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("body_terms", word.terms), ("body_bigrams", word.bigrams)


def _filters(query: Query, skip: str | None) -> list[tantivy.Query]:
    """The chosen values of every facet but one; entries of projects only where they were asked for."""
    fields = _facet_fields()
    chosen = [
        _any_of([_term(fields[name], value) for value in values])
        for name, values in query.filters.items()
        if name != skip and values
    ]
    unwanted = [_term(fields[name], value) for name, values in query.excluded.items() for value in values]
    if "project" not in query.filters.get("kind", ()):
        unwanted.append(_term("kind", "project"))
    if unwanted:
        all_but = [(Occur.Must, tantivy.Query.all_query()), *((Occur.MustNot, each) for each in unwanted)]
        chosen.append(tantivy.Query.boolean_query(all_but))
    return chosen


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return int(searcher.search(query, limit=1, count=True).count)


def _page(
    opened: _Opened, searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query
) -> tuple[int, tuple[Hit, ...]]:
    if not query.size:
        return _count(searcher, wanted), ()
    if query.sort == "relevance" and query.words:
        total, ids = _ranked(searcher, query, wanted)
    else:
        field = ORDERS.get(query.sort, "newest_first")
        found = searcher.search(
            wanted, limit=query.size, offset=query.offset, order_by_field=field, order=tantivy.Order.Asc
        )
        total, ids = found.count, [(searcher.doc(address)["id"][0], None) for _, address in found.hits]
    entries = ((opened.entries.get(id), score) for id, score in ids)
    return total, tuple(Hit(entry, score) for entry, score in entries if entry is not None)


def _ranked(
    searcher: tantivy.Searcher, query: Query, wanted: tantivy.Query
) -> tuple[int, list[tuple[str, float | None]]]:
    """Ids of a page by score. Equal scores stand newest first, undated last, then by id, on every page."""
    scoring = _scoring(query, wanted)
    end = query.offset + query.size
    limit = end + _SIMILAR_SCORES
    while True:
        found = searcher.search(scoring, limit=limit)
        if len(found.hits) < limit or found.hits[-1][0] < found.hits[end - 1][0]:
            break
        limit *= 2
    return found.count, _ordered(searcher, found.hits, query.offset, end)


def _ordered(
    searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]], offset: int, end: int
) -> list[tuple[str, float | None]]:
    """The hits of a page with ties resolved; only tied hits that touch the page are read."""
    if offset >= len(hits):
        return []
    first, last = hits[offset][0], hits[min(end, len(hits)) - 1][0]
    start = next(at for at, (score, _) in enumerate(hits) if score <= first)
    touching = [(score, address) for score, address in hits[start:] if score >= last]
    keyed = [(-score, searcher.doc(address)["newest_first"][0], score) for score, address in touching]
    keyed.sort()
    return [(key[12:], score) for _, key, score in keyed[offset - start : end - start]]


def _scoring(query: Query, wanted: tantivy.Query) -> tantivy.Query:
    boosts = mappings.schema()["mappings"]["_meta"]["boosts"]
    ranking = [
        (Occur.Should, tantivy.Query.boost_query(_term(field, term), boost))
        for field, boost in boosts.items()
        for term in (query.terms if field.endswith("terms") else query.bigrams)
    ]
    return tantivy.Query.boolean_query([(Occur.Must, tantivy.Query.const_score_query(wanted, 0.0)), *ranking])


def _facets(
    searcher: tantivy.Searcher, query: Query, matched: tantivy.Query
) -> dict[str, tuple[FacetValue, ...]]:
    """Every facet ignores its own choice: one pass for the facets without one, one more for each other."""
    fields = _facet_fields()
    free = [name for name in query.facets if not query.filters.get(name)]
    found = _counted(searcher, _all_of([matched, *_filters(query, skip=None)]), free, fields)
    for name in query.facets:
        if name not in free:
            found |= _counted(searcher, _all_of([matched, *_filters(query, skip=name)]), [name], fields)
    return {name: found[name] for name in query.facets}


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


_SCHEMA = _schema()
