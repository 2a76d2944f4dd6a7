"""What a whole run, or the silence of a source, tells about it: pure comparisons with its own history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Iterator

from crawler.dates import SEOUL
from crawler.limits import limits
from crawler.readings import History, Reading
from crawler.silence import allowed_days, kept_pauses, silent_days
from crawler.sources import Source
from crawler.suspicion import Alarm

WITHDRAWN = ("short_bodies", "all_today", "same_bodies")  # their new posts go to quarantine


NO_TIME = timedelta(0)
MONTH_DAYS = 30


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
    other_days: bool = False  # whether any row stated another day than that of the run
    new: list[Reading] = field(default_factory=list)
    server_clock: timedelta = NO_TIME  # how far it is from ours


def alarms(source: Source, history: History, facts: Facts, now: datetime) -> list[Alarm]:
    """All that a run gives reason for, once it ended."""
    today = now.astimezone(SEOUL).date()
    found = list(_clock(facts))
    if facts.rows:  # a list that did not come tells nothing about its posts
        found += [*_silence(source, history, facts, today), *_month(source, history, today)]
    return [*found, *_new_posts(source, history, facts, today), *_requests(source, facts), *_gone(facts)]


def all_same(readings: list[Reading]) -> bool:
    return len(readings) >= limits().runs.same_bodies and len({one.digest for one in readings}) == 1


def _clock(facts: Facts) -> Iterator[Alarm]:
    hours = facts.server_clock / timedelta(hours=1)
    if abs(hours) >= limits().runs.clock_hours:
        yield Alarm("clock", f"the server's clock and ours are {abs(hours):.0f} hours apart")


def _silence(source: Source, history: History, facts: Facts, today: date) -> Iterator[Alarm]:
    if not history.days or any(one.published is None for one in facts.new):  # it spoke, without naming a day
        return
    silent, allowed = silent_days(history, today), allowed_days(source, history)
    if silent > allowed:
        yield Alarm("mute", f"no post for {silent} days (newest {history.days[-1]}), {allowed} are usual at most")


def _month(source: Source, history: History, today: date) -> Iterator[Alarm]:
    """Only what a declaration expects; judged once the source is known for a month, and in no pause."""
    expected = source.expect.get("posts_per_month")
    if not expected or not history.days or (today - history.days[0]).days < MONTH_DAYS:
        return
    least, most = expected
    slack = limits().silence.tolerance
    paused = any((today - pause.end).days < MONTH_DAYS for pause in kept_pauses(history.days, today))
    if history.month < least * (1 - slack) and not paused:
        yield Alarm("few_posts", f"{history.month} posts in 30 days, {least} to {most} are expected")
    if history.month > most * (1 + slack):
        yield Alarm("many_posts", f"{history.month} posts in 30 days, {least} to {most} are expected")


def _new_posts(source: Source, history: History, facts: Facts, today: date) -> Iterator[Alarm]:
    known, new = limits().runs, facts.new
    if len(new) >= known.least_posts:
        share = sum(one.published is not None for one in new) / len(new)
        if share < (expected := _dated_share(source, history, len(new))):
            yield Alarm("undated", f"{share:.0%} of {len(new)} new posts state a day, {expected:.0%} are expected")
        if not facts.other_days and _all_of(today, new) and len(new) > _most_today(history, facts):
            yield Alarm("all_today", f"all {len(new)} new posts are dated today")
    lengths = [one.characters for one in new if not one.files]
    if len(lengths) >= known.least_bodies:
        yield from _lengths(source, history, lengths)


def _dated_share(source: Source, history: History, new: int) -> float:
    """Half of the share of its earlier posts; half of all where that is less, or nothing is known."""
    before, most = history.dated[new:], limits().pages.usual_share
    usual = sum(before) / len(before) / 2 if len(before) >= limits().runs.usual_posts else most
    return float(source.expect.get("dated_share", min(usual, most)))


def _all_of(today: date, new: list[Reading]) -> bool:
    return all(one.published == today for one in new)


def _most_today(history: History, facts: Facts) -> int:
    """How many posts of one day are no wonder: the first page of a list, a burst on a list that states no days."""
    known, new = limits().runs, len(facts.new)
    if facts.pages < 2:
        return new
    if facts.list_dates or history.posts - new < known.usual_posts:
        return 0
    return max(known.burst_posts, history.most_a_day * known.burst_times)


def _lengths(source: Source, history: History, lengths: list[int]) -> Iterator[Alarm]:
    """Against the declaration by the middle one; against the own history only where every one is short."""
    expected, known, count = source.expect.get("body_characters"), limits().runs, len(lengths)
    if expected and median(lengths) < expected:
        yield Alarm("short_bodies", f"{count} new posts of {median(lengths):.0f} characters, {expected} are expected")
    elif len(before := history.bodies[count:]) >= known.usual_posts:
        short = min(median(before) * known.short_share, known.short_characters)
        share = (sum(length < short for length in before) + 1) / (len(before) + 2)
        if max(lengths) < short and share**count < known.short_chance:
            usual = f"{median(before):.0f} are usual"
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
