"""Walks over boards: new posts with their files, edits of recent ones, resumable at any point."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import date, datetime
from typing import Callable, Iterable
from urllib.parse import urlsplit

from crawler.archive import Archive
from crawler.collect import Collector
from crawler.errors import Closed, CrawlerError, DataError
from crawler.fetch import Fetcher
from crawler.judging import judge, resume
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
    if lost := progress.given_up(source.id):
        outcome.notes.append(f"{len(lost)} addresses are not asked for any more, the last: {lost[-1]}")
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
    """All that there is to ask for, then what it tells; after an interrupt that is left to the next run."""
    collector = Collector(visit)
    revisits = Revisits(collector)
    stopped: Exception | None = None
    resume(visit)
    try:
        await _asked_for(collector, revisits, span, report)
    except Exception as error:  # whatever it was: what came before it has to be judged
        stopped = error
    judge(visit)
    if "gone" not in {alarm.name for alarm in visit.outcome.alarms}:
        revisits.bury()
    if stopped:
        raise stopped


async def _asked_for(
    collector: Collector, revisits: Revisits, span: tuple[date | None, date | None], report: Report
) -> None:
    """What was left, what is new, what may have changed."""
    id, progress = collector.visit.source.id, collector.visit.progress
    failed = progress.wanted(id, tried=True)  # last: what stops a source again and again must not hide what is new
    await _catch_up(collector, progress.wanted(id, tried=False), report)
    await BoardWalk(collector, revisits, span, report).go()
    await _catch_up(collector, failed, report)
    if span == (None, None):
        await revisits.due()


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
