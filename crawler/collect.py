"""Brings single pages of a source into the archive, each with what it promises."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Callable
from urllib.parse import unquote, urlsplit

from crawler import dates
from crawler.board import parse_list, parse_post, refuse_alert
from crawler.encoding import decode
from crawler.errors import BoardError, CrawlerError, FetchError, Gone
from crawler.fetch import Answer, Fetcher
from crawler.progress import Progress, Wanted
from crawler.records import Capture, Listing, Post, Role
from crawler.sources import Source

BAD_POSTS = 3  # one post may be deleted; so many in a row mean that the site answers something else


@dataclass
class Outcome:
    """How the run over one source ended."""

    source: str
    posts: int = 0
    files: int = 0
    edits: int = 0
    failures: list[str] = field(default_factory=list)  # posts and files that did not come; tried again next time
    error: str | None = None  # what stopped the source

    @property
    def went_well(self) -> bool:
        return not self.error and not self.failures

    def counts(self) -> dict[str, int]:
        return {"posts": self.posts, "files": self.files, "edits": self.edits, "failures": len(self.failures)}


class Collector:
    """The requests of one run over one source."""

    def __init__(
        self, source: Source, fetcher: Fetcher, progress: Progress, outcome: Outcome, now: Callable[[], datetime]
    ) -> None:
        self.source = source
        self.progress = progress
        self.archive = progress.archive
        self.outcome = outcome
        self.now = now
        self._fetcher = fetcher
        self._bad_posts = 0

    async def list_page(self, url: str) -> list[Listing]:
        """The posts of a list page, kept when they differ from what the address said last time."""
        stored = self.archive.latest(url)
        answer = await self._ask(url, stored)
        if stored and answer.status == 304:
            self.archive.seen(stored, self.now())
            return self._rows(self._stored_text(stored), url)
        listings = self._rows(self._text(answer), url)
        if stored and self._rows_then(stored) == listings:
            self.archive.seen(stored, self.now(), answer.etag, answer.last_modified)
        else:
            self.archive.save(self._capture(url, "list", url, answer), answer.body)
        return listings

    async def collect(self, thing: Wanted) -> None:
        """A promised post with its files, or a promised file; what fails is noted and promised again."""
        try:
            if thing.role == "file":
                await self._file(thing)
            else:
                await self._post(thing)
        except (FetchError, BoardError) as error:
            self._failed(thing, error)

    async def look_again(self, thing: Wanted) -> None:
        """A post that the archive holds: an edit becomes a new version with the files it adds."""
        stored = next(iter(self.archive.by_key(thing.key, "post")), None)
        if stored is None:
            return
        try:
            answer = await self._ask(thing.url or stored.url, stored if stored.url == thing.url else None)
            if answer.status == 304:
                self.archive.seen(stored, self.now())
                return
            html = self._text(answer)
            same = self._read(html, stored.url) == self._read_then(stored)
        except Gone:
            return  # deleted: what was published stays in the archive
        except (FetchError, BoardError) as error:
            self.outcome.failures.append(str(error))
            return
        if same:
            self.archive.seen(stored, self.now(), answer.etag, answer.last_modified)
            return
        self.outcome.edits += 1
        thing = replace(thing, url=thing.url or stored.url, stated=dict(stored.stated) | dict(thing.stated))
        await self._keep(thing, answer, self._read(html, thing.url))

    def day(self, row: Listing) -> date | None:
        """The day of a post whose row states none, where the archive holds it."""
        for stored in self.archive.by_key(self.source.key(row.post), "post"):
            return dates.day(self._read_then(stored).published)
        return None

    async def _post(self, thing: Wanted) -> None:
        if not thing.url:
            raise BoardError(f"{thing.key}: the list does not say where the post is")
        answer = await self._ask(thing.url)
        post = self._read(self._text(answer), thing.url)
        self.outcome.posts += 1
        self._bad_posts = 0
        await self._keep(thing, answer, post)

    async def _keep(self, thing: Wanted, answer: Answer, post: Post) -> None:
        """The post and its promises in one transaction, then the files."""
        files = [
            Wanted(thing.key, file.url, self.source.id, "file", file.name or None)
            for file in post.attachments
            if file.url and not self._holds(thing.key, file.url)
        ]
        with self.archive.transaction():
            capture = self._capture(thing.url, "post", thing.key, answer)
            self.archive.save(replace(capture, stated=thing.stated), answer.body)
            self.progress.want(files)
            self.progress.got(thing)
        for file in files:
            await self.collect(file)

    async def _file(self, thing: Wanted) -> None:
        answer = await self._ask(thing.url)
        if re.match("text/html", answer.content_type or "", re.I):
            refuse_alert(self._text(answer), f"{self.source.id} {thing.url}")
        capture = self._capture(thing.url, "file", thing.key, answer)
        with self.archive.transaction():
            name = thing.name or answer.file_name or _last_part(thing.url)
            self.archive.save(replace(capture, name=name), answer.body)
            self.progress.got(thing)
        self.outcome.files += 1

    def _failed(self, thing: Wanted, error: CrawlerError) -> None:
        self.progress.failed(thing, str(error))
        self.outcome.failures.append(str(error))
        if thing.role == "post" and isinstance(error, BoardError):
            self._bad_posts += 1
            if self._bad_posts >= BAD_POSTS:
                raise CrawlerError(f"{error} ({BAD_POSTS} bad posts in a row)")

    async def _ask(self, url: str, stored: Capture | None = None) -> Answer:
        etag, modified = (stored.etag, stored.last_modified) if stored else (None, None)
        return await self._fetcher.get(url, self.source.delay_seconds, etag, modified, self.source.site)

    def _rows(self, html: str, url: str) -> list[Listing]:
        return parse_list(self.source, html, url, self._today())

    def _rows_then(self, stored: Capture) -> list[Listing] | None:
        try:
            return self._rows(self._stored_text(stored), stored.url)
        except BoardError:
            return None

    def _read_then(self, stored: Capture) -> Post:
        source = self.source.at(stored.fetched_at.astimezone(dates.SEOUL).date())
        return parse_post(source, self._stored_text(stored), stored.url, self._today())

    def _read(self, html: str, url: str) -> Post:
        return parse_post(self.source, html, url, self._today())

    def _today(self) -> date:
        return self.now().astimezone(dates.SEOUL).date()

    def _text(self, answer: Answer) -> str:
        return decode(answer.body, answer.content_type, self.source.encoding)

    def _stored_text(self, stored: Capture) -> str:
        return decode(self.archive.body(stored.sha256), stored.media_type, self.source.encoding)

    def _holds(self, key: str, url: str) -> bool:
        return any(capture.url == url for capture in self.archive.by_key(key, "file"))

    def _capture(self, url: str, role: Role, key: str, answer: Answer) -> Capture:
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


def _last_part(url: str) -> str:
    return unquote(urlsplit(url).path).rsplit("/", 1)[-1] or url
