"""Many simulated years of every rhythm: false alarms a year, days until a mute board is told."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from datetime import date
from multiprocessing import Pool
from pathlib import Path
from statistics import median
from typing import Any

from crawler import sources
from crawler.sources import Source
from tests.crawler.rhythms import RHYTHMS
from tests.crawler.year import muted, year

SEEDS = 40
FIRST_SEED = 1000  # the monitors were set while looking at smaller ones
MUTE_FROM = (date(2025, 12, 20), date(2026, 2, 10), date(2026, 4, 20), date(2026, 8, 1), date(2026, 10, 15))


def measure(name: str, seeds: int) -> dict[str, Any]:
    """Of one rhythm; `years_with_an_alarm` are false ones, for nothing was wrong."""
    source, rhythm = _source(), RHYTHMS[name]
    told: Counter[str] = Counter()
    bad = 0
    for seed in range(FIRST_SEED, FIRST_SEED + seeds):
        names = {alarm.name for _, alarm in year(source, rhythm, seed)}
        told.update(names)
        bad += bool(names)
    found = [muted(source, rhythm, FIRST_SEED + number, day) for number, day in enumerate(MUTE_FROM * 2)]
    delays = [one.delay_days for one in found if one.delay_days is not None]
    return {
        "rhythm": name,
        "years": seeds,
        "years_with_an_alarm": bad,
        "false_alarms": dict(told),
        "allowed_days": [min(one.allowed for one in found), max(one.allowed for one in found)],
        "delay_days": {"median": median(delays), "most": max(delays)} if delays else {},
        "mute": len(found),
        "never_told": len(found) - len(delays),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.year")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    options = parser.parse_args()
    with Pool(2) as pool:
        figures = pool.starmap(measure, [(name, options.seeds) for name in RHYTHMS])
    for one in figures:
        print(json.dumps(one, ensure_ascii=False))
    bad, years = (sum(one[name] for one in figures) for name in ("years_with_an_alarm", "years"))
    print(f"{years} healthy years of {len(figures)} rhythms: {bad} with a false alarm")
    return 0


def _source() -> Source:
    with tempfile.TemporaryDirectory() as folder:
        board = '[boards.press]\nparams = { board = "1", menu = "2" }\n'
        head = 'district = "99110"\nfamily = "bbs_ntt"\nsite = "http://maru"\n'
        (Path(folder) / "maru.toml").write_text(head + board)
        return sources.load(Path(folder))["maru.press"]


if __name__ == "__main__":
    sys.exit(main())
