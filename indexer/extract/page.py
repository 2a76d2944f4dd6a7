"""Lays out one page: characters with their places become lines, those inside of drawn tables become cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable, Iterable

from indexer.extract.blocks import Block, Cell, Grid
from indexer.extract.rulings import Ruled

_TOUCH = 1.0  # points


@dataclass(frozen=True)
class Glyph:
    """A character, the sides and the middle height of its box; y grows downward."""

    text: str
    left: float
    right: float
    y: float

    def continues(self, before: Glyph) -> bool:
        """Whether it touches the character before it: a word that sticks out of its cell is not cut."""
        return abs(self.y - before.y) < _TOUCH and abs(self.left - before.right) < _TOUCH


@dataclass
class _Flow:
    """What one cell, or the page around the tables, holds so far: text and numbers of tables, in reading order."""

    parts: list[list[str] | int] = field(default_factory=list)
    paused: bool = False  # another cell was read meanwhile

    def add(self, text: str) -> None:
        if not self.parts or isinstance(self.parts[-1], int):
            self.parts.append([])
        last = self.parts[-1]
        assert isinstance(last, list)
        if self.paused and last and not last[-1].isspace():
            last.append("\n")
        self.paused = False
        last.append(text)


@dataclass
class _Page:
    """The tables of a page, smallest first, and what was read into their cells; None is the page around them."""

    tables: list[Ruled]
    flows: dict[tuple[int, int] | None, _Flow] = field(default_factory=lambda: {None: _Flow()})
    placed: set[int] = field(default_factory=set)

    def flow_at(self, x: float, y: float) -> _Flow:
        return self._flow(self._place(x, y, 0))

    def _place(self, x: float, y: float, first: int) -> tuple[int, int] | None:
        for number in range(first, len(self.tables)):
            cell = self.tables[number].cell_at(x, y)
            if cell is not None:
                return number, cell
        return None

    def _flow(self, place: tuple[int, int] | None) -> _Flow:
        """A table stands where its first character is read: in the cell around it, or on the page."""
        if place is not None and place[0] not in self.placed:
            self.placed.add(place[0])
            table = self.tables[place[0]]
            middle = (table.columns[0] + table.columns[-1]) / 2, (table.rows[0] + table.rows[-1]) / 2
            self._flow(self._place(*middle, place[0] + 1)).parts.append(place[0])
        return self.flows.setdefault(place, _Flow())


def page_blocks(
    glyphs: Iterable[Glyph], tables: list[Ruled], number: int, repair: Callable[[str], str]
) -> list[Block]:
    """In the order of the page's own text, each piece repaired; what stands in no table stays in its line."""
    page = _Page(tables)
    current: _Flow | None = None
    before: Glyph | None = None
    for glyph in glyphs:
        if current is None or not (glyph.text.isspace() or (before is not None and glyph.continues(before))):
            flow = page.flow_at((glyph.left + glyph.right) / 2, glyph.y)
            if current is not None and flow is not current:
                current.paused = True
            current = flow
        current.add(glyph.text)
        before = None if glyph.text.isspace() else glyph
    return list(_blocks(page, None, number, repair))


def _blocks(
    page: _Page, place: tuple[int, int] | None, number: int, repair: Callable[[str], str]
) -> tuple[Block, ...]:
    flow = page.flows.get(place)
    parts = flow.parts if flow else ()
    return tuple(
        Grid(tuple(_cells(page, part, number, repair)), number) if isinstance(part, int) else repair("".join(part))
        for part in parts
    )


def _cells(page: _Page, table: int, number: int, repair: Callable[[str], str]) -> list[Cell]:
    places: dict[int, list[tuple[int, int]]] = {}
    for row, owners in enumerate(page.tables[table].owner):
        for column, owner in enumerate(owners):
            places.setdefault(owner, []).append((row, column))
    cells = []
    for owner, covered in places.items():
        top, left = min(row for row, _ in covered), min(column for _, column in covered)
        bottom, right = max(row for row, _ in covered), max(column for _, column in covered)
        blocks = _blocks(page, (table, owner), number, repair)
        cells.append(Cell(top, left, bottom - top + 1, right - left + 1, blocks))
    return cells
