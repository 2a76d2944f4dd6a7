"""The periods that are one click away."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Iterator, Mapping

from indexer.query import Query
from webapp.language import say


@dataclass(frozen=True)
class Period:
    """Both days inside; None where it does not end."""

    label: str
    first: date
    last: date | None


def periods(today: date) -> tuple[Period, ...]:
    """The last week, month, year; the terms of office that have begun; this fiscal year with the two before."""
    return (*_recent(today), *_terms(today), *_fiscal(today))


def within(query: Query, period: Period) -> Query:
    """The query in a period, from its first page."""
    return replace(query, published_from=period.first, published_to=period.last, offset=0)


def _recent(today: date) -> Iterator[Period]:
    for days, label in ((7, "1주"), (30, "1개월"), (365, "1년")):
        yield Period(say(label), today - timedelta(days=days), None)


def _terms(today: date) -> Iterator[Period]:
    for term in reversed(_table()["terms"]):
        if term["from"] <= today:
            yield Period(say("민선 {number}기", number=term["number"]), term["from"], term["to"])


def _fiscal(today: date) -> Iterator[Period]:
    """The fiscal year of a local government is the calendar year."""
    for year in (today.year, today.year - 1, today.year - 2):
        yield Period(say("{year} 회계연도", year=year), date(year, 1, 1), date(year, 12, 31))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("periods.toml").read_text("utf-8"))
