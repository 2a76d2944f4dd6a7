"""The verb run: crawls boards, prints a line a source, leaves a report."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Sequence

from crawler import report
from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.dates import passed
from crawler.errors import SourceError
from crawler.fetch import Fetcher, client
from crawler.hosts import hosts
from crawler.outcome import Outcome
from crawler.partition import Part, alone, host, of_part
from crawler.progress import Progress
from crawler.settings import Hours, Settings, data_folder, is_open
from crawler.sources import Source
from crawler.standing import Standings


@dataclass(frozen=True)
class Errand:
    """What a run is to do; what is not done after so many `minutes` is left to the next run."""

    boards: Sequence[Source]
    left_out: Sequence[str] = ()  # ids of sources that are only hints
    due: bool = False
    since: date | None = None
    until: date | None = None
    part: Part | None = None
    minutes: int | None = None


def without_hints(boards: Sequence[Source]) -> tuple[list[Source], list[str]]:
    """What is crawled when nobody names it; the ids of what is left out: addresses of years ago, never verified."""
    return [one for one in boards if not one.hint], [one.id for one in boards if one.hint]


def run(settings: Settings, errand: Errand) -> int:
    """One line a source while it runs, a report in the data folder, one line of counts at the end."""
    _refuse(errand)
    boards = of_part(errand.boards, errand.part) if errand.part else list(errand.boards)
    data_folder(settings.data, create=True)
    started = _now()
    with alone(settings.data, map(host, boards)), Archive(settings.archive) as archive:
        boards = _due(archive, boards, settings.hours) if errand.due else boards
        outcomes = asyncio.run(_crawl(settings, boards, archive, errand, started))
    made = report.document(outcomes, started, _now(), errand.left_out)
    written = report.write(settings.data / "reports", made, errand.part) if outcomes else None
    _say(outcomes, errand, written)
    print(_counts(outcomes, made))
    return 0 if all(outcome.went_well for outcome in outcomes) else 1


def _refuse(errand: Errand) -> None:
    if not errand.boards:
        hints = f" but hints ({len(errand.left_out)}): --hints" if errand.left_out else ": name a folder with --sources"
        raise SourceError(f"there are no sources to crawl{hints}")
    if errand.since and errand.until and errand.since > errand.until:
        raise SourceError(f"--since {errand.since} is after --until {errand.until}")


def _due(archive: Archive, boards: list[Source], hours: Hours | None) -> list[Source]:
    """Those that waited longest first: of a host with much to do each board has its turn."""
    due = [source for source in boards if _is_due(archive, source, hours)]
    runs = {source.id: Progress(archive).run(source.id) for source in due}
    return sorted(due, key=lambda source: last.started_at.timestamp() if (last := runs[source.id]) else 0.0)


def _is_due(archive: Archive, source: Source, hours: Hours | None) -> bool:
    rules = hosts().rules(host(source).partition(":")[0])
    if rules.suspended or not (is_open(hours, _now()) and is_open(rules.hours, _now())):
        return False
    if Standings(archive).suspended(host(source), _now()):
        return False
    last = Progress(archive).run(source.id)
    waited = source.every - timedelta(minutes=1)
    return last is None or last.ended_at is None or passed(last.started_at, _now()) >= waited


async def _crawl(
    settings: Settings, boards: list[Source], archive: Archive, errand: Errand, started: datetime
) -> list[Outcome]:
    ends_at = started + timedelta(minutes=errand.minutes) if errand.minutes else None
    async with client(settings) as connection:
        fetcher = Fetcher(connection, settings, standings=Standings(archive), ends_at=ends_at)
        span = (errand.since, errand.until)
        return await crawl(boards, fetcher, archive, *span, _now, lambda line: print(line, file=sys.stderr))


def _say(outcomes: list[Outcome], errand: Errand, written: Path | None) -> None:
    for outcome in outcomes:
        lines = [f"note: {outcome.source}: {note}" for note in outcome.notes]
        lines += [f"suspect: {outcome.source}: {alarm.name}: {alarm.message}" for alarm in outcome.alarms]
        lines += [f"error: {failure}" for failure in [*outcome.failures, *([outcome.error] if outcome.error else [])]]
        print(*lines, sep="\n", end="\n" if lines else "", file=sys.stderr)
    if errand.left_out and not errand.due:  # a timer would say it again and again
        print(f"{len(errand.left_out)} sources {report.LEFT_OUT}", file=sys.stderr)
    if written and not all(outcome.went_well for outcome in outcomes):
        print(f"report: {written}", file=sys.stderr)


def _counts(outcomes: list[Outcome], made: dict[str, Any]) -> str:
    total = {name: made["total"].get(name, 0) for name in Outcome("").counts()}
    bad = sum(not outcome.went_well for outcome in outcomes)
    paused = sum(outcome.paused is not None for outcome in outcomes)
    return (
        f"{len(outcomes)} sources, {total['posts']} new posts, {total['files']} files, {total['edits']} edits, "
        f"{total['failures']} failed, {bad} sources with errors" + (f", {paused} paused" if paused else "")
    )


def _now() -> datetime:
    return datetime.now(timezone.utc)
