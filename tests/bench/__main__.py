"""Runs every measurement: prints a table, writes the same as JSON."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from math import log
from pathlib import Path
from typing import Any

from tests.bench import indexing, latency

SIZES = (10_000, 100_000)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--json", type=Path, default=Path("data/bench.json"), help="where the figures go")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="generated entries to search")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jachi-bench-") as folder:
        figures: dict[str, Any] = {"machine": f"{platform.machine()}, Python {platform.python_version()}"}
        figures["indexing"] = indexing.measure(Path(folder) / "indexing")
        _print_indexing(figures["indexing"])
        figures["latency"] = [latency.measure(Path(folder) / str(size), size) for size in options.sizes]
    _print_latency(figures["latency"])
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"written to {options.json}")
    return 0


def _print_indexing(figures: dict[str, Any]) -> None:
    print(f"indexing {figures['texts']}, {figures['characters']:,} characters")
    alone, whole = figures["kiwi_seconds"], figures["pipeline_seconds"]
    print(f"  Kiwi alone, one thread: {alone['wall']} s, {alone['cpu']} s of CPU")
    print(f"  whole pipeline, every core: {whole['wall']} s, {whole['cpu']} s of CPU", end=", ")
    print(f"{figures['documents_per_second']} documents a second")
    print(f"  share of Kiwi's speed {figures['share_of_kiwi']}, of CPU time {figures['share_of_kiwi_cpu']}")


def _print_latency(measured: list[dict[str, Any]]) -> None:
    sizes = [f"{each['entries']:,} entries" for each in measured]
    print(f"\n{'search, ms p50 / p95':26}" + "".join(f"{size:>22}" for size in sizes))
    for name in [*measured[0]["classes"], "promised", "all"]:
        rows = [each[name] if name in each else each["classes"][name] for each in measured]
        points = "".join(f"{row['p50_ms']:>13} / {row['p95_ms']:<6}" for row in rows)
        print(f"{name:26}{points}{_growth(measured, rows)}")


def _growth(measured: list[dict[str, Any]], rows: list[dict[str, float]]) -> str:
    """The exponent: n times as many entries take n to this power as long at the median."""
    if len(rows) < 2 or measured[0]["entries"] == measured[-1]["entries"]:
        return ""
    longer, more = rows[-1]["p50_ms"] / rows[0]["p50_ms"], measured[-1]["entries"] / measured[0]["entries"]
    return f"  growth {log(longer) / log(more):.2f}"


if __name__ == "__main__":
    sys.exit(main())
