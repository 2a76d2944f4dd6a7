"""What a whole run, or the silence of a source, tells about it: pure comparisons with its own history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Iterator

from crawler.dates import SEOUL
from crawler.limits import limits
from crawler.readings import History, Reading
from crawler.sources import Source
from crawler.suspicion import Alarm

WITHDRAWN = ("short_bodies", "all_today", "same_bodies")  # their new posts go to quarantine


NO_TIME = timedelta(0)


@dataclass
class Facts:
    """Of one run over one source, gathered while it goes."""

    requests: int = 0
    pages: int = 0
    rows: int = 0  # of the first page
    dated: int = 0
    revisits: int = 0
    gone: int = 0
    list_dates: bool = False  # whether any row stated a day
    new: list[Reading] = field(default_factory=list)
    server_clock: timedelta = NO_TIME  # how far it is from ours


def alarms(source: Source, history: History, facts: Facts, now: datetime) -> list[Alarm]:
    """All that a run gives reason for, once it ended."""
    today = now.astimezone(SEOUL).date()
    found = list(_clock(facts))
    if facts.rows:  # a list that did not come tells nothing about its posts
        found += [*_silence(source, history, today), *_month(source, history, today)]
    return [*found, *_new_posts(source, history, facts, today), *_requests(source, facts), *_gone(facts)]


def silence_days(source: Source, history: History) -> int:
    """How many days without a post are too many."""
    stated = source.expect.get("newest_within_days")
    if stated:
        return int(stated)
    known = limits().silence
    if len(history.days) < limits().runs.usual_posts:
        return int(known.days.get(source.kind, max(known.days.values())))
    gaps = [(later - earlier).days for earlier, later in pairwise(history.days)]
    usual = max(sum(gaps) / len(gaps) * known.mean_gaps, max(gaps) * known.longest_gaps)
    return max(known.least_days, round(usual))


def all_same(readings: list[Reading]) -> bool:
    return len(readings) >= limits().runs.same_bodies and len({one.digest for one in readings}) == 1


def _clock(facts: Facts) -> Iterator[Alarm]:
    hours = facts.server_clock / timedelta(hours=1)
    if abs(hours) >= limits().runs.clock_hours:
        yield Alarm("clock", f"the server's clock and ours are {abs(hours):.0f} hours apart")


def _silence(source: Source, history: History, today: date) -> Iterator[Alarm]:
    if not history.days:
        return
    silent, allowed = (today - history.days[-1]).days, silence_days(source, history)
    if silent > allowed:
        yield Alarm("mute", f"no post for {silent} days (newest {history.days[-1]}), {allowed} are usual at most")


def _month(source: Source, history: History, today: date) -> Iterator[Alarm]:
    """Only what a declaration expects; judged once the source is known for a month."""
    expected = source.expect.get("posts_per_month")
    if not expected or not history.days or (today - history.days[0]).days < 30:
        return
    least, most = expected
    slack = limits().silence.tolerance
    if history.month < least * (1 - slack):
        yield Alarm("few_posts", f"{history.month} posts in 30 days, {least} to {most} are expected")
    if history.month > most * (1 + slack):
        yield Alarm("many_posts", f"{history.month} posts in 30 days, {least} to {most} are expected")


def _new_posts(source: Source, history: History, facts: Facts, today: date) -> Iterator[Alarm]:
    known, new = limits().runs, facts.new
    if len(new) >= known.least_posts:
        share = sum(one.published is not None for one in new) / len(new)
        expected = source.expect.get("dated_share", limits().pages.usual_share)
        if share < expected:
            yield Alarm("undated", f"{share:.0%} of {len(new)} new posts state a day, {expected:.0%} are expected")
        if not facts.list_dates and all(one.published == today for one in new) and facts.pages > 1:
            yield Alarm("all_today", f"all {len(new)} new posts are dated today")
    lengths = [one.characters for one in new if not one.files]
    if len(lengths) >= known.least_bodies:
        yield from _lengths(source, history, lengths)


def _lengths(source: Source, history: History, lengths: list[int]) -> Iterator[Alarm]:
    """Against the declaration by the middle one; against the own history only where every one is short."""
    expected, known, count = source.expect.get("body_characters"), limits().runs, len(lengths)
    if expected and median(lengths) < expected:
        yield Alarm("short_bodies", f"{count} new posts of {median(lengths):.0f} characters, {expected} are expected")
    elif history.characters and history.posts >= known.usual_posts + count:
        if max(lengths) < min(history.characters * known.short_share, known.short_characters):
            usual = f"{history.characters:.0f} are usual"
            yield Alarm("short_bodies", f"{count} new posts of up to {max(lengths)} characters, {usual}")


def _requests(source: Source, facts: Facts) -> Iterator[Alarm]:
    known = limits().runs
    allowed = source.expect.get("requests_per_post", known.requests_per_post)
    asked = facts.requests - facts.revisits
    files = sum(one.files for one in facts.new)
    if asked > known.requests_free and asked > allowed * max(1, len(facts.new)) + files:
        yield Alarm("requests", f"{asked} requests for {len(facts.new)} new posts, {allowed} a post are usual at most")


def _gone(facts: Facts) -> Iterator[Alarm]:
    known = limits().runs
    if facts.gone >= known.least_gone and facts.gone > facts.revisits * known.gone_share:
        yield Alarm("gone", f"{facts.gone} of {facts.revisits} posts looked at again are gone: did addresses change?")
