"""The report of a run: which sources did well, which are suspect, what failed and why."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Sequence

from crawler.alarms import legend
from crawler.errors import DataError
from crawler.outcome import Outcome
from crawler.partition import Part

KEPT = timedelta(days=90)
SHOWN_FAILURES = 20  # of a source; the rest is counted
COUNTED = ("posts", "files", "edits", "replaced", "gone", "requests")
SHOWN_SOURCES = 10
CAVEATS = {  # of Source.caveats
    "hint": "old or second addresses, never verified: crawled only when named, or with --hints",
    "guessed": "read by structure alone, for want of a layout",
    "first_page": "only the first page is known, the depth of the board is not",
}
LEFT_OUT = "left out because they are only hints (name them, or --hints)"
NAME = "%Y%m%dT%H%M%SZ"


def document(
    outcomes: Sequence[Outcome], started_at: datetime, ended_at: datetime, left_out: Sequence[str] = ()
) -> dict[str, Any]:
    """As JSON: totals first, then a record a source, those that need a person first.

    `left_out`: sources that are only hints, of which nothing was asked.
    """
    order = {state: place for place, state in enumerate(("failed", "suspect", "incomplete", "paused", "ok"))}
    records = sorted(map(_record, outcomes), key=lambda record: (order[record["state"]], record["source"]))
    total: Counter[str] = Counter()
    for outcome in outcomes:
        total.update(outcome.counts())
    return {
        "started_at": started_at.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "ended_at": ended_at.astimezone(timezone.utc).isoformat(timespec="seconds"),
        "states": dict(Counter(record["state"] for record in records)),
        "alarms": dict(Counter(alarm.name for outcome in outcomes for alarm in outcome.alarms)),
        "legend": legend(alarm.name for outcome in outcomes for alarm in outcome.alarms),
        "total": dict(total),
        "caveats": {name: [one.source for one in outcomes if name in one.caveats] for name in CAVEATS},
        "left_out": list(left_out),
        "sources": records,
    }


def text(report: dict[str, Any]) -> str:
    states = ", ".join(f"{count} {name}" for name, count in report["states"].items()) or "no sources"
    total = report["total"]
    lines = [
        f"{report['started_at']} to {report['ended_at']}: {states}",
        ", ".join(f"{total.get(name, 0)} {name}" for name in COUNTED),
    ]
    for record in report["sources"]:
        if record["state"] == "ok":
            continue
        lines += ["", f"{record['source']}: {record['state']}"]
        lines += [f"  {alarm['name']}: {alarm['message']}" for alarm in record["alarms"]]
        lines += [f"  stopped: {record['error']}"] if record["error"] else []
        lines += [f"  failed: {failure}" for failure in record["failures"]]
    lines += ["", *report["legend"]] if report["legend"] else []
    lines += ["", *_caveats(report)] if any(report["caveats"].values()) or report["left_out"] else []
    lines += [f"{record['source']}: {note}" for record in report["sources"] for note in record["notes"]]
    return "\n".join(lines) + "\n"


def write(folder: Path, report: dict[str, Any], part: Part | None) -> Path:
    """Both forms beside each other, old ones removed; the path of the text."""
    started = datetime.fromisoformat(report["started_at"])
    name = started.strftime(NAME) + (f"-{part[0]}of{part[1]}" if part else "")
    try:
        folder.mkdir(exist_ok=True)
        while (folder / f"{name}.json").exists():  # two runs within one second
            name += "-again"
        (folder / f"{name}.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (folder / f"{name}.txt").write_text(text(report), "utf-8")
        for old in folder.iterdir():
            if old.name < (started - KEPT).strftime(NAME) and old.suffix in (".json", ".txt"):
                old.unlink()
    except OSError as error:
        raise DataError(f"{folder}: the report cannot be written ({error.strerror})") from None
    return folder / f"{name}.txt"


def _record(outcome: Outcome) -> dict[str, Any]:
    left = len(outcome.failures) - SHOWN_FAILURES
    more = [f"and {left} more"] if left > 0 else []
    return {
        "source": outcome.source,
        "state": _state(outcome),
        "alarms": [{"name": alarm.name, "message": alarm.message} for alarm in outcome.alarms],
        "error": outcome.error or outcome.paused,
        "caveats": list(outcome.caveats),
        "notes": list(outcome.notes),
        "failures": [*outcome.failures[:SHOWN_FAILURES], *more],
        "counts": outcome.counts(),
    }


def _caveats(report: dict[str, Any]) -> list[str]:
    """What was read with less certainty, or not at all: said even where all went well."""
    found = [f"{said}: {_named(report['caveats'][name])}" for name, said in CAVEATS.items() if report["caveats"][name]]
    return found + ([f"{LEFT_OUT}: {_named(report['left_out'])}"] if report["left_out"] else [])


def _named(sources: Sequence[str]) -> str:
    more = f" … ({len(sources)} in all, see the .json)" if len(sources) > SHOWN_SOURCES else ""
    return ", ".join(sources[:SHOWN_SOURCES]) + more


def _state(outcome: Outcome) -> str:
    if outcome.alarms:
        return "suspect"
    if outcome.error:
        return "failed"
    return "paused" if outcome.paused else "incomplete" if outcome.failures else "ok"
