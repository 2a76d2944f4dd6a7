"""Looks again at posts that the archive holds: edits, replaced files, deletions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from crawler import suspicion
from crawler.archive import hashed
from crawler.board import refuse_alert
from crawler.collect import STOPPING, Collector
from crawler.dates import CLOCK_SKEW, day, passed
from crawler.errors import Alarm, BoardError, FetchError, Gone, Suspect
from crawler.fetch import Answer
from crawler.progress import Wanted
from crawler.readings import reading
from crawler.records import Capture, Listing, Post

YOUNG = timedelta(days=14)  # most edits and deletions happen in the first days
LEAST_BETWEEN = timedelta(hours=6)  # a young post is looked at again after half of its age, but not sooner
MONTH = timedelta(days=30)
OLD_A_RUN = 50  # posts that were not looked at for a month; the rest waits for the next run
GONE_BETWEEN = timedelta(days=1)  # a post that is gone, but still or again on the list, is asked for so often
FILE_BETWEEN = timedelta(days=7)  # a file whose server cannot say 304 has to be fetched whole


class Revisits:
    """Deletions are gathered until the run ends: so many at once may mean that the addresses changed."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.visit = collector.visit
        self.met: set[str] = set()  # keys on the lists of this run
        self.gone: list[Capture] = []
        self.texts: dict[str, Capture] = {}  # the version that brought each text in this run

    async def changed_rows(self, listings: list[Listing]) -> None:
        """Posts whose row now has another title or day than when they were read; those that were gone."""
        keys = {row.post: self.visit.source.key(row.post) for row in listings}
        self.met |= set(keys.values())
        usual = self.visit.readings.usual(self.visit.source.id, keys, self.visit.today())
        for row in listings:
            title, published = usual.titles.get(row.post), usual.published.get(row.post)
            moved = row.published and published and row.published != published
            changed = title is not None and (moved or (row.title and title and row.title != title))
            if changed or self.visit.archive.gone(keys[row.post]):
                await self._look(keys[row.post], row.url, row)

    async def due(self) -> None:
        """Young posts, then some of those that nobody looked at for a month."""
        now, source = self.visit.now(), self.visit.source.id
        for key, url in self.visit.progress.young(source, now - YOUNG):
            stored = next(iter(self.visit.archive.by_key(key, "post")), None)
            waited = max(LEAST_BETWEEN, self._age(stored) / 2) if stored else timedelta.max
            if stored and passed(self.visit.progress.checked_at(stored), now) >= waited:
                await self._look(key, url)
        for key, url in self.visit.progress.unchecked(source, now - MONTH, now + CLOCK_SKEW, OLD_A_RUN):
            await self._look(key, url)

    async def missing(self, keys: list[str]) -> None:
        """Posts that a walk over the whole board did not meet."""
        for key in keys:
            await self._look(key, "")

    def bury(self) -> None:
        """Every post that is gone gets a version that says so."""
        for stored in self.gone:
            self.visit.archive.bury(stored, 404, self.visit.now())
        self.visit.outcome.gone = len(self.gone)

    async def _look(self, key: str, url: str, row: Listing | None = None) -> None:
        visit = self.visit
        stored = next(iter(visit.archive.by_key(key, "post")), None)
        if stored is None or any(one.key == key for one in self.gone) or self._stays_gone(key, row):
            return
        visit.facts.revisits += 1
        try:
            await self._compare(stored, url or stored.url, row)
        except Gone:
            self._is_gone(stored)
        except STOPPING:
            raise
        except BoardError as error:
            if suspicion.says_missing(error) and key not in self.met:
                self._is_gone(stored)
            else:
                visit.outcome.failures.append(str(error))
        except FetchError as error:
            visit.outcome.failures.append(str(error))

    async def _compare(self, stored: Capture, url: str, row: Listing | None) -> None:
        visit = self.visit
        back = visit.archive.gone(stored.key) is not None
        answer = await visit.ask(url, stored if stored.url == url and not back else None)
        if answer.status == 304:
            visit.archive.seen(stored, visit.now())
        else:
            post = self._read(stored, url, answer)
            if not back and (hashed(answer.body) == stored.sha256 or post == visit.read_then(stored)):
                visit.archive.seen(stored, visit.now(), answer.etag, answer.last_modified)
            else:
                await self._edited(stored, url, answer, post, row)
        await self._files(stored)

    def _read(self, stored: Capture, url: str, answer: Answer) -> Post:
        visit, html = self.visit, self.visit.text(answer)
        if alarm := suspicion.page_alarm(html, url, answer.url):
            raise self._suspect(stored, url, answer, alarm)
        post = visit.read(html, url)
        if alarm := suspicion.post_alarm(post, visit.today()):
            raise self._suspect(stored, url, answer, alarm)
        return post

    def _suspect(self, stored: Capture, url: str, answer: Answer, alarm: Alarm) -> Suspect:
        """What came instead of a known post, after it was put into quarantine."""
        self.visit.quarantine.put(self.visit.capture(url, "post", stored.key, answer), answer.body, alarm)
        return self.collector.suspect(url, alarm)

    async def _edited(self, stored: Capture, url: str, answer: Answer, post: Post, row: Listing | None) -> None:
        self._refuse_twins(stored, url, answer, post)
        self.visit.outcome.edits += 1
        said = {"title": row.title, "published": row.published and row.published.isoformat()} if row else {}
        stated = {**dict(stored.stated), **{name: value for name, value in said.items() if value}}
        stated.pop("digest", None)  # told anew by what the post holds now
        await self.collector.keep(Wanted(stored.key, url, stored.source, "post", stated=stated), answer, post)
        self.texts[reading("", None, "", post).digest] = self.visit.archive.by_key(stored.key, "post")[-1]

    def _refuse_twins(self, stored: Capture, url: str, answer: Answer, post: Post) -> None:
        """Suspect where two posts were edited into one and the same text: a page that stands in place of both."""
        visit, twin = self.visit, self.texts.get(reading("", None, "", post).digest)
        if twin is None or twin.key == stored.key:
            return
        alarm = Alarm("same_bodies", f"{url} and {twin.url} were edited into the same text")
        visit.quarantine.put(twin, visit.archive.body(twin.sha256), alarm)
        visit.archive.forget(twin)
        raise self._suspect(stored, url, answer, alarm)

    async def _files(self, stored: Capture) -> None:
        """Files are replaced under the same address, without a word on the page."""
        visit, now = self.visit, self.visit.now()
        for file in visit.archive.by_key(stored.key, "file"):
            waited = passed(visit.progress.checked_at(file), now) >= FILE_BETWEEN
            if not (file.etag or file.last_modified or (waited and self._age(stored) <= YOUNG)):
                continue
            visit.facts.revisits += 1
            try:
                answer = await visit.ask(file.url, file)
            except Gone:
                continue  # what was published stays in the archive
            if answer.status == 304 or self._is_page(answer, file):
                visit.archive.seen(file, now)
                continue
            made = replace(visit.capture(file.url, "file", file.key, answer), name=file.name)
            visit.outcome.replaced += visit.archive.save(made, answer.body).sequence != file.sequence

    def _is_page(self, answer: Answer, file: Capture) -> bool:
        """A message in place of the file."""
        if "html" not in (answer.content_type or ""):
            return False
        html = self.visit.text(answer)
        alarm = suspicion.page_alarm(html, file.url, answer.url)
        try:
            refuse_alert(html, file.url)
        except BoardError:
            return True
        return bool(alarm) or "html" not in (file.media_type or "")

    def _stays_gone(self, key: str, row: Listing | None) -> bool:
        """Whether a post that is gone need not be asked for: it is on no list, or was asked for lately."""
        buried = self.visit.archive.gone(key)
        if buried is None:
            return False
        return row is None or passed(self.visit.progress.checked_at(buried), self.visit.now()) < GONE_BETWEEN

    def _is_gone(self, stored: Capture) -> None:
        if buried := self.visit.archive.gone(stored.key):
            self.visit.archive.seen(buried, self.visit.now())
            return
        self.visit.facts.gone += 1
        self.gone.append(stored)

    def _age(self, stored: Capture) -> timedelta:
        """Since the day that its row stated, else since it was fetched."""
        stated = day(_moment(stored))
        return max(timedelta(0), timedelta(days=(self.visit.today() - stated).days)) if stated else timedelta(0)


def _moment(stored: Capture) -> datetime | None:
    stated = stored.stated.get("published")
    return datetime.fromisoformat(str(stated)) if stated else stored.fetched_at
