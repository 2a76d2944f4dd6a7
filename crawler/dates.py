"""Dates as Korean boards print them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

DAYS_AHEAD = 7  # a later date is that of an event or a period, not of a post
FIRST_YEAR = 1990
CLOCK_SKEW = timedelta(hours=1)
SEOUL = timezone(timedelta(hours=9))  # no summer time since 1988
DAY = r"(?P<year>\d{4}|\d{2})\s*(?:[-./]|년)\s*(?P<month>\d{1,2})\s*(?:[-./]|월)\s*(?P<day>\d{1,2})(?:\s*일|\.)?"
SHORT_DAY = r"(?P<month>\d{1,2})(?:[-./]|월\s*)(?P<day>\d{1,2})(?:일|\.)?"
WEEKDAY = r"(?:\s*\(?(?:[월화수목금토일]요?일?|(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\)?)?"
TIME = r"(?P<hour>\d{1,2})\s*(?::|시)\s*(?P<minute>\d{1,2})(?:분|(?::(?P<second>\d{2}))?)(?:\.\d+)?"
HALF = r"(?:(?P<half>오전|오후|AM|PM)\s*)?"
COMPACT = r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
WHOLE = re.compile(rf"(?:{DAY}){WEEKDAY}(?:[\sT,|]*{HALF}{TIME})?")
ISO_ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})")
WHOLE_COMPACT = re.compile(COMPACT)
WHOLE_SHORT = re.compile(rf"{SHORT_DAY}{WEEKDAY}")
WHOLE_TIME = re.compile(rf"{HALF}{TIME}")
INSIDE = re.compile(rf"(?<![\d.-]){DAY}(?![\d-]){WEEKDAY}(?:[\sT,|]*{HALF}{TIME})?")


def read(text: str, today: date | None = None, relative: bool = True) -> date | datetime | None:
    """The date that a text is, a datetime where it states a time; None when it is no date.

    With `today` (the day of the visit in Seoul) dates more than a week ahead are refused, and forms without a year
    ("09-03") or day ("10:57") are read, unless not `relative`.
    """
    text = " ".join(text.split())
    if ISO_ZONED.fullmatch(text):
        return _kept(_zoned(text), today)
    match = WHOLE.fullmatch(text) or WHOLE_COMPACT.fullmatch(text)
    if match:
        return _kept(_made(match.groupdict()), today)
    return _near(text, today) if today and relative else None


def find(text: str, today: date | None = None) -> date | datetime | None:
    """The first full date inside a text; never one of a period (2026-10-06 ~ 2026-10-08)."""
    text = " ".join(text.split())
    for match in INSIDE.finditer(text):
        around = text[: match.start()].rstrip()[-1:] + text[match.end() :].lstrip()[:1]
        if "~" not in around and "∼" not in around:
            made = _kept(_made(match.groupdict()), today)
            if made:
                return made
    return None


def day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _zoned(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(SEOUL).replace(tzinfo=None)
    except ValueError:
        return None


def passed(since: datetime, now: datetime) -> timedelta:
    """How long ago a moment was; for ever where it lies ahead, for then the clock was set back since."""
    return now - since if since - now < CLOCK_SKEW else timedelta.max


def _near(text: str, today: date) -> date | datetime | None:
    """A row of today states only the time, one of this year only the day."""
    match = WHOLE_TIME.fullmatch(text)
    if match:
        parts = {"year": str(today.year), "month": str(today.month), "day": str(today.day)}
        return _made({**match.groupdict(), **parts})
    match = WHOLE_SHORT.fullmatch(text)
    if not match:
        return None
    this_year = _kept(_made({**match.groupdict(), "year": str(today.year)}), today)
    return this_year or _made({**match.groupdict(), "year": str(today.year - 1)})


def _kept(made: date | datetime | None, today: date | None) -> date | datetime | None:
    stated = day(made)
    ahead = stated and today and stated > today + timedelta(days=DAYS_AHEAD)
    return None if ahead else made


def _made(parts: dict[str, str | None]) -> date | datetime | None:
    year = int(parts["year"] or 0)
    year += 2000 if year < 80 else 1900 if year < 100 else 0
    try:
        made = date(year, int(parts["month"] or 0), int(parts["day"] or 0))
        if year < FIRST_YEAR or parts.get("hour") is None:
            return made if year >= FIRST_YEAR else None
        hour = int(parts["hour"] or 0) % 24
        if parts.get("half") in ("오후", "PM") and hour < 12:
            hour += 12
        return datetime(made.year, made.month, made.day, hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    except ValueError:
        return None
