"""The state of every source at a glance: a line a government, then what needs a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any, Mapping, Sequence

import mappings
from crawler.alarms import legend
from crawler.archive import Archive
from crawler.dates import passed
from crawler.hosts import hosts
from crawler.partition import host
from crawler.progress import Progress, Run, Walk
from crawler.quarantine import Quarantine
from crawler.readings import LoggedRun, Readings
from crawler.report import CAVEATS
from crawler.sources import Source
from crawler.standing import Standing, Standings
from crawler.withheld import Withheld

# worst first
STATES = ("failed", "suspect", "suspended", "interrupted", "incomplete", "late", "paused", "never", "hint", "ok")
TROUBLES = ("failed", "suspect", "suspended", "interrupted", "incomplete", "late")
LATE_TIMES = 3  # of its period


def records(archive: Archive | None, known: Mapping[str, Source], now: datetime) -> list[dict[str, Any]]:
    """A record a source, also of those that the archive holds but nobody declares any more.

    Without an archive nothing was crawled yet.
    """
    if archive is None:
        return [_record(id, source, None, now) for id, source in sorted(known.items())]
    return [_record(id, known.get(id), archive, now) for id in sorted(held(archive) | set(known))]


def held(archive: Archive) -> set[str]:
    """The sources of which the archive has something that was fetched."""
    statement = "SELECT DISTINCT source FROM captures WHERE role IN ('list', 'post', 'file')"
    return {row[0] for row in archive.execute(statement).fetchall()}


def text(found: Sequence[Mapping[str, Any]], everywhere: bool) -> str:
    """`everywhere`: all governments are expected, so that those without a source are named too."""
    rows = [*mappings.table("districts"), *mappings.table("sample_districts")]
    names = {row["code"]: row["full_name"] for row in rows}
    boards = defaultdict(list)
    for one in found:
        boards[one["district"]].append(one)
    lines = [_line(code, names.get(code, "not declared"), boards[code]) for code in sorted(boards)]
    troubles = [one for one in found if one["state"] in TROUBLES]
    lines += ["", *map(_trouble, troubles)] if troubles else []
    told = legend(name for one in troubles if one["state"] == "suspect" for name, _ in one["alarms"])
    lines += ["", *told] if told else []
    lacking = sorted({row["code"] for row in mappings.table("districts")} - set(boards)) if everywhere else []
    if lacking:
        some = ", ".join(names[code] for code in lacking[:5])
        lines += ["", f"without a source: {len(lacking)} governments ({some}{' …' if len(lacking) > 5 else ''})"]
    return "\n".join([*lines, "", *_caveats(found), _total(found, len(set(boards) - {''}))]).lstrip("\n")


def _record(id: str, source: Source | None, archive: Archive | None, now: datetime) -> dict[str, Any]:
    own = {
        "source": id,
        "district": source.district if source else "",
        "kind": source.kind if source else None,
        "verified": source.verified if source else None,
        "caveats": list(source.caveats) if source else [],
    }
    if archive is None:
        counts = ("posts", "files", "missing", "given_up", "quarantined", "unjudged")
        empty: dict[str, Any] = {**dict.fromkeys(counts, 0), "alarms": []}
        none = {"walked_at": None, "since": None, "depth": None, "error": None}
        return {**own, "state": _fixed(source) or _unread(source), **empty, **none}
    progress, readings = Progress(archive), Readings(archive)
    walk, last = progress.walk(id), progress.run(id)
    logged = next(iter(readings.runs(id, 1)), None)
    standing = Standings(archive).suspended(host(source), now) if source else None
    return {
        **own,
        "state": _fixed(source) or _state(source, last, walk, logged, standing, now),
        "posts": progress.held(id, "post"),
        "files": progress.held(id, "file"),
        "walked_at": walk.finished_at.isoformat() if walk else None,
        "since": walk.since.isoformat() if walk and walk.since else None,
        "depth": depth(source, walk),
        "read": [[day and day.isoformat() for day in (span.since, span.until)] for span in progress.depths(id)],
        "missing": len(progress.wanted(id)),
        "given_up": len(progress.given_up(id)),
        "quarantined": len(Quarantine(progress).held(id)),
        "unjudged": Withheld(archive).count(id),
        "alarms": [[alarm.name, alarm.message] for alarm in logged.alarms] if logged else [],
        "run_at": last.started_at.isoformat() if last else None,
        "suspended_until": standing.until.isoformat() if standing and standing.until else None,
        "error": (standing.reason if standing else None) or (last.error if last else None),
    }


def depth(source: Source | None, walk: Walk | None) -> str | None:
    """How far back a board was read without a gap: `whole`, a day, or `unknown` where only its first page is known."""
    if walk is None:
        return None
    if source and not source.paged:
        return "unknown"
    return walk.since.isoformat() if walk.since else "whole"


def _fixed(source: Source | None) -> str | None:
    """What hosts.toml decides."""
    return "suspended" if source and hosts().rules(host(source).partition(":")[0]).suspended else None


def _state(
    source: Source | None,
    last: Run | None,
    walk: Walk | None,
    logged: LoggedRun | None,
    standing: Standing | None,
    now: datetime,
) -> str:
    if last is None:
        return _unread(source)
    if standing:
        return "suspended"
    if last.ended_at is None:
        return "interrupted" if not last.error else "late" if source and _starved(source, walk, now) else "paused"
    if logged and logged.alarms:
        return "suspect"
    if last.error:
        return "failed"
    if last.counts.get("failures"):
        return "incomplete"
    late = source and passed(last.started_at, now) > source.every * LATE_TIMES + timedelta(hours=1)
    return "late" if late else "ok"


def _starved(source: Source, walk: Walk | None, now: datetime) -> bool:
    """Paused in run after run, so that its list was not read for long."""
    return walk is not None and passed(walk.finished_at, now) > source.every * LATE_TIMES + timedelta(days=1)


def _unread(source: Source | None) -> str:
    return "hint" if source and source.hint else "never"


def _line(code: str, name: str, boards: Sequence[Mapping[str, Any]]) -> str:
    """Boards of one government; where they are of one file its id, which commands take, is said once."""
    files = {one["source"].rpartition(".")[0] for one in boards}
    file = files.pop() if len(files) == 1 else ""
    shown = []
    for one in boards:
        board = one["source"].removeprefix(f"{file}.")
        alarms = ", ".join(name for name, _ in one["alarms"]) if one["state"] == "suspect" else ""
        posts = f" {one['posts']:,}" if one["posts"] else ""
        marks = [_mark(name) for name in one["caveats"] if name != one["state"]]
        marks += [f"{one[name]} {_mark(name)}" for name in ("given_up", "quarantined") if one[name]]
        said = ", ".join([*([alarms] if alarms else []), *marks])
        shown.append(f"{board} {one['state']}{posts}{f' ({said})' if said else ''}")
    return f"{code or '-':5} {name}{f' ({file})' if file else ''}: {' · '.join(shown)}"


def _trouble(one: Mapping[str, Any]) -> str:
    said = [f"{name}: {message}" for name, message in one["alarms"]] if one["state"] == "suspect" else []
    said += [one["error"]] if one["error"] and not said else []
    said += [f"{one['missing']} missing"] if one["missing"] else []
    said += [f"{one['given_up']} given up"] if one["given_up"] else []
    said += [f"{one['quarantined']} in quarantine"] if one["quarantined"] else []
    said += [f"{one['unjudged']} wait to be judged by the next run"] if one["unjudged"] else []
    return f"{one['source']} {one['state']}: {'; '.join(said) or 'see its last report'}"


def _caveats(found: Sequence[Mapping[str, Any]]) -> list[str]:
    counted = Counter(name for one in found for name in one["caveats"])
    return [f"{counted[name]} {_mark(name)}: {said}" for name, said in CAVEATS.items() if counted[name]]


def _mark(caveat: str) -> str:
    """As a line of a government shows it."""
    return caveat.replace("_", " ")


def _total(found: Sequence[Mapping[str, Any]], governments: int) -> str:
    counted = Counter(one["state"] for one in found)
    states = ", ".join(f"{counted[state]} {state}" for state in reversed(STATES) if counted[state])
    posts, files, held = (sum(one[name] for one in found) for name in ("posts", "files", "quarantined"))
    sizes = f"{posts:,} posts, {files:,} files, {held} in quarantine"
    return f"{governments} governments, {len(found)} sources ({states or 'none'}), {sizes}"
