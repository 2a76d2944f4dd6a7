"""How much was said when: counts of a question beside all that was published, by year, by month, by district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Callable, Iterable, Iterator

from indexer.query import Query, Results

MONTHS = 24

Search = Callable[[Query], Results]


@dataclass(frozen=True)
class Share:
    """`total` is everything under the same filters, whatever it speaks of."""

    label: str  # 2025, 2025-03
    count: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.total if self.total else 0.0


def by_year(search: Search, query: Query) -> tuple[Share, ...]:
    """Every year from the first to the last in which anything was published; undated documents are left out."""
    found, everything = _years(search, query), _years(search, _anything(query))
    if not everything:
        return ()
    span = range(min(everything), max(everything) + 1)
    return tuple(Share(str(year), found.get(year, 0), everything.get(year, 0)) for year in span)


def by_month(search: Search, query: Query, last: date, months: int = MONTHS) -> tuple[Share, ...]:
    """The months up to that of `last`."""
    return tuple(
        Share(f"{first:%Y-%m}", _count(search, within), _count(search, _anything(within)))
        for first, end in _months(last, months)
        for within in [replace(query, published_from=first, published_to=end)]
    )


def aligned(rows: Iterable[tuple[Share, ...]]) -> tuple[tuple[Share, ...], ...]:
    """Series over the same years, so that they can stand beside one another."""
    series = [{share.label: share for share in row} for row in rows]
    years = sorted({label for row in series for label in row})
    return tuple(tuple(row.get(year, Share(year, 0, 0)) for year in years) for row in series)


def everything(query: Query) -> Query:
    """All that was published under the filters of a query, as a number."""
    return replace(_anything(query), offset=0, size=0, fold=False, facets=())


def _anything(query: Query) -> Query:
    return replace(query, text="", words=(), terms=(), bigrams=(), required=(), synonyms=())


def _years(search: Search, query: Query) -> dict[int, int]:
    """The facet of the years ignores the years chosen, so they are applied here."""
    counted = search(replace(query, offset=0, size=0, fold=False, facets=("year",))).facets["year"]
    chosen = query.filters.get("year", ())
    return {
        int(value.value): value.count
        for value in counted
        if value.value.isdigit() and (not chosen or value.value in chosen)
    }


def _count(search: Search, query: Query) -> int:
    return search(replace(query, offset=0, size=0, fold=False, facets=())).total


def _months(last: date, count: int) -> Iterator[tuple[date, date]]:
    """First with last day of each month, oldest first."""
    months = [(last.year * 12 + last.month - 1 - back) for back in reversed(range(count))]
    for month in months:
        first, following = date(month // 12, month % 12 + 1, 1), date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        yield first, following - timedelta(days=1)
