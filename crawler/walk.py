"""Walks over the list pages of a board, from the newest post to what is known, or to the end of the board."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Callable

from crawler.board import list_url
from crawler.collect import Collector
from crawler.dates import passed
from crawler.errors import NoRows
from crawler.judging import settle
from crawler.progress import Wanted
from crawler.records import Listing
from crawler.revisit import MONTH, Revisits

Report = Callable[[str], None]


class BoardWalk:
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
        self.bottom: date | None = None  # of a board that shows one page: nothing is known below it

    async def go(self) -> None:
        whole = False  # whether the walk joins what earlier walks saw, or the end of the board
        for page in count(1):
            listings = await self._page(page)
            fresh = [row for row in listings if row.post not in self.met]
            if page > 1 and not fresh:  # past the end boards repeat the last page or show pinned rows alone
                whole = True
                self._note_repeated(page, listings)
                break
            telling = [row for row in fresh if not row.pinned] or fresh  # pinned rows stand out of order
            known = self._all_walked_over(telling)
            if not self.source.paged:
                whole, self.bottom = self._joins(telling), self._oldest(telling)
            await self._collect(page, listings)
            self.met |= {row.post for row in listings}
            if not self.source.paged:
                break
            if known and not self.deep:
                whole = True
                break
            if self._all_too_old(telling):
                break
        await self._finish(whole)

    def _is_time_for_all(self) -> bool:
        last = self.progress.deep_pass(self.source.id) if self.source.paged else None
        return self.last is not None and last is not None and passed(last, self.visit.now()) >= MONTH

    async def _finish(self, whole: bool) -> None:
        id, now = self.source.id, self.visit.now()
        if self.deep:
            met = {self.source.key(post) for post in self.met}
            await self.revisits.missing([key for key in self.progress.posts(id, self.since) if key not in met])
        if self.deep or self.last is None:
            self.progress.finish_deep_pass(id, now)
        settle(self.visit)  # what it walked over has to be in the archive
        since = self._lowest()
        reach = self._reach(whole, since)
        if self.until is None:
            self.progress.finish(id, now, reach)
        elif self.last and self.last.since and self.last.since <= self.until + timedelta(days=1):
            self.progress.finish(id, now, since)  # it joins what was read before, and goes deeper
        if self.until is None or since is None or since <= self.until:
            self.progress.read_to(id, reach if self.until is None else since, self.until, now)

    def _note_repeated(self, page: int, listings: list[Listing]) -> None:
        """A board of one page does so, and one whose pages cannot be asked for: its depth is not known."""
        own = [row for row in listings if not row.pinned]
        if page == 2 and own:
            self.bottom = self._oldest(own)
            self.visit.outcome.notes.append("page 2 repeats the first: one page is all there is, or all that is shown")

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
        """It failed in an earlier run: this one has tried it already, or given it up; or it waits to be judged."""
        key = self.source.key(row.post)
        return self.progress.promised(key) or self.visit.withheld.holds(key)

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

    def _joins(self, listings: list[Listing]) -> bool:
        """Whether one of the posts was walked over before."""
        firsts = [self._first(row) for row in listings]
        return self.last is not None and any(first is not None and first <= self.last.sequence for first in firsts)

    def _oldest(self, listings: list[Listing]) -> date:
        return min((row.published for row in listings if row.published), default=self.visit.today())

    def _lowest(self) -> date | None:
        """How far back this walk went; None: to the end of the board."""
        if self.bottom is None:
            return self.since
        if self.since and self.since < self.bottom:
            said = f"asked back to {self.since}, read to {self.bottom}: only its first page is known"
            self.visit.outcome.notes.append(said)
        return max(self.bottom, self.since or self.bottom)

    def _reach(self, whole: bool, since: date | None) -> date | None:
        """How far back the archive now holds the board without a gap."""
        ends = [since, self.last.since] if whole and self.last else [since]
        stated = [end for end in ends if end]
        return min(stated) if len(stated) == len(ends) else None
