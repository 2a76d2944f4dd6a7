"""How fast the whole pipeline indexes, as a share of what Kiwi alone manages on the same text."""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from kiwipiepy import Kiwi

from crawler.archive import Archive
from crawler.settings import data_folder
from indexer import local
from indexer.analyze import clean, preload
from indexer.engines import connect
from indexer.pipeline import update
from indexer.settings import Settings
from tests.bench.texts import releases

Seconds = dict[str, float]
ROUNDS = 3  # of each, in turn; the best of each is compared, since the machine is shared


def measure(folder: Path, rounds: int = ROUNDS, limit: int | None = None) -> dict[str, Any]:
    """Seconds of both, characters, shares: of wall time (the pipeline has every core, Kiwi alone one) and CPU time."""
    name, records = releases()
    records = records[:limit]
    preload()
    kiwi = Kiwi()
    kiwi.tokenize(records[0]["text"], oov_handling="rule")
    pairs = [(_kiwi_alone(kiwi, records), _pipeline(folder / str(number), records)) for number in range(rounds)]
    alone, whole = ({name: min(pair[at][name] for pair in pairs) for name in ("wall", "cpu")} for at in (0, 1))
    return {
        "texts": f"{len(records)} {name}",
        "characters": sum(len(record["text"]) + len(record["title"]) for record in records),
        "kiwi_seconds": alone,
        "pipeline_seconds": whole,
        "documents_per_second": round(len(records) / whole["wall"], 1),
        "share_of_kiwi": round(alone["wall"] / whole["wall"], 3),
        "share_of_kiwi_cpu": round(alone["cpu"] / whole["cpu"], 3),
    }


@contextmanager
def _clock() -> Iterator[Seconds]:
    """Filled when the block ends; CPU time counts ended child processes too."""
    seconds: Seconds = {}
    wall, cpu = time.perf_counter(), _cpu()
    yield seconds
    seconds.update(wall=round(time.perf_counter() - wall, 2), cpu=round(_cpu() - cpu, 2))


def _cpu() -> float:
    return sum(os.times()[:4])


def _kiwi_alone(kiwi: Kiwi, records: list[dict[str, str]]) -> Seconds:
    with _clock() as seconds:
        for record in records:
            kiwi.tokenize(clean(record["title"]), oov_handling="rule")
            kiwi.tokenize(clean(record["text"]), oov_handling="rule")
    return seconds


def _pipeline(folder: Path, records: list[dict[str, str]]) -> Seconds:
    """From the archive to a served index: reading, enrichment, analysis, engine."""
    data_folder(folder, create=True)
    source = folder / "releases.jsonl"
    source.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "utf-8")
    engine = connect(Settings(data=folder))
    engine.promote(engine.create())
    with Archive(folder / "archive.sqlite") as archive:
        local.add(archive, source, {})
        with _clock() as seconds:
            report = update(archive, engine, {}, lambda indexed, key: None)
    assert report.indexed == len({record["text"] for record in records}), "every record must be indexed"
    return seconds
