"""Who did something first: the first find of each district, with how far the index can vouch for it."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping

from indexer.query import Query, Results
from indexer.records import UNKNOWN, Entry
from webapp import labels
from webapp.language import current

NEAR_BEGINNING = timedelta(days=180)  # a first find so soon after the first document proves little
OWN_LOOKED_AT = 300  # of a province, among whose finds are those of its districts

Search = Callable[[Query], Results]
Coverage = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class First:
    """`since` is the day of the first document that the index holds of the district."""

    code: str
    entry: Entry
    day: date
    count: int
    since: date | None

    @property
    def unsure(self) -> bool:
        """Whether an earlier one may simply not be held."""
        return self.since is None or self.day - self.since < NEAR_BEGINNING


@dataclass(frozen=True)
class Year:
    year: int
    new: int
    cumulative: int
    covered: int  # districts of which the index holds documents by then


@dataclass(frozen=True)
class Tile:
    code: str
    name: str
    column: int
    row: int
    adopted: int
    covered: int  # districts, the province itself included
    first: date | None

    @property
    def step(self) -> int:
        """0 nothing covered, 1 nobody, then the share in three steps."""
        return 0 if not self.covered else 1 if not self.adopted else min(2 + 3 * self.adopted // (self.covered + 1), 4)


def firsts(search: Search, query: Query, coverage: Coverage) -> tuple[First, ...]:
    """The earliest dated find of every district, earliest first."""
    asked = replace(query, sort="oldest", fold=False, offset=0)
    counted = search(replace(asked, size=0, facets=("district",))).facets["district"]
    own = _own({value.value: value.count for value in counted})
    found = [_first(search, asked, code, count, coverage) for code, count in own.items() if count and code != UNKNOWN]
    return tuple(sorted((first for first in found if first), key=lambda first: (first.day, first.code)))


def curve(found: Iterable[First], coverage: Coverage) -> tuple[Year, ...]:
    """Every year from the first find to the last document held."""
    new = Counter(first.day.year for first in found)
    if not new:
        return ()
    begins = [day.year for code in publishers(coverage) if (day := since(coverage, code))]
    ends = [int(str(row["last"])[:4]) for row in coverage.values() if row.get("last")]
    last = max([*new, *ends])
    return tuple(
        Year(year, new[year], sum(new[each] for each in new if each <= year), sum(begin <= year for begin in begins))
        for year in range(min(new), last + 1)
    )


def tiles(found: Iterable[First], coverage: Coverage) -> tuple[Tile, ...]:
    """The provinces as a grid; fictional ones only where they are covered."""
    covered = Counter(labels.parent("district", code) or code for code in publishers(coverage))
    adopted: dict[str, list[First]] = {}
    for first in found:
        adopted.setdefault(labels.parent("district", first.code) or first.code, []).append(first)
    return tuple(
        Tile(
            row["code"], row["short" if current() == "ko" else "short_en"], int(row["column"]), int(row["row"]),
            len(adopted.get(row["code"], ())), covered[row["code"]],
            min((first.day for first in adopted.get(row["code"], ())), default=None),
        )
        for row in _grid()
        if not labels.districts()[row["code"]].sample or covered[row["code"]]
    )  # fmt: skip


def without(found: Iterable[First], coverage: Coverage) -> tuple[str, ...]:
    """The covered districts of which nothing was found."""
    having = {first.code for first in found}
    return tuple(code for code in publishers(coverage) if code not in having)


def publishers(coverage: Coverage) -> tuple[str, ...]:
    """The districts of which the index holds documents of their own."""
    own = _own({code: int(row["documents"]) for code, row in coverage.items()})
    return tuple(sorted(code for code, count in own.items() if count > 0 and code != UNKNOWN))


def since(coverage: Coverage, code: str) -> date | None:
    stated = coverage.get(code, {}).get("first")
    return date.fromisoformat(str(stated)[:10]) if stated else None


def _own(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts of provinces without those of their districts."""
    own = dict(counts)
    for code, count in counts.items():
        above = labels.parent("district", code)
        if above in own:
            own[above] -= count
    return own


def _first(search: Search, query: Query, code: str, count: int, coverage: Coverage) -> First | None:
    """Of a province the first that is not of a district in it."""
    province = labels.parent("district", code) is None
    within = replace(query, filters={**query.filters, "district": (code,)}, facets=())
    for hit in search(replace(within, size=OWN_LOOKED_AT if province else 1)).hits:
        stated = hit.entry.get("published")
        if (hit.entry.get("district") or [None])[0] == code and stated:
            return First(code, hit.entry, date.fromisoformat(stated[:10]), count, since(coverage, code))
    return None


@cache
def _grid() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("tiles.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
