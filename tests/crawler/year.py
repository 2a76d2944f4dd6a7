"""A board read every evening of a simulated year, judged by the monitors alone: no network, no archive."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Iterator

from crawler.dates import SEOUL
from crawler.monitor import Facts, alarms
from crawler.readings import HISTORY, LAST_POSTS, YEAR, History, Reading
from crawler.records import Listing
from crawler.silence import allowed_days
from crawler.sources import Source
from crawler.suspicion import Alarm, Usual, list_alarm
from tests.crawler.rhythms import END, START, Rhythm, calendar

ROWS = 10  # of a list page
PATIENCE = timedelta(days=700)


@dataclass(frozen=True)
class Muted:
    """`told`: the day of the alarm."""

    newest: date
    allowed: int
    told: date | None

    @property
    def delay_days(self) -> int | None:
        return (self.told - self.newest).days if self.told else None


@dataclass
class Known:
    """What the archive would hold of a board."""

    posts: list[Reading] = field(default_factory=list)
    days: list[date] = field(default_factory=list)  # of publication, else of fetching
    counts: Counter[date] = field(default_factory=Counter)

    def add(self, post: Reading, today: date) -> None:
        self.posts.append(post)
        self.counts[post.published or today] += 1
        if self.counts[post.published or today] == 1:
            insort(self.days, post.published or today)

    def history(self, today: date) -> History:
        month = self.days[bisect_right(self.days, today - timedelta(days=30)) : bisect_right(self.days, today)]
        year = self.days[bisect_right(self.days, today - YEAR) : bisect_left(self.days, today)]
        last = self.posts[: -LAST_POSTS - 1 : -1]
        return History(
            days=tuple(self.days[bisect_right(self.days, today - HISTORY) : bisect_right(self.days, today)]),
            posts=len(self.posts),
            month=sum(self.counts[day] for day in month),
            most_a_day=max((self.counts[day] for day in year), default=0),
            dated=tuple(post.published is not None for post in last),
            bodies=tuple([post.characters for post in reversed(self.posts) if not post.files][:LAST_POSTS]),
        )


def posts(rhythm: Rhythm, seed: int) -> list[tuple[date, Reading]]:
    """Most of some hundred characters, one in twelve a picture with its caption, four of ten with a file."""
    chance, made = Random(seed), []
    for day, count in calendar(rhythm, seed).items():
        for _ in range(count):
            number = len(made)
            length = round(chance.lognormvariate(6.4, 0.6)) if chance.random() > 1 / 12 else chance.randint(10, 60)
            files = int(length > 60 and chance.random() < 0.4)
            published = day if rhythm.dated else None
            made.append((day, Reading(str(number), f"소식 {number}", published, length, files, str(number))))
    return made


def year(source: Source, rhythm: Rhythm, seed: int, mute_from: date | None = None) -> Iterator[tuple[date, Alarm]]:
    """All that is told from START on; the first run reads what the board holds by then. A mute board is read longer."""
    expect = {} if rhythm.dated else {"dated_share": 0}  # as a person declares who saw a board without days
    source = replace(source, kind=rhythm.kind, expect=expect)
    known, waiting = Known(), posts(rhythm, seed)
    day = START
    while day <= (END if mute_from is None else mute_from + PATIENCE):
        new: list[Reading] = []
        while waiting and waiting[0][0] <= day:
            out, post = waiting.pop(0)
            if mute_from is None or out < mute_from:
                new.append(post)
        yield from ((day, alarm) for alarm in _judged(source, rhythm, known, new, day))
        day += timedelta(days=1)


def muted(source: Source, rhythm: Rhythm, seed: int, mute_from: date) -> Muted:
    """A board that is never heard again from a day on."""
    days = [day for day in calendar(rhythm, seed) if day < mute_from]
    told = next((day for day, alarm in year(source, rhythm, seed, mute_from) if alarm.name == "mute"), None)
    first = tuple(day if rhythm.dated else max(day, START) for day in days)
    history = History(days=tuple(sorted(set(first))))
    return Muted(max(first), allowed_days(replace(source, kind=rhythm.kind), history), told)


def _judged(source: Source, rhythm: Rhythm, known: Known, new: list[Reading], day: date) -> list[Alarm]:
    """As one run does it: the list before its posts, then the whole."""
    usual_posts, titles = known.posts[-ROWS:], {post.key: post.title for post in known.posts[-ROWS:]}
    usual = Usual(
        published={post.key: post.published for post in usual_posts if post.published},
        titles=titles,
        dated_share=(1.0 if rhythm.listed else 0.0) if known.posts else None,
        posts=len(known.posts),
    )
    pages = 1 + len(new) // ROWS  # up to the first that holds a known post
    shown = [*known.posts, *new][: -ROWS * pages - 1 : -1]
    rows = [Listing(one.key, "", one.title, one.published if rhythm.listed else None) for one in shown[:ROWS]]
    found = list_alarm(rows, [], usual, day)
    for post in new:
        known.add(post, day)
    facts = Facts(
        requests=pages + sum(1 + post.files for post in new),
        pages=pages,
        rows=len(rows),
        dated=len(rows) if rhythm.listed else 0,
        list_dates=rhythm.listed,
        other_days=rhythm.listed and any(post.published != day for post in shown),
        new=new,
    )
    evening = datetime.combine(day, time(18), SEOUL)
    return [*([found] if found else []), *alarms(source, known.history(day), facts, evening)]
