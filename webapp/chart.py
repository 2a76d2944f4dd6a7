"""The bars of the years, measured for an inline SVG."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.facets import Group
from webapp.language import say

HEIGHT = 72  # three steps of 24
WIDTH = 264
MOST_BARS = 12
WIDEST = 36  # a bar with its gap


@dataclass(frozen=True)
class Bar:
    year: str
    count: int
    chosen: bool
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    sentence: str  # what the picture shows, in words


def years(group: Group) -> Chart | None:
    """The latest years, oldest at the left, gaps included; None when fewer than two years are known."""
    rows = {int(row.value): row for row in (*group.top, *group.more) if row.value.isdigit()}
    if len(rows) < 2:
        return None
    last = max(rows)
    first = max(min(rows), last - MOST_BARS + 1)
    most = max(row.count for row in rows.values()) or 1
    step = min(WIDTH // (last - first + 1), WIDEST)
    bars = []
    for year in range(first, last + 1):
        row = rows.get(year)
        count = row.count if row else 0
        height = max(round(HEIGHT * count / most), 2 if count else 0)
        x = (year - first) * step
        bars.append(Bar(str(year), count, bool(row and row.chosen), x, HEIGHT - height, step - 3, height))
    highest = max(bars, key=lambda bar: bar.count)
    sentence = say(
        "{first}년부터 {last}년까지의 문서 수, 가장 많은 해는 {year}년 {count:,}건",
        first=first, last=last, year=highest.year, count=highest.count,
    )  # fmt: skip
    return Chart(tuple(bars), sentence)
