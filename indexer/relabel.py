"""Labels made anew from the entries, without crawling or analysing, after a table of mappings/ changed."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Callable, Iterable, Iterator, Mapping

from indexer import duplicates
from indexer.duplicates import Clusters
from indexer.engines import Engine
from indexer.enrich.labels import NAMES, labels
from indexer.pipeline import BATCH, clustered
from indexer.records import UNKNOWN, Entry

COUNTED = ("theme", "release_type", "department_kind", "district_then")

Counts = Mapping[str, Counter[str]]


def relabel(engine: Engine, data: Path, progress: Callable[[int], None]) -> tuple[Counts, Counts]:
    """How often each value was there before, with how often it is now. The entries go into a new version."""
    before, after = _none(), _none()
    version, done = engine.create(), 0
    with Clusters(duplicates.place(data, anew=True), anew=True) as clusters:
        for batch in _batches(engine.scan()):
            made = [_labelled(entry) for entry in batch]
            for counts, entries in ((before, batch), (after, made)):
                _count(counts, entries)
            engine.put(clustered(made, clusters, engine, version), version)
            done += len(batch)
            progress(done)
    engine.describe(engine.summarise(), version)
    engine.promote(version)
    duplicates.place(data, anew=True).replace(duplicates.place(data))
    return before, after


def changes(before: Counts, after: Counts) -> Iterator[str]:
    """One line a value whose count changed, a facet without changes in one line."""
    for facet in before:
        values = sorted({*before[facet], *after[facet]})
        changed = [value for value in values if before[facet][value] != after[facet][value]]
        for value in changed:
            yield f"{facet} {value}: {before[facet][value]:,} → {after[facet][value]:,}"
        if not changed:
            yield f"{facet}: counts unchanged ({len(values)} values)"


def _none() -> dict[str, Counter[str]]:
    return {name: Counter() for name in COUNTED}


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    coming = iter(entries)
    while batch := list(islice(coming, BATCH)):
        yield batch


def _labelled(entry: Entry) -> Entry:
    kept = {name: value for name, value in entry.items() if name not in NAMES}
    return {**kept, **labels(kept)}


def _count(counts: Counts, entries: Iterable[Entry]) -> None:
    for entry in entries:
        for name, counter in counts.items():
            value = entry.get(name)
            counter.update(value if isinstance(value, list) and value else [value or UNKNOWN])
