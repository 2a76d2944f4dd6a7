"""Walks over boards: new posts with their files, edits of recent ones, resumable at any point."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import count
from typing import Callable, Iterable
from urllib.parse import urlsplit

from crawler.archive import Archive
from crawler.board import list_url
from crawler.collect import Collector, withdraw
from crawler.errors import Closed, CrawlerError, DataError, NoRows
from crawler.fetch import Fetcher
from crawler.monitor import WITHDRAWN, alarms
from crawler.outcome import Outcome
from crawler.progress import Progress, Wanted
from crawler.readings import LoggedRun
from crawler.records import Listing
from crawler.revisit import MONTH, Revisits
from crawler.sources import Source
from crawler.visit import Visit

HOSTS_AT_ONCE = 300  # each waits most of the time: the delay between two requests is far longer than an answer

Report = Callable[[str], None]


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
    progress, outcome, started = Progress(archive), Outcome(source.id), now()
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
        await _Walk(collector, revisits, span, report).go()
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


class _Walk:
    """List pages from the first on, until nothing new can follow; once a month the whole board again."""

    def __init__(
        self, collector: Collector, revisits: Revisits, span: tuple[date | None, date | None], report: Report
    ) -> None:
        self.collector, self.revisits = collector, revisits
        self.visit = collector.visit
        self.source = self.visit.source
        self.progress = self.visit.progress
        self.since, self.until = span
        self.report = report
        self.last = self.progress.walk(self.source.id)
        self.deep = span == (None, None) and self._is_time_for_all()
        if self.deep and self.last:
            self.since = self.last.since
        self.met: set[str] = set()

    async def go(self) -> None:
        whole = False  # whether the walk joins what earlier walks saw, or the end of the board
        for page in count(1):
            listings = await self._page(page)
            fresh = [row for row in listings if row.post not in self.met]
            if page > 1 and not fresh:  # past the end boards repeat the last page or show pinned rows alone
                whole = True
                break
            telling = [row for row in fresh if not row.pinned] or fresh  # pinned rows stand out of order
            known = self._all_walked_over(telling)
            await self._collect(page, listings)
            self.met |= {row.post for row in listings}
            if known and not self.deep:
                whole = True
                break
            if self._all_too_old(telling):
                break
        await self._finish(whole)

    def _is_time_for_all(self) -> bool:
        last = self.progress.deep_pass(self.source.id)
        return self.last is not None and last is not None and self.visit.now() - last >= MONTH

    async def _finish(self, whole: bool) -> None:
        id, now = self.source.id, self.visit.now()
        if self.deep:
            met = {self.source.key(post) for post in self.met}
            await self.revisits.missing([key for key in self.progress.posts(id, self.since) if key not in met])
        if self.deep or self.last is None:
            self.progress.finish_deep_pass(id, now)
        reach = self._reach(whole)
        if self.until is None:
            self.progress.finish(id, now, reach)
        elif self.last and self.last.since and self.last.since <= self.until + timedelta(days=1):
            self.progress.finish(id, now, self.since)  # it joins what was read before, and goes deeper
        self.progress.read_to(id, reach if self.until is None else self.since, self.until, now)

    async def _page(self, page: int) -> list[Listing]:
        self.visit.facts.revisits += self.deep and page > 1
        try:
            return await self.collector.list_page(list_url(self.source, page), page)
        except NoRows as error:
            if page == 1 or not error.stated:
                raise
            return []

    async def _collect(self, page: int, listings: list[Listing]) -> None:
        """New posts are promised first, then fetched one by one; known ones whose row changed are looked at again."""
        new = [row for row in listings if self._first(row) is None]
        wanted = [self._wanted(row) for row in new if self._in_span(row) and not self._promised(row)]
        self.progress.want(wanted)
        if wanted:
            self.report(f"{self.source.id}: page {page}, {len(wanted)} new")
        for thing in wanted:
            await self.collector.collect(thing)
        await self.revisits.changed_rows([row for row in listings if row not in new])

    def _first(self, row: Listing) -> int | None:
        return self.visit.archive.first_sequence(self.source.key(row.post))

    def _promised(self, row: Listing) -> bool:
        """It failed in an earlier run: this one has tried it already, or given it up."""
        return self.progress.promised(self.source.key(row.post))

    def _wanted(self, row: Listing) -> Wanted:
        published = row.published.isoformat() if row.published else None
        stated = {"title": row.title or None, "published": published, "department": row.department}
        stated = {name: value for name, value in stated.items() if value}
        return Wanted(self.source.key(row.post), row.url, self.source.id, "post", stated=stated)

    def _in_span(self, row: Listing) -> bool:
        """A row without a date has to be fetched to know its day."""
        day = row.published
        return day is None or not ((self.since and day < self.since) or (self.until and day > self.until))

    def _all_walked_over(self, listings: list[Listing]) -> bool:
        """Whether the last finished walk, which went as far back as this one has to, passed all of these posts."""
        last = self.last
        if last is None or (last.since and (self.since is None or last.since > self.since)):
            return False
        first = [self._first(row) for row in listings if not self._promised(row)]
        return bool(first) and all(sequence is not None and sequence <= last.sequence for sequence in first)

    def _all_too_old(self, listings: list[Listing]) -> bool:
        if self.since is None:
            return False
        days = [row.published or self.collector.day(row) for row in listings]
        return all(day is not None and day < self.since for day in days)

    def _reach(self, whole: bool) -> date | None:
        """How far back the archive now holds the board without a gap."""
        ends = [self.since, self.last.since] if whole and self.last else [self.since]
        stated = [end for end in ends if end]
        return min(stated) if len(stated) == len(ends) else None


def _summary(outcome: Outcome) -> str:
    counts = f"{outcome.posts} new posts, {outcome.files} files, {outcome.edits} edits"
    gone = f", {outcome.gone} gone" if outcome.gone else ""
    failed = f", {len(outcome.failures)} failed" if outcome.failures else ""
    suspect = f"; suspect: {', '.join(alarm.name for alarm in outcome.alarms)}" if outcome.alarms else ""
    stopped = "; stopped" if outcome.error else "; paused" if outcome.paused else ""
    return f"{outcome.source}: {counts}{gone}{failed}{suspect}{stopped}"
