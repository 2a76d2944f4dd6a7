"""How long a search takes through the HTTP API of a running server, by class of query."""

from __future__ import annotations

import os
import random
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Iterator, Sequence

import httpx

from crawler.settings import data_folder
from indexer.engines import connect
from indexer.settings import Settings
from tests.bench import generate
from tests.bench.texts import releases

BATCH = 2_000
QUERIES = 60  # of each class
STARTUP_SECONDS = 60
PROMISED = ("rare word", "one word", "two words", "three words", "phrase")  # together p95 under 100 ms
Asked = dict[str, list[dict[str, Any]]]


def measure(folder: Path, count: int, queries: int = QUERIES, limit: int | None = None) -> dict[str, Any]:
    """Milliseconds p50 and p95 of each class on `count` generated entries, all with facets and 20 hits."""
    name, records = releases()
    stock = generate.sentences([record["text"] for record in records[:limit]])
    build_seconds = fill(folder, stock, count)
    asked = questions(stock, queries)
    with server(folder) as address, httpx.Client(base_url=address, timeout=60) as client:
        classes = {kind: _times(client, each) for kind, each in asked.items()}
    every = [milliseconds for times in classes.values() for milliseconds in times]
    return {
        "entries": count,
        "texts": f"sentences of {len(records)} {name}",
        "build_seconds": round(build_seconds, 1),
        "classes": {kind: summary(times) for kind, times in classes.items()},
        "promised": summary([milliseconds for kind in PROMISED for milliseconds in classes[kind]]),
        "all": summary(every),
    }


def fill(folder: Path, stock: Sequence[generate.Sentence], count: int) -> float:
    """Builds a served index of `count` entries; the seconds it took."""
    data_folder(folder, create=True)
    engine = connect(Settings(data=folder))
    version = engine.create()
    made = generate.entries(stock, count)
    began = time.perf_counter()
    while batch := list(islice(made, BATCH)):
        engine.put(batch, version)
    engine.promote(version)
    return time.perf_counter() - began


def questions(stock: Sequence[generate.Sentence], count: int, seed: int = 2) -> Asked:
    """Parameters of searches by class, the same for the same seed."""
    chance = random.Random(seed)
    words = [sentence.text.split() for sentence in stock]
    districts = ["11545", "11170", "26000", "41150", "12170"]
    filters = {"district": districts, "year": ["2019", "2020", "2021", "2022"], "theme": ["T06"]}

    def pick(size: int) -> str:
        return " ".join(chance.choice(chance.choice(words)) for _ in range(size))

    asked: Asked = {
        "rare word": [{"q": generate.rare_word(chance.randrange(generate.RARE_WORDS))} for _ in range(count)],
        "one word": [{"q": pick(1)} for _ in range(count)],
        "two words": [{"q": pick(2)} for _ in range(count)],
        "three words": [{"q": pick(3)} for _ in range(count)],
        "phrase": [{"q": f'"{_pair(chance.choice(words), chance)}"'} for _ in range(count)],
        "question": [{"q": " ".join(chance.choice(words)[:9])} for _ in range(count)],
        "no words, newest": [{"page": page} for page in range(1, count + 1)],
    }
    asked["three words, filters"] = [{**query, **filters} for query in asked["three words"]]
    return asked


def _pair(words: Sequence[str], chance: random.Random) -> str:
    """Two words of a sentence that follow one another."""
    at = chance.randrange(max(1, len(words) - 1))
    return " ".join(words[at : at + 2])


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The real web server on a free port, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "JACHI_DATA": str(folder), "JACHI_ENGINE": "embedded"}
    command = [sys.executable, "-m", "webapp", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{address}/api/v1/search", params={"q": "준비"}, timeout=10)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the server at {address} did not start")


def _times(client: httpx.Client, asked: Sequence[dict[str, Any]]) -> list[float]:
    times = []
    for parameters in asked:
        began = time.perf_counter()
        answer = client.get("/api/v1/search", params=parameters)
        times.append((time.perf_counter() - began) * 1_000)
        answer.raise_for_status()
    return times


def summary(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95) - 1 if len(ordered) >= 20 else -1], 1),
    }
