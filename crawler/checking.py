"""Looks at one list page and its first post of a source, with what the monitors think of both."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Callable, Sequence, TypeVar

from crawler import monitor, saved, suspicion
from crawler.board import list_url, parse_list, parse_post
from crawler.dates import SEOUL
from crawler.encoding import decode
from crawler.errors import Alarm, BoardError, CrawlerError, DataError
from crawler.fetch import Answer, Fetcher, client
from crawler.readings import History
from crawler.records import Listing, Post
from crawler.report import CAVEATS
from crawler.settings import Settings
from crawler.sources import Source
from crawler.suspicion import Usual
from crawler.visit import asked

Read = TypeVar("Read")
RECORDED = Path(__file__).parent.parent / "tests" / "crawler" / "pages"


@dataclass(frozen=True)
class Looked:
    page: Answer
    rows: Sequence[Listing]
    answer: Answer
    post: Post


def check(settings: Settings, source: Source, save: bool) -> int:
    """Records to stdout, alarms to stderr; 1 when there are any. With `save` both become a test."""
    now = datetime.now(timezone.utc)
    looked = asyncio.run(_look(settings, source, now))
    for name, answer, read in (("list", looked.page, looked.rows), ("post", looked.answer, looked.post)):
        value = saved.as_json(read if isinstance(read, Post) else list(read))
        print(json.dumps({"url": answer.url, **value}, ensure_ascii=False, indent=1))
        if save:
            _record(source, name, answer, value)
    found = thoughts(source, looked, now)
    for name in source.caveats:
        print(f"note: {CAVEATS[name]}", file=sys.stderr)
    for alarm in found:
        print(f"suspect: {alarm.name}: {alarm.message}", file=sys.stderr)
    if not found:
        print("the monitors see nothing suspect", file=sys.stderr)
    return 1 if found else 0


def thoughts(source: Source, looked: Looked, now: datetime) -> list[Alarm]:
    """Without a history: what the pages, the days of the rows and the declaration tell."""
    today = now.astimezone(SEOUL).date()
    days = tuple(sorted({row.published for row in looked.rows if row.published}))
    pages = [
        suspicion.page_alarm(_text(looked.page, source), list_url(source, 1), looked.page.url),
        suspicion.list_alarm(looked.rows, [], Usual(dated_share=source.expect.get("dated_share")), today),
        suspicion.page_alarm(_text(looked.answer, source), looked.answer.url, looked.answer.url),
        suspicion.post_alarm(looked.post, today),
    ]
    apart = looked.page.served_at - now if looked.page.served_at else monitor.NO_TIME
    facts = monitor.Facts(rows=len(looked.rows), server_clock=apart)
    silent = [one for one in monitor.alarms(source, History(days=days), facts, now) if one.name in ("mute", "clock")]
    return [*filter(None, pages), *silent]


async def _look(settings: Settings, source: Source, now: datetime) -> Looked:
    today = now.astimezone(SEOUL).date()
    async with client(settings) as connection:
        fetcher = Fetcher(connection, settings)
        page = await asked(fetcher, source, list_url(source, 1))
        rows = _read(source, page, lambda html: parse_list(source, html, page.url, today))
        row = next((row for row in rows if not row.pinned), rows[0])
        if not row.url:
            raise CrawlerError(f"{source.id}: the list does not say where post {row.post} is")
        answer = await asked(fetcher, source, row.url)
        return Looked(page, rows, answer, _read(source, answer, lambda html: parse_post(source, html, row.url, today)))


def _read(source: Source, answer: Answer, parse: Callable[[str], Read]) -> Read:
    """BoardError with what the monitors make of a page that cannot be read."""
    html = _text(answer, source)
    try:
        return parse(html)
    except BoardError as error:
        alarm = suspicion.unread(error, html, Usual())
        raise BoardError(f"{error} (suspect: {alarm.name})") from None


def _record(source: Source, name: str, answer: Answer, value: dict[str, object]) -> None:
    """The page with what was read from it; the tests find both by listing the folder."""
    if not RECORDED.is_dir():
        raise DataError(f"--save writes into {RECORDED}, which is not there: run it from a checkout")
    place = RECORDED / f"{source.id}.{name}.html"
    place.write_bytes(answer.body)
    expected = {"source": source.id, "url": answer.url, **value}
    place.with_suffix(".json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"saved {place}", file=sys.stderr)


def _text(answer: Answer, source: Source) -> str:
    return decode(answer.body, answer.content_type, source.encoding)
