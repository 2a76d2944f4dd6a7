"""The verbs that read single files: extract, projects."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Iterator, Sequence

from indexer import local, plans
from indexer.errors import InputError
from indexer.extract import printed
from indexer.extract.pool import Pool
from indexer.records import Extracted
from indexer.settings import Settings


def extract(options: argparse.Namespace, settings: Settings) -> int:
    worst = 0
    for path, read in _readings(options.files):
        record = printed.record(path.name, read)
        print(json.dumps(record, ensure_ascii=False) if options.json else f"{path}: {read.status}\n{read.text}")
        worst = worst if read.status in ("ok", "partial") else 1
    return worst


def projects(options: argparse.Namespace, settings: Settings) -> int:
    """Of a plan; of a budget book, where the file says nothing of a plan with sums."""
    printed_lines = 0
    for _, read in _readings([options.file]):
        found = plans.projects(read.tables, read.text, read.pages, options.file.stem)
        if not any(project.amounts for project in found):
            found = max(plans.budget_lines(read.tables, read.text, None, None), found, key=len)
        for project in found:
            printed_lines += 1
            print(json.dumps(plans.as_record(project), ensure_ascii=False) if options.json else project)
        for warning in plans.unequal(read.tables, read.text, found):
            print(f"warning: {options.file}: {warning}", file=sys.stderr)
        if read.status not in ("ok", "partial"):
            print(f"error: {options.file}: {read.status}", file=sys.stderr)
            return 1
    if not options.json:
        print(f"projects {printed_lines}")
    return 0


def _readings(paths: Sequence[Path]) -> Iterator[tuple[Path, Extracted]]:
    with Pool() as pool:
        for path in local.files(paths):
            try:
                yield path, pool.read(path.name, path.read_bytes())
            except OSError as error:
                raise InputError(f"{path}: {error.strerror}") from error
