"""Walks over boards: new posts with their files, edits of recent ones, resumable at any point."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import date, datetime
from typing import Callable, Iterable
from urllib.parse import urlsplit

from crawler.archive import Archive
from crawler.collect import Collector, withdraw
from crawler.errors import Closed, CrawlerError, DataError
from crawler.fetch import Fetcher
from crawler.monitor import WITHDRAWN, alarms
from crawler.outcome import Outcome
from crawler.progress import Progress, Wanted
from crawler.readings import LoggedRun
from crawler.revisit import Revisits
from crawler.sources import Source
from crawler.visit import Visit
from crawler.walk import BoardWalk, Report

HOSTS_AT_ONCE = 300  # each waits most of the time: the delay between two requests is far longer than an answer


async def crawl(
    sources: Iterable[Source],
    fetcher: Fetcher,
    archive: Archive,
    since: date | None,
    until: date | None,
    now: Callable[[], datetime],
    report: Report,
) -> list[Outcome]:
    """Hosts side by side, the sources of a host one after the other.

    What fails is in the outcome of its source, never raised; only a DataError (a broken archive) ends the run.
    """
    hosts: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        hosts[urlsplit(source.site).netloc].append(source)
    gate = asyncio.Semaphore(HOSTS_AT_ONCE)

    async def host(boards: list[Source]) -> list[Outcome]:
        async with gate:
            return [await _source(source, fetcher, archive, (since, until), now, report) for source in boards]

    # not a TaskGroup: its exception groups would hide the one DataError
    finished = await asyncio.gather(*(host(boards) for boards in hosts.values()))
    return [outcome for outcomes in finished for outcome in outcomes]


async def _source(
    source: Source,
    fetcher: Fetcher,
    archive: Archive,
    span: tuple[date | None, date | None],
    now: Callable[[], datetime],
    report: Report,
) -> Outcome:
    progress, outcome, started = Progress(archive), Outcome(source.id, source.caveats), now()
    progress.start_run(source.id, started)
    visit = Visit(source, fetcher, progress, outcome, now)
    try:
        await _visited(visit, span, report)
    except DataError:
        raise
    except Closed as error:
        outcome.paused = str(error)
    except CrawlerError as error:
        outcome.error = str(error)
    except Exception as error:  # a page that nobody foresaw must not end the run of the other sources
        outcome.error = f"{source.id}: {type(error).__name__}: {error}"
    if outcome.paused is not None:
        progress.pause_run(source.id, outcome.paused)
    else:
        progress.end_run(source.id, now(), outcome.counts(), outcome.error)
    if outcome.paused is None or outcome.facts.requests > 1:
        logged = LoggedRun(started, now(), outcome.counts(), outcome.error, tuple(outcome.alarms))
        visit.readings.log(source.id, logged)
    report(_summary(outcome))
    return outcome


async def _visited(visit: Visit, span: tuple[date | None, date | None], report: Report) -> None:
    """What was left, what is new, what may have changed; then what all of it tells."""
    collector = Collector(visit)
    revisits = Revisits(collector)
    id, progress = visit.source.id, visit.progress
    failed = progress.wanted(id, tried=True)  # last: what stops a source again and again must not hide what is new
    try:
        await _catch_up(collector, progress.wanted(id, tried=False), report)
        await BoardWalk(collector, revisits, span, report).go()
        await _catch_up(collector, failed, report)
        if span == (None, None):
            await revisits.due()
    finally:
        _judge(visit, revisits)


def _judge(visit: Visit, revisits: Revisits) -> None:
    """Alarms of the whole run; the new posts that they are about leave the archive."""
    new = {alarm.name: alarm for alarm in visit.outcome.alarms}
    history = visit.readings.history(visit.source.id, visit.today())
    for alarm in alarms(visit.source, history, visit.facts, visit.now()):
        if alarm.name in visit.accepted or alarm.name in new:
            continue
        visit.outcome.alarm(alarm)
        if alarm.name in WITHDRAWN:
            withdraw(visit, visit.facts.new, alarm)
    if "gone" not in {alarm.name for alarm in visit.outcome.alarms}:
        revisits.bury()


async def _catch_up(collector: Collector, left: list[Wanted], report: Report) -> None:
    """What earlier runs left: a post whose files were not all fetched is finished here."""
    if left:
        report(f"{collector.visit.source.id}: {len(left)} left from earlier runs")
    for thing in left:
        await collector.collect(thing)


def _summary(outcome: Outcome) -> str:
    counts = f"{outcome.posts} new posts, {outcome.files} files, {outcome.edits} edits"
    gone = f", {outcome.gone} gone" if outcome.gone else ""
    failed = f", {len(outcome.failures)} failed" if outcome.failures else ""
    suspect = f"; suspect: {', '.join(alarm.name for alarm in outcome.alarms)}" if outcome.alarms else ""
    stopped = "; stopped" if outcome.error else "; paused" if outcome.paused else ""
    return f"{outcome.source}: {counts}{gone}{failed}{suspect}{stopped}"
