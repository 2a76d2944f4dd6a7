"""The facets of the search page: rows with counts, as trees where values have parents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Sequence

from indexer.query import FACETS, FacetValue, Query, Results
from indexer.records import UNKNOWN
from webapp import labels

TOP = 10  # rows before 더보기
ALL_OPEN = 16  # a tree of so many rows in all shows its children at once


@dataclass(frozen=True)
class Row:
    value: str
    label: str
    count: int
    chosen: bool
    share: int  # percent of the longest bar
    children: tuple["Row", ...] = ()
    opened: bool = False  # whether its children are shown at once


@dataclass(frozen=True)
class Group:
    facet: str
    label: str
    top: tuple[Row, ...]
    more: tuple[Row, ...]
    chosen: int


def groups(query: Query, results: Results) -> tuple[Group, ...]:
    """The facets that tell anything, in the order of the page."""
    found = [_group(facet, query.filters.get(facet, ()), results.facets.get(facet, ())) for facet in FACETS]
    return tuple(group for group in found if group.chosen or _tells(group))


def flat(query: Query, facet: str, values: Iterable[FacetValue]) -> tuple[Row, ...]:
    """Every value of a facet as a row of its own."""
    chosen = query.filters.get(facet, ())
    counted = _with_chosen(chosen, values)
    longest = max((value.count for value in counted), default=0) or 1
    return tuple(
        Row(
            value.value, labels.value_label(facet, value.value), value.count, value.value in chosen,
            round(100 * value.count / longest),
        )
        for value in counted
    )  # fmt: skip


def _tells(group: Group) -> bool:
    if group.facet != "release_type":
        return bool(group.top)
    return any(row.value != UNKNOWN for row in group.top)


def _group(facet: str, chosen: Sequence[str], values: Iterable[FacetValue]) -> Group:
    rows = _rows(facet, chosen, _with_chosen(chosen, values))
    top = rows if len(rows) <= TOP + 1 else _first(rows)
    more = tuple(row for row in rows if row not in top)
    return Group(facet, labels.words()["facets"][facet], top, more, len(chosen))


def _with_chosen(chosen: Sequence[str], values: Iterable[FacetValue]) -> list[FacetValue]:
    """A chosen value stays visible when nothing is found for it."""
    counted = list(values)
    known = {value.value for value in counted}
    return counted + [FacetValue(value, 0) for value in chosen if value not in known]


def _rows(facet: str, chosen: Sequence[str], values: list[FacetValue]) -> tuple[Row, ...]:
    present = {value.value for value in values}
    longest = max((value.count for value in values), default=0) or 1
    below: dict[str | None, list[FacetValue]] = {}
    for value in sorted(values, key=lambda value: _place(facet, value)):
        above = labels.parent(facet, value.value)
        below.setdefault(above if above in present else None, []).append(value)

    def row(value: FacetValue) -> Row:
        children = tuple(row(child) for child in below.get(value.value, []))
        opened = len(values) <= ALL_OPEN or any(child.chosen for child in children)
        label = labels.value_label(facet, value.value)
        share = round(100 * value.count / longest)
        return Row(value.value, label, value.count, value.value in chosen, share, children, opened)

    return tuple(row(value) for value in below.get(None, []))


def _place(facet: str, value: FacetValue) -> tuple[bool, float, str]:
    """Most documents first, years newest first; the unknown last."""
    if facet == "year" and value.value.isdigit():
        return False, -int(value.value), ""
    return value.value == UNKNOWN, -value.count, value.value


def _first(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The first rows with every other one that is chosen, or holds what is chosen."""
    held = [row for row in rows[TOP:] if row.chosen or any(child.chosen for child in row.children)]
    return rows[:TOP] + tuple(held)
