"""One visit to a source: its requests, its pages read, its captures made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Callable

from crawler import dates
from crawler.archive import Archive
from crawler.board import parse_list, parse_post, request
from crawler.encoding import decode
from crawler.errors import BoardError
from crawler.fetch import Answer, Fetcher
from crawler.outcome import Outcome
from crawler.progress import Progress
from crawler.quarantine import Quarantine
from crawler.readings import Readings
from crawler.records import Capture, Listing, Post, Role
from crawler.sources import Source
from crawler.withheld import Withheld


class Visit:
    """What the walk, the collector and the revisits of one run share."""

    def __init__(
        self, source: Source, fetcher: Fetcher, progress: Progress, outcome: Outcome, now: Callable[[], datetime]
    ) -> None:
        self.source = source
        self.progress = progress
        self.archive: Archive = progress.archive
        self.readings = Readings(self.archive)
        self.quarantine = Quarantine(progress)
        self.withheld = Withheld(self.archive)
        self.accepted = self.quarantine.accepted(source.id, now())
        self.outcome = outcome
        self.facts = outcome.facts
        self.now = now
        self._fetcher = fetcher

    async def ask(self, url: str, stored: Capture | None = None) -> Answer:
        """Conditional on what the address said before."""
        self.facts.requests += 1
        etag, modified = (stored.etag, stored.last_modified) if stored else (None, None)
        answer = await asked(self._fetcher, self.source, url, etag, modified)
        if answer.served_at:
            self.facts.server_clock = answer.served_at - self.now()
        return answer

    def today(self) -> date:
        return self.now().astimezone(dates.SEOUL).date()

    def text(self, answer: Answer) -> str:
        return decode(answer.body, answer.content_type, self.source.encoding)

    def stored_text(self, stored: Capture) -> str:
        return decode(self.archive.body(stored.sha256), stored.media_type, self.source.encoding)

    def rows(self, html: str, url: str, today: date | None = None) -> list[Listing]:
        return parse_list(self.source, html, url, today or self.today())

    def read(self, html: str, url: str) -> Post:
        return parse_post(self.source, html, url, self.today())

    def read_then(self, stored: Capture) -> Post | None:
        """A stored page, by the layout of its day."""
        source = self.source.at(stored.fetched_at.astimezone(dates.SEOUL).date())
        try:
            return parse_post(source, self.stored_text(stored), stored.url, self.today())
        except BoardError:
            return None

    def capture(self, url: str, role: Role, key: str, answer: Answer) -> Capture:
        return Capture(
            url=url,
            source=self.source.id,
            role=role,
            key=key,
            fetched_at=self.now(),
            status=answer.status,
            media_type=answer.content_type,
            etag=answer.etag,
            last_modified=answer.last_modified,
        )


async def asked(
    fetcher: Fetcher, source: Source, url: str, etag: str | None = None, last_modified: str | None = None
) -> Answer:
    """What an address of the source says. Of a form the address with its query stays the name."""
    wanted = request(source, url)
    answer = await fetcher.get(wanted.url, source.delay_seconds, etag, last_modified, source.site, wanted.form)
    return replace(answer, url=url) if wanted.form else answer
