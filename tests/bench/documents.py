"""Measures the readers of files beside others: python -m tests.bench.documents [--shared DIR] [--json FILE]."""

from __future__ import annotations

import argparse
import json
import sys
import time
import zipfile
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable, Iterable, Iterator, Sequence, TypeVar

from indexer.extract import read
from tests.bench.other_readers import OTHERS
from tests.indexer.extract.samples import ROWS, bigrams, has_row

T = TypeVar("T")
FORMATS = {".hwp": "HWP", ".hwpx": "HWPX", ".pdf": "PDF", ".docx": "DOCX", ".xlsx": "XLSX"}
FLOORS = {"HWP": 0.98, "HWPX": 0.98, "PDF": 0.97}


@dataclass(frozen=True)
class Measured:
    """One file beside one other reader: the share of its character pairs that ours has, and what both took."""

    file: str
    format: str
    other: str
    megabytes: float
    pairs: int  # of the other reader
    recall: float
    seconds: float  # of CPU
    other_seconds: float


@dataclass(frozen=True)
class Total:
    format: str
    other: str
    files: int
    recall: float  # of the pairs of all files together
    least: float  # of a single file
    megabytes_a_second: float
    other_megabytes_a_second: float


def measure(files: Iterable[tuple[str, bytes]], pages: int | None = None) -> Iterator[Measured]:
    """Files in which nothing is to be read (passwords, HWP 3) are left out; `pages` cuts the comparison of a PDF."""
    for name, data in files:
        suffix = Path(name).suffix
        read(name, data)  # what is imported for the first file is not its time
        extracted, seconds = _timed(lambda: read(name, data))
        if extracted.status not in ("ok", "partial") or suffix not in FORMATS:
            continue
        ours = bigrams("\n".join(extracted.pages[:pages]) if extracted.pages else extracted.text)
        for other, reader in OTHERS[suffix].items():
            theirs, other_seconds = _timed(lambda: reader(data, pages))
            wanted = bigrams(theirs)
            yield Measured(name, FORMATS[suffix], other, len(data) / 2**20, wanted.total(),
                           (wanted & ours).total() / max(wanted.total(), 1), seconds, other_seconds)


def totals(measured: Iterable[Measured]) -> list[Total]:
    grouped: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for one in measured:
        grouped[one.format, one.other].append(one)
    return [_total(*key, files) for key, files in grouped.items()]


def sample_files(shared: Path) -> Iterator[tuple[str, bytes]]:
    """The attachments, those inside of a ZIP too, and the work plans."""
    for folder in ("attachments", "plans"):
        for path in sorted((shared / "samples" / folder).iterdir()):
            if path.suffix == ".zip":
                with zipfile.ZipFile(path, metadata_encoding="cp949") as archive:
                    yield from ((name, archive.read(name)) for name in archive.namelist())
            else:
                yield path.name, path.read_bytes()


def found_rows(shared: Path) -> dict[tuple[str, str], bool]:
    """Each row that is known to stand in a table: whether it is one."""
    folder = shared / "samples" / "attachments"
    extracted = {name: read(name, (folder / name).read_bytes()) for name in {name for name, _ in ROWS}}
    return {(name, row): has_row(extracted[name], row) for name, row in ROWS}


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.process_time()
    return work(), max(time.process_time() - started, 1e-3)


def _total(format: str, other: str, files: Sequence[Measured]) -> Total:
    pairs, megabytes = sum(one.pairs for one in files), sum(one.megabytes for one in files)
    return Total(format, other, len(files), sum(one.recall * one.pairs for one in files) / max(pairs, 1),
                 min(one.recall for one in files), megabytes / sum(one.seconds for one in files),
                 megabytes / sum(one.other_seconds for one in files))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.documents")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--json", type=Path, default=Path("data/documents.json"), help="where the figures go")
    options = parser.parse_args(arguments)
    if not (options.shared / "samples").is_dir():
        print("the shared samples are not beside the project: nothing to measure", file=sys.stderr)
        return 0
    measured = list(measure(sample_files(options.shared)))
    rows = found_rows(options.shared)
    summed = totals(measured)
    _print(measured, summed, rows)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    figures = {"files": [asdict(one) for one in measured], "formats": [asdict(one) for one in summed],
               "rows": [{"file": name, "row": row, "found": found} for (name, row), found in rows.items()]}
    options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0 if all(one.recall >= FLOORS.get(one.format, 0) for one in summed) and all(rows.values()) else 1


def _print(measured: Sequence[Measured], summed: Sequence[Total], rows: dict[tuple[str, str], bool]) -> None:
    for one in measured:
        print(f"{one.recall:.4f} of {one.pairs:>7,} pairs of {one.other:16} {one.file}")
    print(f"\n{'format':8}{'other':18}{'files':>6}{'recall':>8}{'least':>8}{'MB/s':>8}{'other':>8}")
    for each in summed:
        print(f"{each.format:8}{each.other:18}{each.files:>6}{each.recall:>8.4f}{each.least:>8.4f}"
              f"{each.megabytes_a_second:>8.2f}{each.other_megabytes_a_second:>8.2f}")
    print(f"table rows: {sum(rows.values())} of {len(rows)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
