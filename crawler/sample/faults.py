"""What can be made to go wrong on an example site."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Callable, Literal, Sequence
from zlib import crc32

from crawler.dates import SEOUL
from crawler.sample.answers import Answer, page, site_of
from crawler.sample.content import Publication
from crawler.sample.pages import alert_page, odd_page
from crawler.sample.papers import Block

Kind = Literal[
    # of the posts that a board holds
    "mute",  # nothing new since the fault began
    "empty",  # the board says that it holds nothing
    "deleted",  # the post `post` is gone
    "edited",  # the post `post` has one paragraph more
    "same_titles",
    # of pages
    "undated",  # no dates, on lists or posts
    "future",  # all dates lie `amount` days ahead (default 400)
    "all_today",  # every date is that of the request
    "redesign",  # other markup, other addresses
    "charset",  # UTF-8 that a database gave out as Latin-1
    # another page with status 200
    "challenge",
    "login",
    "alert",  # the soft error: some hundred bytes with a script
    # of the answer
    "home",  # a redirect to the front page
    "busy",  # 429, Retry-After `amount` seconds
    "refused",  # 403
    "broken",  # 500
    "slow",  # `amount` seconds until anything comes
    "cut",  # the connection breaks after `amount` bytes of the body
]
DAY = re.compile(r"(?<![\d.-])(20)?(\d\d)([-./]|년 |\. )(\d\d?)([-./]|월 |\. )(\d\d?)(?![\d-])")
EDIT = Block("text", "※ 본문 일부 내용이 바로잡혀 다시 게시되었습니다.")
OLD_TAGS = re.compile(r"<(/?)(?:table|thead|tbody|tr|td|th|ul|li|dl|dt|dd)\b")
NAMES = re.compile(r' (?:class|id)="[^"]*"')
ODD = ("challenge", "login")


@dataclass(frozen=True)
class Fault:
    """`where` is a regular expression that is searched in `/path?query`; "" is everywhere.

    It acts from `since` up to `until` by the clock of the request; None is open.
    """

    kind: Kind
    where: str = ""
    since: datetime | None = None
    until: datetime | None = None
    post: str = ""  # the number of a post, as the content states it
    amount: float = 0.0

    def acts(self, target: str, now: datetime) -> bool:
        begun = self.since is None or self.since <= now
        over = self.until is not None and self.until <= now
        return begun and not over and bool(re.search(self.where, target))


def shown(posts: tuple[Publication, ...], faults: Sequence[Fault], now: datetime) -> tuple[Publication, ...]:
    """What a board shows at a moment of the posts that it will ever hold; no post is out before its day has come."""
    found = [post for post in posts if post.published <= now.astimezone(SEOUL).date()]
    for fault in faults:
        if fault.kind == "mute" and fault.since:
            found = [post for post in found if post.published < fault.since.astimezone(SEOUL).date()]
        elif fault.kind == "empty":
            found = []
        elif fault.kind == "deleted":
            found = [post for post in found if post.id != fault.post]
        elif fault.kind == "edited":
            found = [replace(post, blocks=(*post.blocks, EDIT)) if post.id == fault.post else post for post in found]
        elif fault.kind == "same_titles":
            found = [replace(post, title="보도자료") for post in found]
    return tuple(found)


def spoiled(answer: Answer, path: str, faults: Sequence[Fault], now: datetime) -> Answer:
    """The answer after every fault of pages, then those of answers."""
    for fault in faults:
        if fault.kind in ODD or fault.kind == "alert":
            answer = _instead(fault, path)
        elif fault.kind in ("undated", "future", "all_today", "redesign", "charset"):
            answer = _rewritten(answer, path, fault, now)
    for fault in faults:
        answer = _damaged(answer, fault, path)
    return answer


def _instead(fault: Fault, path: str) -> Answer:
    site = site_of(path)
    if not site or fault.kind == "alert":
        return page(alert_page("시스템 점검 중입니다."))
    return page(odd_page(site, fault.kind), site.encoding)


def _rewritten(answer: Answer, path: str, fault: Fault, now: datetime) -> Answer:
    site = site_of(path)
    if not site or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer
    text = answer.body.decode(site.encoding)
    if fault.kind == "redesign":
        return page(_redesigned(text, site.prefix), site.encoding)
    if fault.kind == "charset":
        return page(text.encode("utf-8").decode("latin-1"))
    return page(DAY.sub(_day(fault, now.astimezone(SEOUL).date()), text), site.encoding)


def _day(fault: Fault, today: date) -> Callable[[re.Match[str]], str]:
    """How a printed day is printed instead, in the same form."""

    def written(match: re.Match[str]) -> str:
        century, year, first, month, second, day = match.groups()
        try:
            stated = date(2000 + int(year), int(month), int(day))
        except ValueError:
            return match[0]
        moved = today if fault.kind == "all_today" else stated + timedelta(days=fault.amount or 400)
        if fault.kind == "undated":
            return ""
        padded = f"{moved.month:0{len(month)}}", f"{moved.day:0{len(day)}}"
        return f"{century or ''}{moved:%y}{first}{padded[0]}{second}{padded[1]}"

    return written


def _redesigned(text: str, prefix: str) -> str:
    """The same content in other elements, under other names, behind other addresses."""
    text = OLD_TAGS.sub(r"<\1div", text)
    text = NAMES.sub(lambda found: f' class="v{crc32(found[0].encode()):x}"', text)
    text = re.sub(r' onclick="[^"]*"', "", text)
    return re.sub(r'href="[^"]*"', lambda found: f'href="/{prefix}/v2/{crc32(found[0].encode()):x}"', text)


def _damaged(answer: Answer, fault: Fault, path: str) -> Answer:
    site = site_of(path)
    if fault.kind == "home" and site:
        return Answer(302, b"", {"Location": f"/{site.prefix}/index.do"})
    if fault.kind == "busy":
        return Answer(429, b"", {"Retry-After": f"{fault.amount:.0f}"})
    if fault.kind in ("refused", "broken"):
        return Answer(403 if fault.kind == "refused" else 500, b"")
    if fault.kind == "slow":
        return replace(answer, delay_seconds=answer.delay_seconds + fault.amount)
    return replace(answer, cut_bytes=int(fault.amount)) if fault.kind == "cut" else answer
