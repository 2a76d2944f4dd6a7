"""How fast the whole pipeline indexes, as a share of what Kiwi alone manages on the same text."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from kiwipiepy import Kiwi

from crawler.archive import Archive
from crawler.settings import data_folder
from indexer import local
from indexer.analyze import clean, preload
from indexer.engines import connect
from indexer.pipeline import update
from indexer.settings import Settings
from tests.bench.texts import releases

ROUNDS = 3  # of each, in turn; the best of each is compared, since the machine is shared


def measure(folder: Path, rounds: int = ROUNDS, limit: int | None = None) -> dict[str, Any]:
    """Seconds of both, characters, share (1.0: the pipeline costs nothing beside Kiwi)."""
    name, records = releases()
    records = records[:limit]
    preload()
    kiwi = Kiwi()
    kiwi.tokenize(records[0]["text"], oov_handling="rule")
    pairs = [(_kiwi_alone(kiwi, records), _pipeline(folder / str(number), records)) for number in range(rounds)]
    alone, whole = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    characters = sum(len(record["text"]) + len(record["title"]) for record in records)
    return {
        "texts": f"{len(records)} {name}",
        "characters": characters,
        "kiwi_seconds": round(alone, 2),
        "pipeline_seconds": round(whole, 2),
        "documents_per_second": round(len(records) / whole, 1),
        "share_of_kiwi": round(alone / whole, 3),
    }


def _kiwi_alone(kiwi: Kiwi, records: list[dict[str, str]]) -> float:
    began = time.perf_counter()
    for record in records:
        kiwi.tokenize(clean(record["title"]), oov_handling="rule")
        kiwi.tokenize(clean(record["text"]), oov_handling="rule")
    return time.perf_counter() - began


def _pipeline(folder: Path, records: list[dict[str, str]]) -> float:
    """From the archive to a served index: reading, enrichment, analysis, engine."""
    data_folder(folder, create=True)
    source = folder / "releases.jsonl"
    source.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), "utf-8")
    engine = connect(Settings(data=folder))
    engine.promote(engine.create())
    with Archive(folder / "archive.sqlite") as archive:
        local.add(archive, source, {})
        began = time.perf_counter()
        report = update(archive, engine, {}, lambda indexed, key: None)
        seconds = time.perf_counter() - began
    assert report.indexed == len({record["text"] for record in records}), "every record must be indexed"
    return seconds
