"""The dates that a text states: its publication, the year that a plan is for."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

import mappings

EARLIEST_YEAR = 1991  # local councils were elected again in 1991; nothing on a board is older
HEAD_LINES = 8  # where a plan without a title line says what it is

_DATE = (
    r"(?P<year>(?:19|20)\d\d|['’]\d\d)\s*[-./년]\s*(?P<month>\d{1,2})\s*[-./월]\s*(?P<day>\d{1,2})(?!\d)\s*[일.]?"
    r"(?:\s*\(?\s*[월화수목금토일](?:요일)?\s*\))?"
    r"(?:\s*,?\s*(?P<half>오전|오후)?\s*(?P<hour>\d{1,2})\s*[:시]\s*(?P<minute>[0-5]\d)?)?"
)
_YEAR = r"(?<!\d)(?:(20\d\d)|['’‘](\d\d))(?!\d)"


def published_in(text: str, latest: date) -> date | datetime | None:
    """The date behind the first stated publication label (입력, 등록일, 제공일 …); None when there is none.

    An impossible date, or one after `latest`, is passed over.
    """
    for found in _labelled_date().finditer(text):
        stated = _read(found)
        if stated and (stated.date() if isinstance(stated, datetime) else stated) <= latest:
            return stated
    return None


def planned_year(title: str, text: str) -> int | None:
    """The year that a plan is for: the one in front of 계획, never the one in front of 실적.

    Looked for in the title, then in the first lines. A range of years is no single year: None.
    """
    lines = [title, *(line for line in text.splitlines() if line.strip())][:HEAD_LINES + 1]
    for line in lines:
        found = _planned().search(line)
        if found:
            return _full_year(found[1] or found[2])
    return None


@cache
def _labelled_date() -> re.Pattern[str]:
    anywhere, line = (_labels(place) for place in ("anywhere", "line"))
    before = rf"(?:(?<![가-힣])(?:{anywhere})|(?:^|[^가-힣A-Za-z0-9 \t])[ \t]*(?:{line}))"
    return re.compile(rf"{before}\s*[\])】]?\s*[:：|]?\s*{_DATE}", re.MULTILINE)


def _labels(place: str) -> str:
    """The labels of one place as a pattern; their letters may stand apart (제 공 일)."""
    labels = [row["label"] for row in mappings.table("published_labels") if row["place"] == place]
    return "|".join(r"[ \t]*".join(label) for label in sorted(labels, key=len, reverse=True))


@cache
def _planned() -> re.Pattern[str]:
    words = "|".join(mappings.lines("plan_words.txt"))
    unbroken = rf"(?:(?!{_YEAR}|실\s*적).){{0,20}}?"
    return re.compile(rf"(?<![~∼～\-–]){_YEAR}\s*(?:학년도|년도|년)?(?!\s*[~∼～\-–]){unbroken}(?:{words})")


def _read(found: re.Match[str]) -> date | datetime | None:
    year, month, day = _full_year(found["year"].strip("'’")), int(found["month"]), int(found["day"])
    try:
        if year < EARLIEST_YEAR:
            return None
        if found["hour"] is None:
            return date(year, month, day)
        return datetime(year, month, day, _hour(found), int(found["minute"] or 0))
    except ValueError:  # the 31st of February, 25 o'clock
        return None


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"])
    return hour % 12 + 12 * (found["half"] == "오후") if found["half"] else hour


def _full_year(digits: str) -> int:
    """Two digits are of this century: '20 is 2020."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
