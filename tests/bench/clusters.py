"""What clustering costs: time, memory and disk for generated releases, at two sizes."""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, Iterator, Sequence

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
    with tempfile.TemporaryDirectory(prefix="jachi-bench-") as folder:
        for figures in measure(Path(folder), sorted(parser.parse_args().sizes)):
            print(figures, flush=True)
    return 0


def measure(folder: Path, sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Figures whenever a size is reached. Seconds are those of clustering alone, without making the releases."""
    place, spent, cpu, joined, done = folder / "duplicates.sqlite", 0.0, 0.0, 0, 0
    recent: dict[str, Entry] = {}
    coming = releases(sizes[-1], recent)
    with Clusters(place) as clusters:
        while batch := list(islice(coming, BATCH)):
            begin, begin_cpu = time.perf_counter(), time.process_time()
            joined += len(clusters.add(batch, recent.get))
            spent, cpu = spent + time.perf_counter() - begin, cpu + time.process_time() - begin_cpu
            done += len(batch)
            if done in sizes:
                yield {
                    "releases": done,
                    "seconds": round(spent, 1),
                    "cpu_ms_each": round(1000 * cpu / done, 3),
                    "joined": joined,
                    "disk_mb": round(sum(file.stat().st_size for file in folder.iterdir()) / 1e6, 1),
                    "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
                }


def releases(count: int, recent: dict[str, Entry], seed: int = 1) -> Iterator[Entry]:
    """Words of real text repeat as Zipf says; a tenth of the releases is an earlier one with its ending cut."""
    chance = random.Random(seed)
    words = [f"낱말{number}" for number in range(WORDS)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(WORDS)))
    for number in range(count):
        if recent and chance.random() < AGAIN:
            terms = recent[chance.choice(list(recent))]["body_terms"].split()[: int(TERMS * 0.85)]
        else:
            terms = chance.choices(words, cum_weights=weights, k=TERMS)
        entry = {"id": f"g{number}", "kind": "press", "district": ["11545"], "published": "2026-03-02", "title": "제목"}
        made: Entry = {**entry, "body_terms": " ".join(terms), "title_terms": "", "text": " ".join(terms)}
        recent[made["id"]] = made
        if len(recent) > KEPT:
            del recent[next(iter(recent))]
        yield made


if __name__ == "__main__":
    sys.exit(main())
