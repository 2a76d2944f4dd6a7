"""The verbs that ask the index: search, status, verify, evaluate."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Iterator

from crawler.archive import Archive
from crawler.settings import data_folder
from indexer import analyze, corrections
from indexer import evaluate as judging
from indexer import highlight
from indexer.engines import Engine, connect
from indexer.enrich import districts
from indexer.measure import labels as measured
from indexer.query import Query, Results
from indexer.question import understand
from indexer.reconcile import reconcile
from indexer.records import Entry
from indexer.settings import Settings


def search(options: argparse.Namespace, settings: Settings) -> int:
    data_folder(settings.data)
    filters = {"district": tuple(options.district), "year": tuple(options.year)}
    query = understand(Query(text=options.query, filters=filters, size=options.size))
    engine = connect(settings)
    results = engine.search(query)
    for note in _notes(engine, query, results):
        print(note, file=sys.stderr)
    if options.json:
        answer = {"total": results.total, "hits": [_brief(hit.entry) for hit in results.hits]}
        print(json.dumps(answer, ensure_ascii=False))
        return 0
    for number, hit in enumerate(results.hits, 1):
        entry = hit.entry
        place = districts.label(entry["district"][0]) if entry["district"] else "지역 미상"
        print(f"{number}. {entry['title']} · {place} · {entry.get('published') or '날짜 미상'} · {entry['id']}")
        for passage in highlight.snippets(entry, query, count=1):
            print("   " + "".join(f"[{part.text}]" if part.marked else part.text for part in passage))
    print(f"found {results.total}")
    return 0


def verify(options: argparse.Namespace, settings: Settings) -> int:
    """0 when the index holds what the archive holds."""
    data_folder(settings.data)
    with Archive(settings.data / "archive.sqlite", readonly=True) as archive:
        found = reconcile(archive, connect(settings))
    for id in found.missing:
        print(f"not indexed: {id}")
    for id in found.stray:
        print(f"not archived: {id}")
    print(f"archived {found.archived:,}, entries {found.entries:,}, searchable {found.searchable:,}", end=", ")
    print(f"not indexed {len(found.missing)}, not archived {len(found.stray)}")
    return 0 if found.agrees else 1


def _notes(engine: Engine, query: Query, results: Results) -> Iterator[str]:
    """What was done to the question beyond its letters, with what else could be asked."""
    yield from query.repairs
    for synonym in query.synonyms:
        yield f"{synonym.lay}: {synonym.official}도 찾음"
    if results.relaxed and results.total:
        yield "모든 낱말이 있는 문서가 10건 미만이라 일부 낱말만 있는 문서도 함께 찾았습니다."
    found = corrections.offers(engine, query) if corrections.doubtful(query, results) else ()
    for offer in found or (() if results.total else corrections.relaxations(engine, query)):
        yield f"이렇게 찾아볼 수 있습니다: {offer.text} ({offer.count:,}건)"


def _brief(entry: Entry) -> dict[str, Any]:
    names = ("id", "title", "kind", "district", "published", "department", "url")
    return {name: entry.get(name) for name in names}


def status(options: argparse.Namespace, settings: Settings) -> int:
    data_folder(settings.data)
    engine = connect(settings)
    summary = engine.summarise()
    found = engine.search(Query(size=0))
    with Archive(settings.data / "archive.sqlite", readonly=True) as archive:
        waiting = archive.last_sequence() - int(summary.get("sequence", 0))
    kinds = ", ".join(f"{value.count} {value.value}" for value in found.facets["kind"]) or "none"
    print(f"documents: {found.total:,} ({kinds}); entries with projects: {engine.count():,}")
    print(f"analyzer: {summary.get('fingerprint')}" + _stale(summary.get("fingerprint")))
    print(f"captures not indexed yet: {waiting:,}")
    return 0


def _stale(fingerprint: Any) -> str:
    return "" if fingerprint == analyze.fingerprint() else f" (now {analyze.fingerprint()}: run rebuild)"


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    if options.file is None:
        for line in measured.report(options.labels or measured.default_folder()):
            print(line, flush=True)
        return 0
    data_folder(settings.data)
    engine = connect(settings)
    judged = judging.judgements(options.file)
    scores = judging.measure(judged, lambda query: engine.search(understand(query)))
    print(*judging.table(scores), sep="\n")
    return 0
