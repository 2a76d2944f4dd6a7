"""What clustering costs: time, memory and disk for generated releases, at two sizes."""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Iterator

from indexer.duplicates import Clusters
from indexer.records import Entry

SIZES = (30_000, 300_000)
BATCH = 200
TERMS = 200  # of a release
WORDS = 30_000
AGAIN = 0.1  # share that is an earlier release published again
KEPT = 2_000  # earlier releases that may be published again


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.clusters")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory(prefix="jachi-bench-") as folder:
            print(measure(Path(folder), size), flush=True)
    return 0


def measure(folder: Path, size: int) -> dict[str, Any]:
    """Seconds are those of clustering alone, without making the releases."""
    place, spent, clustered = folder / "duplicates.sqlite", 0.0, 0
    recent: dict[str, Entry] = {}
    with Clusters(place) as clusters:
        batch: list[Entry] = []
        for entry in releases(size, recent):
            batch.append(entry)
            if len(batch) == BATCH:
                begin = time.perf_counter()
                clustered += len(clusters.add(batch, recent.get))
                spent += time.perf_counter() - begin
                batch = []
    return {
        "releases": size,
        "seconds": round(spent, 1),
        "ms_each": round(1000 * spent / size, 3),
        "joined": clustered,
        "disk_mb": round(place.stat().st_size / 1e6),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
    }


def releases(count: int, recent: dict[str, Entry], seed: int = 1) -> Iterator[Entry]:
    """Words of real text repeat as Zipf says; a tenth of the releases is an earlier one with its ending cut."""
    chance = random.Random(seed)
    words = [f"낱말{number}" for number in range(WORDS)]
    weights = [1 / (rank + 10) for rank in range(WORDS)]
    for number in range(count):
        if recent and chance.random() < AGAIN:
            terms = recent[chance.choice(list(recent))]["body_terms"].split()[: int(TERMS * 0.85)]
        else:
            terms = chance.choices(words, weights, k=TERMS)
        entry = {"id": f"g{number}", "kind": "press", "district": ["11545"], "published": "2026-03-02", "title": "제목"}
        made: Entry = {**entry, "body_terms": " ".join(terms), "title_terms": "", "text": " ".join(terms)}
        recent[made["id"]] = made
        if len(recent) > KEPT:
            del recent[next(iter(recent))]
        yield made


if __name__ == "__main__":
    sys.exit(main())
