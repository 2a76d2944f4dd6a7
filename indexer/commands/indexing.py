"""The verbs that fill the index: add, update, rebuild, relabel, takedown, jobs."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Sequence

from crawler import sources
from crawler.__main__ import main as crawl
from crawler.archive import Archive
from crawler.settings import data_folder
from indexer import analyze
from indexer import jobs as working
from indexer import local, plan_years
from indexer import relabel as labelling
from indexer.engines import Engine, connect
from indexer.errors import EngineMissing, InputError
from indexer.pipeline import Report
from indexer.pipeline import update as index
from indexer.settings import Settings
from indexer.takedowns import PART, Takedowns, covers


def add(options: argparse.Namespace, settings: Settings) -> int:
    stated = local.check({name: getattr(options, name) for name in ("district", "kind", "published", "title", "url")})
    paths = local.files(options.paths)
    data_folder(settings.data, create=True)
    added, refused = 0, []
    with Archive(settings.data / "archive.sqlite") as archive:
        for path in paths:
            try:
                added += local.add(archive, path, stated)
            except InputError as error:
                refused.append(str(error))
    report = _run(settings, create=True)
    for line in refused:
        print(f"error: {line}", file=sys.stderr)
    print(f"added {added}, {_counts(report)}, refused {len(refused)}")
    return 1 if refused or report.failed or report.unreadable else 0


def update(options: argparse.Namespace, settings: Settings) -> int:
    return _told(_run(settings, create=True))


def rebuild(options: argparse.Namespace, settings: Settings) -> int:
    return _told(_run(settings, rebuild=True))


def relabel(options: argparse.Namespace, settings: Settings) -> int:
    data_folder(settings.data)
    engine = connect(settings)
    before, after = labelling.relabel(engine, settings.data, lambda done: _progress(done, "labelled"))
    print(*labelling.changes(before, after), sep="\n")
    print(f"labelled {engine.count():,}")
    return 0


def takedown(options: argparse.Namespace, settings: Settings) -> int:
    data_folder(settings.data)
    listed = Takedowns(settings.data)
    if options.restore:
        listed.remove(options.ids)
        report = _run(settings, again=sorted({part for id in options.ids for part in (id, PART.sub("", id))}))
        print(f"restored {len(options.ids)}, {_counts(report)}")
    elif options.ids:
        listed.add(options.ids, options.reason, date.today())
        print(f"taken down {len(options.ids)}, entries removed {_remove(connect(settings), frozenset(options.ids))}")
    else:
        for each in listed.all():
            print(f"{each.id}\t{each.since}\t{each.reason}")
    return 0


def jobs(options: argparse.Namespace, settings: Settings) -> int:
    due = ["run", "--due"] + (["--sources", str(options.sources)] if options.sources else [])
    return working.run(lambda: crawl(due), lambda: update(options, settings), once=options.once)


def _run(settings: Settings, *, create: bool = False, rebuild: bool = False, again: Sequence[str] = ()) -> Report:
    data_folder(settings.data)
    engine = connect(settings)
    if create:
        _create_if_missing(engine)
        rebuild = _is_of_another_analyzer(engine)
    with Archive(settings.data / "archive.sqlite") as archive:
        report = index(archive, engine, sources.everything(), _progress, rebuild=rebuild, again=again)
    for line in report.failed + report.unreadable:
        print(f"error: {line}", file=sys.stderr)
    for line in report.unknown_districts:
        print(f"district unknown: {line}", file=sys.stderr)
    return report


def _create_if_missing(engine: Engine) -> None:
    try:
        engine.count()
    except EngineMissing:
        engine.promote(engine.create())


def _is_of_another_analyzer(engine: Engine) -> bool:
    """Tokens of two analyzers in one index would find each other only by chance."""
    indexed = engine.summarise().get("fingerprint")
    if indexed in (None, analyze.fingerprint()):
        return False
    print(f"the index is of another analyzer ({indexed}): building it anew", file=sys.stderr)
    return True


def _remove(engine: Engine, ids: frozenset[str]) -> int:
    """Deletes the entries of documents, also as the year before or behind in other plans; how many they were."""
    gone, plans = [], []
    for entry in engine.scan():
        if covers(ids, entry["id"]):
            gone.append(entry["id"])
        elif entry["kind"] == "plan":
            plans.append(entry["id"])
    if gone:
        engine.delete(gone)
        plan_years.link(engine, plans)
    return len(gone)


def _progress(indexed: int, key: str) -> None:
    print(f"  indexed {indexed:,} … {key}", file=sys.stderr)


def _told(report: Report) -> int:
    print(_counts(report))
    return 1 if report.failed else 0


def _counts(report: Report) -> str:
    files = ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items())) or "none"
    unknown = f", districts unknown {len(report.unknown_districts)}" if report.unknown_districts else ""
    return f"indexed {report.indexed}, failed {len(report.failed)}, files: {files}{unknown}"
