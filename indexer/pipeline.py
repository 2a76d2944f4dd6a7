"""From what the archive holds to what the engine serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import merge
from itertools import chain
from typing import Any, Callable, Iterable, Iterator, Mapping, Sequence

from crawler.archive import Archive
from crawler.errors import CrawlerError
from crawler.records import Capture, Role
from crawler.sources import Source
from indexer import analyze, digest_entries, duplicates, plan_entries, plan_years
from indexer.analyze import clean
from indexer.cores import Cores
from indexer.coverage import boards, coverage
from indexer.documents import Reader
from indexer.duplicates import Clusters
from indexer.engines import Engine
from indexer.entry import entry
from indexer.errors import InputError
from indexer.extract.pool import Pool
from indexer.extract.versions import current_readers
from indexer.personal import masked_document
from indexer.records import AttachedFile, Document, Entry
from indexer.rereading import FACT, to_read_again
from indexer.takedowns import PART, Takedowns, covers

BATCH = 200  # documents between two commits: what a killed run has to repeat
ROLES: tuple[Role, ...] = ("post", "file", "local")


@dataclass
class Report:
    """What one run did: documents indexed, those that could not be read, and how each attachment ended."""

    indexed: int = 0
    failed: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    unknown_districts: list[str] = field(default_factory=list)


Progress = Callable[[int, str], None]


def update(
    archive: Archive,
    engine: Engine,
    sources: Mapping[str, Source],
    progress: Progress,
    *,
    rebuild: bool = False,
    again: Sequence[str] = (),
) -> Report:
    """Indexes what the archive received since the last run, or everything into a new version that is then served.

    `again`: ids of documents that are indexed anew though nothing of them changed. Those whose files were read by
    a reader that has another version now are among them.
    """
    version = engine.create() if rebuild else None
    since = 0 if rebuild else int(engine.summarise().get("sequence", 0))
    until = archive.last_sequence()  # what a crawler writes meanwhile is left to the next run
    stale = [] if rebuild else to_read_again(engine, current_readers())
    report = Report()
    dated = set[str]()  # plans whose projects are looked for in those of other years
    hidden = Takedowns(archive.path.parent).ids()
    place = duplicates.place(archive.path.parent, anew=rebuild)
    with Pool() as pool, Cores(entries_of) as cores, Clusters(place, anew=rebuild) as clusters:
        reader = Reader(archive, sources, pool, report)
        for batch, sequence in chain(_batches(archive, since), _again(archive, [*again, *stale], until)):
            documents = [one for one in _documents(reader, batch, report) if not covers(hidden, one.id)]
            entries = clustered([entry for made in cores.map(documents) for entry in made], clusters, engine, version)
            gone = [] if version else _gone_parts(engine, entries)
            engine.put(entries, version)
            if gone:
                engine.delete(gone)
            report.indexed += len(documents)
            dated.update(document.id for document in documents if document.kind == "plan")
            engine.describe(_state(sequence) if version else {**engine.summarise(), **_state(sequence)}, version)
            progress(report.indexed, batch[-1].key)
    if version:
        engine.promote(version)
        place.replace(duplicates.place(archive.path.parent))
    plan_years.link(engine, dated)
    covered = {"coverage": coverage(engine), "boards": boards(archive, sources)}
    engine.describe({**engine.summarise(), **_state(max(since, until)), **covered, FACT: current_readers()})
    return report


def clustered(made: list[Entry], clusters: Clusters, engine: Engine, version: str | None) -> list[Entry]:
    """The entries with their clusters, followed by earlier ones that a new one joined or left."""
    named = clusters.add(made, lambda id: engine.get(id, version))
    ids = {entry["id"] for entry in made}
    earlier = [entry for id in named if id not in ids and (entry := engine.get(id, version))]
    for entry in [*made, *earlier]:
        cluster = named.get(entry["id"])
        if cluster:
            entry["cluster"] = cluster
        else:
            entry.pop("cluster", None)
    return [*made, *earlier]


def _state(sequence: int) -> dict[str, Any]:
    return {"sequence": sequence, "fingerprint": analyze.fingerprint()}


def _batches(archive: Archive, since: int) -> Iterator[tuple[list[Capture], int]]:
    """The changed captures and deletions, one a document, with the sequence up to which all is covered."""
    batch: dict[str, Capture] = {}
    sequence = since
    for capture in merge(archive.changed(since, roles=ROLES), archive.deleted(since), key=lambda one: one.sequence):
        if len(batch) >= BATCH and capture.key not in batch:
            yield list(batch.values()), sequence
            batch = {}
        if capture.role != "file" or capture.key not in batch:
            batch[capture.key] = capture
        sequence = capture.sequence
    if batch:
        yield list(batch.values()), sequence


def _again(archive: Archive, ids: Sequence[str], sequence: int) -> Iterator[tuple[list[Capture], int]]:
    """The latest captures of documents."""
    for start in range(0, len(ids), BATCH):
        if found := [stored for id in ids[start: start + BATCH] for stored in archive.by_key(id)[-1:]]:
            yield found, sequence


def _documents(reader: Reader, captures: Iterable[Capture], report: Report) -> Iterator[Document]:
    """The documents of captures; one that cannot be read is reported."""
    for capture in captures:
        try:
            document = reader.document(capture)
        except (CrawlerError, InputError) as error:
            report.failed.append(f"{capture.key}: {error}")
            continue
        if document is not None:
            yield document


def entries_of(document: Document) -> list[Entry]:
    """The entry of a document, followed by those of the projects of a plan or a budget, or the articles of a digest.

    Numbers of private persons are hidden before anything is made of it: no page, export or search ever has them.
    """
    document = masked_document(document)
    text, attached = _joined(document)
    articles = digest_entries.articles(document)
    if articles:
        return digest_entries.entries(entry(document, text, attached, searched=False), articles)
    found = [entry(document, text, attached)]
    if document.kind in plan_entries.KINDS:
        found[0]["plan"], projects = plan_entries.plan_entries(document, text)
        found += projects
    return found


def _joined(document: Document) -> tuple[str, list[dict[str, Any]]]:
    """The body followed by the texts of the attachments, with the place of each."""
    parts, attached, at = [document.body], [], len(document.body)
    for file in document.attachments:
        text = file.extracted.text
        start = at + 2 if text else at
        if text:
            parts.append(text)
            at = start + len(text)
        attached.append(_attached(file, start, at))
    return "\n\n".join(parts), attached


def _attached(file: AttachedFile, start: int, end: int) -> dict[str, Any]:
    read = file.extracted
    return {
        "name": file.name,
        "url": file.url,
        "status": read.status,
        "reader": read.reader,
        "pages": len(read.pages) or None,
        "start": start,
        "end": end,
        "page_starts": _page_starts(read.text, read.pages, start),
    }


def _page_starts(text: str, pages: Sequence[str], start: int) -> list[int]:
    """Where each page begins in the entry's text, an empty one where the next does; none if they make up another."""
    starts, at = [], 0
    for page in map(clean, pages):
        starts.append(start + at)
        if page and not text.startswith(page, at):
            return []
        at += len(page) + 1 if page else 0  # a line end stands between
    return starts


def _gone_parts(engine: Engine, entries: Iterable[Entry]) -> list[str]:
    """Projects and articles that an earlier reading of these documents gave, and this one does not."""
    made = {entry["id"] for entry in entries}
    gone = []
    for id in [id for id in made if (whole := PART.sub("", id)) == id or whole not in made]:
        for part in "pa":
            number = 1
            while (name := f"{id}:{part}{number}") in made or engine.get(name):
                gone += [] if name in made else [name]
                number += 1
    return gone
