"""Finds the tables that lines on a page draw, as cells with spans."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import Iterable, Sequence

SNAP = 3.0  # points: double lines, and corners that do not quite meet
_STRIPES = 8  # this many hairlines side by side paint an area; a double rule drawn by both neighbours has four


@dataclass(frozen=True, order=True)
class Ruling:
    """A horizontal (`at` is y) or vertical (`at` is x) line from `start` to `end`, in points; y grows downward."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Ruled:
    """A drawn table: where its columns and rows begin, and which cell covers each place."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]  # by row, by column: the number of the cell

    @property
    def area(self) -> float:
        return (self.columns[-1] - self.columns[0]) * (self.rows[-1] - self.rows[0])

    def cell_at(self, x: float, y: float) -> int | None:
        """None outside of the table."""
        row, column = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        if 0 <= row < len(self.owner) and 0 <= column < len(self.owner[0]):
            return self.owner[row][column]
        return None


def ruled_tables(rulings: Iterable[Ruling], most_cells: int) -> list[Ruled]:
    """From the smallest to the largest, so that one inside of another comes first.

    A border that is left open at the sides, as in many Korean tables, is closed.
    """
    tables = []
    for group in _groups(_merged(_without_stripes(list(rulings)))):
        table = _ruled(group, most_cells)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: (table.area, table.rows[0], table.columns[0]))


def _without_stripes(rulings: list[Ruling]) -> list[Ruling]:
    """Gradients are painted as stacks of hairlines of the same extent."""
    kept: list[Ruling] = []
    for _, lines in groupby(sorted(rulings, key=lambda line: (*_extent(line), line.at)), key=_extent):
        for run in _runs(list(lines)):
            if len({round(line.at, 1) for line in run}) < _STRIPES:
                kept.extend(run)
    return kept


def _runs(lines: list[Ruling]) -> list[list[Ruling]]:
    """Parallel lines, each close to the one before it."""
    runs: list[list[Ruling]] = []
    for line in lines:
        if runs and line.at - runs[-1][-1].at <= SNAP / 2:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _extent(line: Ruling) -> tuple[bool, int, int]:
    return line.horizontal, round(line.start), round(line.end)


def _merged(rulings: list[Ruling]) -> list[Ruling]:
    """Lines at nearly the same place become one place, their touching pieces one line."""
    merged: list[Ruling] = []
    for horizontal in (True, False):
        lines = sorted((line for line in rulings if line.horizontal == horizontal), key=lambda line: line.at)
        for cluster in _clusters(lines):
            at = sum(line.at for line in cluster) / len(cluster)
            start = end = None
            for line in sorted(cluster, key=lambda line: line.start):
                if start is None or end is None:
                    start, end = line.start, line.end
                elif line.start <= end + SNAP:
                    end = max(end, line.end)
                else:
                    merged.append(Ruling(horizontal, at, start, end))
                    start, end = line.start, line.end
            if start is not None and end is not None:
                merged.append(Ruling(horizontal, at, start, end))
    return [line for line in merged if line.end - line.start > 2 * SNAP]


def _clusters(lines: Sequence[Ruling]) -> list[list[Ruling]]:
    clusters: list[list[Ruling]] = []
    for line in lines:
        if clusters and line.at - clusters[-1][0].at <= SNAP:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    return clusters


def _groups(rulings: list[Ruling]) -> list[list[Ruling]]:
    """Lines that cross or touch, directly or through others."""
    parent = list(range(len(rulings)))
    across = [index for index, line in enumerate(rulings) if line.horizontal]
    for index, line in enumerate(rulings):
        if line.horizontal:
            continue
        for other in across:
            if _touch(rulings[other], line):
                parent[_root(parent, index)] = _root(parent, other)
    groups: dict[int, list[Ruling]] = {}
    for index, line in enumerate(rulings):
        groups.setdefault(_root(parent, index), []).append(line)
    return list(groups.values())


def _touch(across: Ruling, down: Ruling) -> bool:
    return (across.start - SNAP <= down.at <= across.end + SNAP) and (down.start - SNAP <= across.at <= down.end + SNAP)


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _ruled(group: list[Ruling], most_cells: int) -> Ruled | None:
    across = [line for line in group if line.horizontal]
    down = [line for line in group if not line.horizontal]
    if len(across) < 2 or not down:
        return None
    columns = _positions([line.at for line in down], [line.start for line in across] + [line.end for line in across])
    rows = _positions([line.at for line in across], [])
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > most_cells:
        return None
    owners = _owners(columns, rows, across, down)
    framed = all(owner == 0 for row in owners for owner in row)  # a box around text, not a table
    return None if framed else Ruled(tuple(columns), tuple(rows), owners)


def _positions(lines: list[float], ends: list[float]) -> list[float]:
    """Distinct positions in order; only the outermost ends count, where no line closes the table."""
    positions = sorted(lines)
    if ends and min(ends) < positions[0] - SNAP:
        positions.insert(0, min(ends))
    if ends and max(ends) > positions[-1] + SNAP:
        positions.append(max(ends))
    distinct = positions[:1]
    for position in positions[1:]:
        if position - distinct[-1] > SNAP / 3:
            distinct.append(position)
    return distinct


def _owners(
    columns: list[float], rows: list[float], across: list[Ruling], down: list[Ruling]
) -> tuple[tuple[int, ...], ...]:
    """Neighbouring places without a line between them belong to one cell."""
    width, height = len(columns) - 1, len(rows) - 1
    parent = list(range(width * height))
    for row in range(height):
        middle = (rows[row] + rows[row + 1]) / 2
        walls = [line.at for line in down if line.start - SNAP <= middle <= line.end + SNAP]
        for column in range(1, width):
            if not _near(walls, columns[column]):
                parent[_root(parent, row * width + column)] = _root(parent, row * width + column - 1)
    for column in range(width):
        middle = (columns[column] + columns[column + 1]) / 2
        walls = [line.at for line in across if line.start - SNAP <= middle <= line.end + SNAP]
        for row in range(1, height):
            if not _near(walls, rows[row]):
                parent[_root(parent, row * width + column)] = _root(parent, (row - 1) * width + column)
    roots = [_root(parent, place) for place in range(width * height)]
    numbers = {root: number for number, root in enumerate(dict.fromkeys(roots))}
    return tuple(tuple(numbers[roots[row * width + column]] for column in range(width)) for row in range(height))


def _near(walls: list[float], position: float) -> bool:
    return any(abs(wall - position) <= SNAP / 3 for wall in walls)
