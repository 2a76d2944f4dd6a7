"""Brings single pages of a source into the archive, each with what it promises; suspect ones into quarantine."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from crawler import suspicion
from crawler.board import refuse_alert
from crawler.digests import is_digest
from crawler.errors import (
    BoardError,
    Closed,
    CrawlerError,
    FetchError,
    NoRows,
    Refused,
    Suspect,
    Suspended,
    Unreachable,
)
from crawler.fetch import Answer
from crawler.judging import settle_some, withdraw
from crawler.monitor import all_same
from crawler.progress import Wanted
from crawler.readings import Reading, dated, reading
from crawler.records import Capture, Listing, Post
from crawler.suspicion import Alarm, Usual
from crawler.visit import Visit

BAD_POSTS = 3  # one post may be deleted; so many in a row mean that the site answers something else
FAR_AHEAD = timedelta(days=400)
STOPPING = (Closed, Suspended, Refused)  # asking on would be wrong, or of no use


class Collector:
    """Lists, posts, files; what stops the source is raised, what concerns one address is noted in the outcome."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self._bad = 0
        self._row_days: dict[str, date | None] = {}

    async def list_page(self, url: str, page: int) -> list[Listing]:
        """The posts of a list page, kept when they differ from what the address said last time.

        Suspect: it is in quarantine.
        """
        visit = self.visit
        stored = visit.archive.latest(url)
        answer = await visit.ask(url, stored)
        visit.facts.pages += 1
        if stored and answer.status == 304:
            visit.archive.seen(stored, visit.now())
            return self._counted(visit.rows(visit.stored_text(stored), url), page)
        listings = self._listings(answer, url, page)
        said = {"rows": hashlib.sha256(repr(listings).encode()).hexdigest(), **self._guessed()}
        if stored and dict(stored.stated) == said:  # hit counters and advertisements make no new version
            visit.archive.seen(stored, visit.now(), answer.etag, answer.last_modified)
        else:
            visit.archive.save(replace(visit.capture(url, "list", url, answer), stated=said), answer.body)
        return self._counted(listings, page)

    async def collect(self, thing: Wanted) -> None:
        """A promised post with its files, or a promised file; what fails is noted and promised again."""
        try:
            if thing.role == "file":
                await self._file(thing)
            else:
                await self._post(thing)
        except Refused as error:  # asked in three runs at most, like whatever else does not come
            self.visit.progress.failed(thing, str(error))
            raise
        except STOPPING:
            raise
        except (FetchError, BoardError) as error:
            self._failed(thing, error)
        else:
            self._bad = 0

    async def keep(self, thing: Wanted, answer: Answer, post: Post, new: bool = False) -> None:
        """The post, its reading and its promises in one transaction, then the files; a new one waits to be judged."""
        visit = self.visit
        put = visit.withheld.put if new else visit.archive.save
        files = [
            Wanted(thing.key, file.url, visit.source.id, "file", file.name or None)
            for file in post.attachments
            if file.url and not self._holds(thing.key, file.url)
        ]
        with visit.archive.transaction():
            put(self._stating(thing, answer, post), answer.body)
            visit.readings.keep(visit.source.id, self._reading(thing, post))
            visit.progress.want(files)
            visit.progress.got(thing)
        for file in files:
            await self.collect(file)

    def suspect(self, url: str, alarm: Alarm) -> Suspect:
        """The alarm as an error, told in the outcome."""
        self.visit.outcome.alarm(alarm)
        return Suspect(f"{self.visit.source.id} {url}: {alarm.message}", alarm)

    def day(self, row: Listing) -> date | None:
        """The day of a post whose row states none, where the archive holds it."""
        found = self.visit.readings.get(self.visit.source.key(row.post))
        return found.published if found else None

    def _listings(self, answer: Answer, url: str, page: int) -> list[Listing]:
        visit = self.visit
        html = visit.text(answer)
        usual = Usual(posts=visit.readings.count(visit.source.id))
        try:
            alarm = suspicion.page_alarm(html, url, answer.url)
            listings = [] if alarm else visit.rows(html, url)
        except BoardError as error:
            if page > 1 and isinstance(error, NoRows) and error.stated:
                raise  # the end of the board
            listings, alarm = [], suspicion.unread(error, html, usual)
        alarm = alarm or (self._list_alarm(html, url, listings) if page == 1 else None)
        if alarm and alarm.name not in visit.accepted:
            visit.quarantine.put(visit.capture(url, "list", url, answer), answer.body, alarm)
            raise self.suspect(url, alarm)
        return listings

    def _list_alarm(self, html: str, url: str, listings: list[Listing]) -> Alarm | None:
        visit, today = self.visit, self.visit.today()
        keys = {row.post: visit.source.key(row.post) for row in listings}
        usual = visit.readings.usual(visit.source.id, keys, today)
        usual = replace(usual, dated_share=visit.source.expect.get("dated_share", usual.dated_share))
        hidden = dated(listings) < len(listings) and (usual.dated_share is None or usual.dated_share > 0)
        ahead = visit.rows(html, url, today + FAR_AHEAD) if hidden else []  # days in the future are read as none
        return suspicion.list_alarm(listings, ahead, usual, today)

    def _counted(self, listings: list[Listing], page: int) -> list[Listing]:
        facts = self.visit.facts
        if page == 1:
            facts.rows, facts.dated = len(listings), dated(listings)
        facts.list_dates = facts.list_dates or dated(listings) > 0
        facts.other_days = facts.other_days or any(row.published not in (None, self.visit.today()) for row in listings)
        self._row_days = {self.visit.source.key(row.post): row.published for row in listings}
        return listings

    async def _post(self, thing: Wanted) -> None:
        if not thing.url:
            raise BoardError(f"{thing.key}: the list does not say where the post is")
        answer = await self.visit.ask(thing.url)
        post = self._checked(thing, answer)
        self.visit.outcome.posts += 1
        self.visit.facts.new.append(self._reading(thing, post))
        await self.keep(thing, answer, post, new=True)
        settle_some(self.visit)

    def _checked(self, thing: Wanted, answer: Answer) -> Post:
        """The post as read; BoardError after what came was put into quarantine."""
        visit = self.visit
        html = visit.text(answer)
        capture = replace(visit.capture(thing.url, "post", thing.key, answer), stated=thing.stated)
        try:
            if alarm := suspicion.page_alarm(html, thing.url, answer.url):
                raise self.suspect(thing.url, alarm)
            post = visit.read(html, thing.url)
        except BoardError as error:
            alarm = error.alarm if isinstance(error, Suspect) else suspicion.unread(error, html, Usual())
            visit.quarantine.put(capture, answer.body, alarm)
            raise
        if alarm := suspicion.post_alarm(post, visit.today()):
            visit.quarantine.park(capture, answer.body, alarm)
            raise self.suspect(thing.url, alarm)
        if all_same([*visit.facts.new[1 - BAD_POSTS :], self._reading(thing, post)]):
            self._withdraw_same(capture, answer, self._reading(thing, post))
        return post

    def _withdraw_same(self, capture: Capture, answer: Answer, last: Reading) -> None:
        """One and the same page in place of every post."""
        visit, alarm = self.visit, Alarm("same_bodies", f"{BAD_POSTS} posts in a row have the same text")
        visit.quarantine.park(capture, answer.body, alarm)
        withdraw(visit, [one for one in visit.facts.new if one.digest == last.digest], alarm)
        visit.outcome.alarm(alarm)
        raise CrawlerError(f"{visit.source.id} {capture.url}: {alarm.message}")

    async def _file(self, thing: Wanted) -> None:
        visit = self.visit
        answer = await visit.ask(thing.url)
        if re.match("text/html", answer.content_type or "", re.I):
            html = visit.text(answer)
            refuse_alert(html, f"{visit.source.id} {thing.url}")
            if alarm := suspicion.page_alarm(html, thing.url, answer.url):
                raise self.suspect(thing.url, alarm)
        with visit.archive.transaction():
            name = thing.name or answer.file_name or _last_part(thing.url)
            capture = replace(visit.capture(thing.url, "file", thing.key, answer), name=name)
            visit.archive.save(capture, answer.body)
            visit.progress.got(thing)
        visit.outcome.files += 1

    def _failed(self, thing: Wanted, error: CrawlerError) -> None:
        outcome = self.visit.outcome
        self.visit.progress.failed(thing, str(error))
        outcome.failures.append(str(error))
        if isinstance(error, Unreachable) or (thing.role == "post" and isinstance(error, BoardError)):
            self._bad += 1
            if self._bad >= BAD_POSTS:
                if isinstance(error, BoardError):
                    outcome.alarm(error.alarm if isinstance(error, Suspect) else _bad_posts(error))
                raise CrawlerError(f"{error} ({BAD_POSTS} bad posts in a row)")

    def _stating(self, thing: Wanted, answer: Answer, post: Post) -> Capture:
        """With what its row said; a digest is named as such, for the indexer to split."""
        digest = {"digest": True} if is_digest(str(thing.stated.get("title") or post.title or ""), post) else {}
        stated = {**dict(thing.stated), **digest, **self._guessed()}
        return replace(self.visit.capture(thing.url, "post", thing.key, answer), stated=stated)

    def _guessed(self) -> dict[str, bool]:
        """Said with every capture of a board whose rows were found by structure alone."""
        return {"guessed": True} if self.visit.source.guessed else {}

    def _reading(self, thing: Wanted, post: Post) -> Reading:
        stated = thing.stated.get("published")
        row_day = self._row_days.get(thing.key) or (date.fromisoformat(stated) if stated else None)
        return reading(thing.key, row_day, str(thing.stated.get("title") or ""), post)

    def _holds(self, key: str, url: str) -> bool:
        return any(capture.url == url for capture in self.visit.archive.by_key(key, "file"))


def _bad_posts(error: BoardError) -> Alarm:
    alarm = suspicion.unread(error, "", Usual())
    return Alarm("redesign" if alarm.name == "empty_body" else alarm.name, f"{BAD_POSTS} bad posts in a row: {error}")


def _last_part(url: str) -> str:
    return unquote(urlsplit(url).path).rsplit("/", 1)[-1] or url
