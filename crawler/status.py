"""The state of every source, as a record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Mapping

from crawler.archive import Archive
from crawler.board import list_url
from crawler.dates import passed
from crawler.hosts import hosts
from crawler.partition import host
from crawler.politeness import decision
from crawler.progress import Progress, Run, Walk
from crawler.quarantine import Quarantine
from crawler.readings import LoggedRun, Readings
from crawler.settings import Hours, Settings
from crawler.sources import Source
from crawler.standing import Standing, Standings
from crawler.withheld import Withheld

# worst first
STATES = ("failed", "suspect", "suspended", "interrupted", "incomplete", "late", "paused", "never", "hint", "ok")
TROUBLES = ("failed", "suspect", "suspended", "interrupted", "incomplete", "late")
LATE_TIMES = 3  # of its period
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def records(
    archive: Archive | None, known: Mapping[str, Source], now: datetime, hours: Hours | None = None
) -> list[dict[str, Any]]:
    """A record a source, also of those that the archive holds but nobody declares any more.

    Without an archive nothing was crawled yet. `hours`: when the deployment crawls.
    """
    if archive is None:
        return [_record(id, source, None, now, hours) for id, source in sorted(known.items())]
    return [_record(id, known.get(id), archive, now, hours) for id in sorted(held(archive) | set(known))]


def held(archive: Archive) -> set[str]:
    """The sources of which the archive has something that was fetched."""
    statement = "SELECT DISTINCT source FROM captures WHERE role IN ('list', 'post', 'file')"
    return {row[0] for row in archive.execute(statement).fetchall()}


def _record(
    id: str, source: Source | None, archive: Archive | None, now: datetime, hours: Hours | None
) -> dict[str, Any]:
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
        none = {"walked_at": None, "since": None, "depth": None, "robots": None, "error": None}
        return {**own, "state": _fixed(source) or _unread(source), **empty, **none}
    progress, readings = Progress(archive), Readings(archive)
    walk, last = progress.walk(id), progress.run(id)
    logged = next(iter(readings.runs(id, 1)), None)
    standings = Standings(archive)
    standing = standings.suspended(host(source), now) if source else None
    return {
        **own,
        "state": _fixed(source) or _state(source, last, walk, logged, standing, now, hours),
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
        "robots": _robots(source, standings.of(host(source))) if source else None,
        "error": (standing.reason if standing else None) or (last.error if last else None),
    }


def depth(source: Source | None, walk: Walk | None) -> str | None:
    """How far back a board was read without a gap: `whole`, a day, or `unknown` where only its first page is known."""
    if walk is None:
        return None
    if source and not source.paged:
        return "unknown"
    return walk.since.isoformat() if walk.since else "whole"


def _robots(source: Source, known: Standing) -> dict[str, Any] | None:
    """What the robots.txt of its host decides about its list; None: not read yet."""
    if known.robots_at is None:
        return None
    made = decision(known.robots, list_url(source, 1), Settings.user_agent)
    return {"read_at": known.robots_at.isoformat(), "status": known.robots_status, **vars(made)}


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
    hours: Hours | None,
) -> str:
    if last is None:
        return _unread(source)
    if standing:
        return "suspended"
    if last.ended_at is None:
        starved = walk and _is_late(source, walk.finished_at, now, DAY)
        return "interrupted" if not last.error else "late" if starved else "paused"
    if logged and logged.alarms:
        return "suspect"
    if last.error:
        return "failed"
    if last.counts.get("failures"):
        return "incomplete"
    return "late" if _is_late(source, last.started_at, now, DAY if hours or _window(source) else HOUR) else "ok"


def _is_late(source: Source | None, since: datetime, now: datetime, grace: timedelta) -> bool:
    """`grace`: a day where it is crawled in some hours alone, or was paused by them in run after run."""
    return source is not None and passed(since, now) > source.every * LATE_TIMES + grace


def _window(source: Source | None) -> Hours | None:
    return hosts().rules(host(source).partition(":")[0]).hours if source else None


def _unread(source: Source | None) -> str:
    return "hint" if source and source.hint else "never"
