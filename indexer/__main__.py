"""The commands of the indexer: python -m indexer <verb>."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Iterator, Sequence

from crawler import sources
from crawler.__main__ import main as crawl
from crawler.archive import Archive
from crawler.errors import CrawlerError
from crawler.settings import data_folder
from indexer import analyze, evaluate, highlight, jobs, local, plans, relabel
from indexer.engines import Engine, connect
from indexer.enrich import districts
from indexer.errors import EngineMissing, IndexerError, InputError
from indexer.extract import printed
from indexer.extract.pool import Pool
from indexer.measure import labels as measured
from indexer.pipeline import Report, update
from indexer.query import Query
from indexer.question import understand
from indexer.records import Entry, Extracted
from indexer.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, Settings.from_environment()))
    except (IndexerError, CrawlerError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jachi-indexer", description="Turns the raw archive into a searchable index.")
    verbs = parser.add_subparsers(required=True, metavar="verb")
    add = verbs.add_parser("add", help="add local files, then index them")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    for name in ("district", "kind", "published", "title", "url"):
        add.add_argument(f"--{name}", help="where the file does not say it itself")
    add.set_defaults(run=_add)
    verbs.add_parser("update", help="index what the archive received since").set_defaults(run=_update)
    verbs.add_parser("rebuild", help="index the whole archive anew").set_defaults(run=_rebuild)
    verbs.add_parser("status", help="what the index holds").set_defaults(run=_status)
    working = verbs.add_parser("jobs", help="crawl what is due, then index, again and again")
    working.add_argument("--once", action="store_true")
    working.add_argument("--sources", type=Path, help="folder of source files; default: the real districts")
    working.set_defaults(run=_jobs)
    extract = verbs.add_parser("extract", help="read files, one line each")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument("--json", action="store_true")
    extract.set_defaults(run=_extract)
    projects = verbs.add_parser("projects", help="the projects of a plan, one line each")
    projects.add_argument("file", type=Path, metavar="FILE")
    projects.add_argument("--json", action="store_true")
    projects.set_defaults(run=_projects)
    verbs.add_parser("relabel", help="make all labels anew, after a table changed").set_defaults(run=_relabel)
    judged = verbs.add_parser("evaluate", help="how right labels are; with a file: answers")
    judged.add_argument("file", type=Path, nargs="?", metavar="FILE", help="CSV: shape, query, id, grade")
    judged.add_argument("--labels", type=Path, metavar="FOLDER", help="releases.csv, near_duplicates.csv")
    judged.set_defaults(run=_evaluate)
    search = verbs.add_parser("search", help="search the index")
    search.add_argument("query")
    search.add_argument("--district", action="append", default=[], metavar="CODE")
    search.add_argument("--year", action="append", default=[])
    search.add_argument("--size", type=int, default=10)
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=_search)
    return parser


def _add(options: argparse.Namespace, settings: Settings) -> int:
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


def _update(options: argparse.Namespace, settings: Settings) -> int:
    return _told(_run(settings, create=True))


def _rebuild(options: argparse.Namespace, settings: Settings) -> int:
    return _told(_run(settings, rebuild=True))


def _run(settings: Settings, *, create: bool = False, rebuild: bool = False) -> Report:
    data_folder(settings.data)
    engine = connect(settings)
    if create:
        _create_if_missing(engine)
        rebuild = _is_of_another_analyzer(engine)
    with Archive(settings.data / "archive.sqlite") as archive:
        report = update(archive, engine, sources.everything(), _progress, rebuild=rebuild)
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


def _jobs(options: argparse.Namespace, settings: Settings) -> int:
    due = ["run", "--due"] + (["--sources", str(options.sources)] if options.sources else [])
    return jobs.run(lambda: crawl(due), lambda: _update(options, settings), once=options.once)


def _progress(indexed: int, key: str) -> None:
    print(f"  indexed {indexed:,} … {key}", file=sys.stderr)


def _told(report: Report) -> int:
    print(_counts(report))
    return 1 if report.failed else 0


def _counts(report: Report) -> str:
    files = ", ".join(f"{count} {status}" for status, count in sorted(report.statuses.items())) or "none"
    unknown = f", districts unknown {len(report.unknown_districts)}" if report.unknown_districts else ""
    return f"indexed {report.indexed}, failed {len(report.failed)}, files: {files}{unknown}"


def _status(options: argparse.Namespace, settings: Settings) -> int:
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


def _extract(options: argparse.Namespace, settings: Settings) -> int:
    worst = 0
    for path, read in _readings(options.files):
        record = printed.record(path.name, read)
        print(json.dumps(record, ensure_ascii=False) if options.json else f"{path}: {read.status}\n{read.text}")
        worst = worst if read.status in ("ok", "partial") else 1
    return worst


def _readings(paths: Sequence[Path]) -> Iterator[tuple[Path, Extracted]]:
    with Pool() as pool:
        for path in local.files(paths):
            try:
                yield path, pool.read(path.name, path.read_bytes())
            except OSError as error:
                raise InputError(f"{path}: {error.strerror}") from error


def _projects(options: argparse.Namespace, settings: Settings) -> int:
    found = 0
    for _, read in _readings([options.file]):
        for project in plans.projects(read.tables, read.text, read.pages, options.file.stem):
            found += 1
            print(json.dumps(plans.as_record(project), ensure_ascii=False) if options.json else project)
    if not options.json:
        print(f"projects {found}")
    return 0


def _relabel(options: argparse.Namespace, settings: Settings) -> int:
    data_folder(settings.data)
    engine = connect(settings)
    before, after = relabel.relabel(engine, settings.data, lambda done: _progress(done, "labelled"))
    print(*relabel.changes(before, after), sep="\n")
    print(f"labelled {engine.count():,}")
    return 0


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    if options.file is None:
        for line in measured.report(options.labels or measured.default_folder()):
            print(line, flush=True)
        return 0
    data_folder(settings.data)
    engine = connect(settings)
    judged = evaluate.judgements(options.file)
    scores = evaluate.measure(judged, lambda query: engine.search(understand(query)))
    print(*evaluate.table(scores), sep="\n")
    return 0


def _search(options: argparse.Namespace, settings: Settings) -> int:
    data_folder(settings.data)
    filters = {"district": tuple(options.district), "year": tuple(options.year)}
    query = understand(Query(text=options.query, filters=filters, size=options.size))
    results = connect(settings).search(query)
    for repair in query.repairs:
        print(repair, file=sys.stderr)
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


def _brief(entry: Entry) -> dict[str, Any]:
    names = ("id", "title", "kind", "district", "published", "department", "url")
    return {name: entry.get(name) for name in names}


if __name__ == "__main__":
    raise SystemExit(main())
