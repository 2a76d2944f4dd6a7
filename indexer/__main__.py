"""The commands of the indexer: python -m indexer <verb>."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Sequence

from crawler.errors import CrawlerError
from indexer.commands import asking, indexing, reading
from indexer.errors import IndexerError
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
    add.set_defaults(run=indexing.add)
    verbs.add_parser("update", help="index what the archive received since").set_defaults(run=indexing.update)
    verbs.add_parser("rebuild", help="index the whole archive anew").set_defaults(run=indexing.rebuild)
    verbs.add_parser("status", help="what the index holds").set_defaults(run=asking.status)
    checking = verbs.add_parser("verify", help="compare the index with the archive, by count and checksum")
    checking.set_defaults(run=asking.verify)
    working = verbs.add_parser("jobs", help="crawl what is due, then index, again and again")
    working.add_argument("--once", action="store_true")
    working.add_argument("--sources", type=Path, help="folder of source files; default: the real districts")
    working.set_defaults(run=indexing.jobs)
    extract = verbs.add_parser("extract", help="read files, one line each")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument("--json", action="store_true")
    extract.set_defaults(run=reading.extract)
    projects = verbs.add_parser("projects", help="the projects of a plan, one line each")
    projects.add_argument("file", type=Path, metavar="FILE")
    projects.add_argument("--json", action="store_true")
    projects.set_defaults(run=reading.projects)
    verbs.add_parser("relabel", help="make all labels anew, after a table changed").set_defaults(run=indexing.relabel)
    takedown = verbs.add_parser("takedown", help="hide documents for good; without ids: the list")
    takedown.add_argument("ids", nargs="*", metavar="ID")
    takedown.add_argument("--reason", default="")
    takedown.add_argument("--restore", action="store_true", help="take them off the list again")
    takedown.set_defaults(run=indexing.takedown)
    judged = verbs.add_parser("evaluate", help="how right labels are; with a file: answers")
    judged.add_argument("file", type=Path, nargs="?", metavar="FILE", help="CSV: shape, query, id, grade")
    judged.add_argument("--labels", type=Path, metavar="FOLDER", help="releases.csv, near_duplicates.csv")
    judged.set_defaults(run=asking.evaluate)
    search = verbs.add_parser("search", help="search the index")
    search.add_argument("query")
    search.add_argument("--district", action="append", default=[], metavar="CODE")
    search.add_argument("--year", action="append", default=[])
    search.add_argument("--size", type=int, default=10)
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=asking.search)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
