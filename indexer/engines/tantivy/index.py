"""tantivy's form of mappings/documents.json: the inverted index of one version, with its only writer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Mapping

import tantivy

import mappings
from indexer.analyze import SENTENCE_END
from indexer.engines.entries import Entries
from indexer.errors import EngineBusy, EngineDamaged
from indexer.records import UNKNOWN, Entry

HEAP_BYTES = 128_000_000
STORED = ("id", "published", "cluster")  # enough to name a hit with its place among equals, to fold it


@dataclass(frozen=True)
class Opened:
    """A version as one process sees it."""

    version: str
    index: tantivy.Index
    entries: Entries


def create(path: Path) -> None:
    """Makes room for a version: an empty index beside an empty table of entries."""
    (path / "tantivy").mkdir()
    Entries(path / "entries.sqlite").create()


def open_version(path: Path, version: str) -> Opened:
    return Opened(version, _index(path / "tantivy"), Entries(path / "entries.sqlite"))


@cache
def schema() -> tantivy.Schema:
    """tantivy's form of mappings/documents.json."""
    builder = tantivy.SchemaBuilder()
    for name, definition in mappings.schema()["mappings"]["properties"].items():
        if definition["type"] == "text":
            builder.add_text_field(name, tokenizer_name="ready")
        elif definition["type"] == "keyword" and definition.get("index", True):
            stored, fast = name in STORED, definition.get("doc_values", True)
            builder.add_text_field(name, stored=stored, fast=fast, tokenizer_name="raw", index_option="basic")
        elif definition["type"] in ("long", "date"):
            builder.add_integer_field(name, stored=name in STORED, indexed=True, fast=True)
    return builder.build()


def minutes(stamp: str) -> int:
    """An ISO date or date-time as minutes since 1970; a date counts as its first minute."""
    moment = datetime.fromisoformat(stamp)
    return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()) // 60


def facet_fields(as_of: str = "now") -> Mapping[str, str]:
    """The field of each facet; `then`: districts as they were when a document was published."""
    meta = mappings.schema()["mappings"]["_meta"]
    return {**meta["facets"], **(meta["as_of_then"] if as_of == "then" else {})}


def writer(opened: Opened) -> tantivy.IndexWriter:
    """The only writer, after what a killed one left undone was made good; EngineBusy when there is another."""
    writing = _locked(opened)
    stored, indexed = opened.entries.revision(), opened.entries.fact("indexed", 0)
    if indexed == stored:
        return writing
    for id, entry in opened.entries.after(indexed):
        replace(writing, id, entry)
    commit(opened, writing, stored)
    return _locked(opened)


def commit(opened: Opened, writing: tantivy.IndexWriter, revision: int) -> None:
    writing.commit()
    writing.wait_merging_threads()
    opened.entries.state("indexed", revision)
    opened.index.reload()


def replace(writing: tantivy.IndexWriter, id: str, entry: Entry | None) -> None:
    writing.delete_documents_by_term("id", id)
    if entry is not None:
        writing.add_document(_document(entry))


def searcher(opened: Opened) -> tantivy.Searcher:
    opened.index.reload()
    return opened.index.searcher()


def _index(folder: Path) -> tantivy.Index:
    """Tokens are ready: they are split at spaces. A sentence end takes a position and no place in the index."""
    if not folder.is_dir():
        raise EngineDamaged(f"{folder} is missing: `python -m indexer rebuild` makes it again")
    try:
        index = tantivy.Index(schema(), path=str(folder), reuse=True)
    except (ValueError, OSError) as error:
        raise EngineDamaged(f"{folder}: {error}; `python -m indexer rebuild` makes it again") from error
    ready = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer("ready", ready.filter(tantivy.Filter.custom_stopword([SENTENCE_END])).build())
    return index


def _locked(opened: Opened) -> tantivy.IndexWriter:
    """From a fresh index: one that was opened before another process wrote would leave its segments behind."""
    folder = opened.entries.path.parent / "tantivy"
    try:
        return _index(folder).writer(heap_size=HEAP_BYTES, num_threads=1)
    except ValueError as error:
        raise EngineBusy(f"another process is writing to {folder}: {error}") from error


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    facets = {*facet_fields().values(), *facet_fields("then").values()}
    for name, definition in mappings.schema()["mappings"]["properties"].items():
        value = entry.get(name)
        if definition["type"] in ("long", "date") and value is not None:
            document.add_integer(name, minutes(value) if definition["type"] == "date" else value)
        if definition["type"] not in ("text", "keyword") or not definition.get("index", True):
            continue
        values = value if isinstance(value, list) else [value] if value is not None else []
        for each in values or ([UNKNOWN] if name in facets else []):
            document.add_text(name, each)
    return document
