"""Reads damaged copies of files in the pool: python -m tests.bench.damage [--shared DIR] [--files 1000] [--seed 1]."""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from indexer.extract.pool import Pool
from tests.bench.documents import sample_files
from tests.indexer.extract.test_hostile import originals

LARGEST_BYTES = 400_000  # of a file that is damaged: larger ones take their time, not other ways


def damaged(files: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Half of them with one to fifty bits flipped, half cut at any place, in turn of the files."""
    chance, names = random.Random(seed), sorted(files)
    for number in range(count):
        name = names[number % len(names)]
        data = bytearray(files[name])
        if number // len(names) % 2:
            del data[chance.randrange(len(data)):]
        else:
            for _ in range(chance.randint(1, 50)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield name, bytes(data)


def measure(files: Mapping[str, bytes], count: int, seed: int) -> tuple[Counter[tuple[str, str]], float]:
    """How often each kind of file ended in each status, and the longest time between two answers, in seconds."""
    statuses: Counter[tuple[str, str]] = Counter()
    longest, last = 0.0, time.monotonic()
    made = list(damaged(files, count, seed))
    with Pool() as pool:
        for (name, _), extracted in zip(made, pool.read_many(made), strict=True):
            statuses[Path(name).suffix, extracted.status] += 1
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
        assert pool.read("a.txt", "글".encode()).text == "글"
    return statuses, longest


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.damage")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    files = originals()
    if (options.shared / "samples").is_dir():
        files |= {name: data for name, data in sample_files(options.shared)
                  if len(data) <= LARGEST_BYTES and not name.endswith(".md")}
    statuses, longest = measure(files, options.files, options.seed)
    for (suffix, status), count in sorted(statuses.items()):
        print(f"{suffix:8}{status:12}{count:>6}")
    peak_bytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{statuses.total()} damaged files, longest wait {longest:.1f} s, largest worker {peak_bytes / 2**20:.0f} MB")
    return 0 if peak_bytes < 1.5 * 2**30 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
