"""Ranges that a person writes: 2019..2022, 2024-03.., 1억..10억, 1억이상."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Sequence

from indexer.money import parse_won

FIRST_YEAR, LAST_YEAR = 1945, 2100  # an open range of years ends here

_SEPARATOR = re.compile(r"\.\.|~")
_AT_LEAST = re.compile(r">=?(.+)|(.+?)\s*(?:이상|이후|부터)")
_AT_MOST = re.compile(r"<=?(.+)|(.+?)\s*(?:이하|이전|까지)")
_DATE = re.compile(r"((?:19|20)\d\d)년?(?:[-./]?(\d{1,2})월?(?:[-./](\d{1,2})일?)?)?")


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, both included; None is open. `turned`: they were written the other way round."""

    low: int | str | None
    high: int | str | None
    turned: bool = False


def years(text: str) -> tuple[tuple[str, ...], bool] | None:
    """The years of 2019, 2019..2022, 2019.., ..2022, with whether the ends had to change places."""
    ends = [_year(end) for end in _ends(text)]
    if None in ends and not _open(text, ends):
        return None
    low, high = ends[0] or FIRST_YEAR, ends[-1] or LAST_YEAR
    return tuple(str(year) for year in range(min(low, high), max(low, high) + 1)), low > high


def amounts(text: str) -> Span | None:
    """Won: 5억 (that amount), 1억..10억, 1억.., ..10억."""
    ends = [_won(end) for end in _ends(text)]
    if None in ends and not _open(text, ends):
        return None
    low, high = ends[0], ends[-1]
    if low is not None and high is not None and low > high:
        return Span(high, low, True)
    return Span(low, high)


def dates(text: str) -> Span | None:
    """ISO dates of 2024, 2024-03, 2024-03-05 or a range of such, from the first day to the end of the last."""
    written = _ends(text)
    first, last = _days(written[0]), _days(written[-1])
    ends = [first, last] if len(written) > 1 else [first]
    if None in ends and not _open(text, ends):
        return None
    if first and last and first[0] > last[0]:
        return Span(_start(last), _end(first), True)
    return Span(_start(first), _end(last))


def _ends(text: str) -> list[str]:
    """The two ends of a range, one of which may be empty: 1억.., 1억 이상, ~10억, 10억 이하; or the only one."""
    for pattern, place in ((_AT_LEAST, 0), (_AT_MOST, 1)):
        if found := pattern.fullmatch(text.strip()):
            end = (found.group(1) or found.group(2)).strip()
            return [end, ""] if place == 0 else ["", end]
    return [end.strip() for end in _SEPARATOR.split(text, maxsplit=1)]


def _open(text: str, ends: Sequence[object]) -> bool:
    """Whether what is missing is an end left open, and the other end is there."""
    written = _ends(text)
    return len(written) == 2 and any(end is not None for end in ends) and "" in written


def _year(text: str) -> int | None:
    found = re.fullmatch(r"((?:19|20)\d\d)년?", text)
    return int(found.group(1)) if found else None


def _won(text: str) -> int | None:
    amount = parse_won(text if text.endswith("원") else text + "원") if re.match(r"\d", text) else None
    return amount


def _days(text: str) -> tuple[date, date] | None:
    """First and last day of a year, a month or a day."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if month > 12 or day > 31 or (found[2] and not month) or (found[3] and not day):
        return None
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if day > monthrange(year, month)[1]:
        return None
    return date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])


def _start(days: tuple[date, date] | None) -> str | None:
    return days[0].isoformat() if days else None


def _end(days: tuple[date, date] | None) -> str | None:
    return f"{days[1].isoformat()}T23:59" if days else None
