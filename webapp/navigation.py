"""The links around the results: chips, orders, page sizes, pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterable, get_args

from indexer.query import FACETS, Query, Results, Sort
from webapp import labels
from webapp.addresses import address, search_address
from webapp.language import say
from webapp.parameters import PAGE_SIZE, WINDOW
from webapp.periods import Period, within
from webapp.request_query import page_of, readmitting, without, write

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


VIEWS = (
    ("search.page", "검색"), ("precedents.page", "선례"), ("comparison.page", "지역 비교"), ("trends.page", "추이"),
    ("budget.page", "사업 예산"),
)  # fmt: skip


def views(present: str, query: Query) -> tuple[Choice, ...]:
    """The same question on the other pages, filters kept."""
    plain = replace(query, offset=0, size=PAGE_SIZE, sort="relevance")
    return tuple(Choice(say(name), address(endpoint, plain), endpoint == present) for endpoint, name in VIEWS)


def chips(query: Query, endpoint: str = "search.page") -> tuple[Chip, ...]:
    """A link for every condition, that leads to the page without it."""
    names = labels.words()["facets"]
    found = [
        Chip(names[facet], labels.value_label(facet, value), address(endpoint, without(query, facet, value)))
        for facet in FACETS
        for value in query.filters.get(facet, ())
    ]
    found += [
        Chip(
            say("{name} 제외", name=names[facet]),
            labels.value_label(facet, value),
            address(endpoint, readmitting(query, facet, value)),
        )
        for facet in FACETS
        for value in query.excluded.get(facet, ())
    ]
    if query.published_from or query.published_to:
        days = f"{query.published_from or ''}~{query.published_to or ''}"
        whole = replace(query, published_from=None, published_to=None, offset=0)
        found.append(Chip(say("등록일"), days, address(endpoint, whole)))
    if query.match != "most":
        plain = address(endpoint, replace(query, match="most", offset=0))
        found.append(Chip(say("낱말 조건"), labels.words()["matches"][query.match], plain))
    return tuple(found)


def kept(query: Query) -> list[tuple[str, str]]:
    """The filters as a form hands them on."""
    plain = replace(query, text="", offset=0, size=PAGE_SIZE, sort="relevance")
    return write(plain, fold=True)


def tabs(query: Query, results: Results) -> tuple[Choice, ...]:
    """The kinds of documents with their counts, everything first; () when there is but one."""
    counted = results.facets.get("kind", ())
    if len(counted) < 2:
        return ()
    chosen = query.filters.get("kind", ())
    free = {facet: values for facet, values in query.filters.items() if facet != "kind"}
    total = sum(value.count for value in counted)
    everything = search_address(replace(query, filters=free, offset=0))
    found = [Choice(say("전체 {count:,}", count=total), everything, not chosen)]
    for value in counted:
        label = say("{name} {count:,}", name=labels.value_label("kind", value.value), count=value.count)
        only = replace(query, filters={**query.filters, "kind": (value.value,)}, offset=0)
        found.append(Choice(label, search_address(only), chosen == (value.value,)))
    return tuple(found)


def periods(query: Query, offered: Iterable[Period]) -> tuple[Choice, ...]:
    present = (query.published_from, query.published_to)
    return tuple(
        Choice(each.label, search_address(within(query, each)), present == (each.first, each.last)) for each in offered
    )


def unfiltered(query: Query, endpoint: str = "search.page") -> str:
    """The address of the question alone, with its order and page size."""
    free = replace(query, filters={}, excluded={}, published_from=None, published_to=None, match="most", offset=0)
    return address(endpoint, free)


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
