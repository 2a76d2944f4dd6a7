"""The links around the results: chips, orders, page sizes, pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from indexer.query import FACETS, Query, Results, Sort
from webapp import labels
from webapp.addresses import search_address
from webapp.parameters import WINDOW
from webapp.request_query import page_of, without

SIZES = (10, 20, 50)
SORTS: tuple[Sort, ...] = get_args(Sort)
AROUND = 3  # pages linked on each side of the present one


@dataclass(frozen=True)
class Chip:
    name: str  # 지역
    label: str  # 마루구
    address: str  # of the search without it


@dataclass(frozen=True)
class Choice:
    label: str
    address: str
    current: bool


def chips(query: Query) -> tuple[Chip, ...]:
    names = labels.words()["facets"]
    found = [
        Chip(names[facet], labels.value_label(facet, value), search_address(without(query, facet, value)))
        for facet in FACETS
        for value in query.filters.get(facet, ())
    ]
    if query.match != "most":
        plain = search_address(replace(query, match="most", offset=0))
        found.append(Chip("낱말 조건", labels.words()["matches"][query.match], plain))
    return tuple(found)


def unfiltered(query: Query) -> str:
    """The address of the question alone, with its order and page size."""
    return search_address(replace(query, filters={}, match="most", offset=0))


def orders(query: Query) -> tuple[Choice, ...]:
    """Without words there is nothing to be relevant to: everything stands newest first."""
    sorts = SORTS if query.text else SORTS[1:]
    present = query.sort if query.sort in sorts else sorts[0]
    names = labels.words()["sorts"]
    return tuple(
        Choice(names[sort], search_address(replace(query, sort=sort, offset=0)), sort == present) for sort in sorts
    )


def sizes(query: Query) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(size), search_address(replace(query, size=size, offset=0)), query.size == size) for size in SIZES
    )


def pages(query: Query, results: Results) -> tuple[Choice | None, ...]:
    """Links to pages; None stands for pages left out."""
    last = max(1, -(-min(results.total, WINDOW) // query.size))
    last = min(last, WINDOW // query.size)
    present = page_of(query)
    near = range(max(1, present - AROUND), min(last, present + AROUND) + 1)
    shown = sorted({1, last, *near})
    found: list[Choice | None] = []
    for before, number in zip([0, *shown], shown):
        if number > before + 1:
            found.append(None)
        found.append(Choice(f"{number:,}", page_address(query, number), number == present))
    return tuple(found)


def page_address(query: Query, number: int) -> str:
    return search_address(replace(query, offset=(number - 1) * query.size))
