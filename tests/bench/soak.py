"""A running server under everything at once: searches, exports, feeds, and an index that is written meanwhile."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Sequence

import httpx

from indexer.engines import connect
from indexer.settings import Settings
from tests.bench import generate, latency
from tests.bench.texts import releases

BATCH = 20  # entries of one update
KINDS = ("/api/v1/search",) * 12 + ("/",) * 4 + ("/feed.atom", "/feed.json", "/trends", "/export/csv", "/export/xlsx")


def measure(folder: Path, count: int, clients: int, seconds: float, limit: int | None = None) -> dict[str, Any]:
    """Answers by status, milliseconds p50 and p95 of searches, megabytes of the server before and afterwards."""
    _, records = releases()
    stock = generate.sentences([record["text"] for record in records[:limit]])
    latency.fill(folder, stock, count)
    words = [word for sentence in stock for word in sentence.text.split()]
    ended = threading.Event()
    with latency.server(folder) as address:
        for _ in range(2):  # what is loaded once is loaded
            _ask(address, words, 1, seconds=2.0, clients=clients)
        before = _megabytes()
        writing = threading.Thread(target=_write, args=(folder, stock, ended))
        writing.start()
        try:
            statuses, times = _ask(address, words, 2, seconds, clients)
        finally:
            ended.set()
            writing.join()
        after = _megabytes()
    return {
        "clients": clients,
        "seconds": seconds,
        "answers": dict(statuses),
        **latency.summary(times),
        "megabytes": [before, after],
    }


def _ask(
    address: str, words: Sequence[str], seed: int, seconds: float, clients: int
) -> tuple[Counter[int], list[float]]:
    """What clients that never pause were answered, with the times of the searches."""
    statuses, times, until = Counter[int](), list[float](), time.monotonic() + seconds

    def one(number: int) -> None:
        chance = random.Random(seed * 1_000 + number)
        with httpx.Client(base_url=address, timeout=60) as client:
            while time.monotonic() < until:
                kind = chance.choice(KINDS)
                began = time.perf_counter()
                answer = client.get(kind, params={"q": " ".join(chance.sample(words, chance.randint(1, 4)))})
                if kind == KINDS[0]:
                    times.append((time.perf_counter() - began) * 1_000)
                statuses[answer.status_code] += 1

    with ThreadPoolExecutor(clients) as threads:
        for done in [threads.submit(one, number) for number in range(clients)]:
            done.result()
    return statuses, times


def _write(folder: Path, stock: Sequence[generate.Sentence], ended: threading.Event) -> None:
    """An update a second, of the same entries again and again."""
    engine, made = connect(Settings(data=folder)), list(generate.entries(stock, BATCH, seed=3))
    while not ended.wait(1.0):
        engine.put(made)


def _megabytes() -> int:
    """Private memory of the processes that this one started, with theirs."""
    return sum(_private(process) for process in _descendants(os.getpid())) // 1024


def _descendants(process: int) -> list[int]:
    children = [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return children + [each for child in children for each in _descendants(child)]


def _private(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak")
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jachi-soak-") as folder:
        figures = measure(Path(folder) / "data", options.entries, options.clients, options.seconds)
    print(json.dumps(figures))
    return 0 if set(figures["answers"]) == {200} else 1


if __name__ == "__main__":
    sys.exit(main())
