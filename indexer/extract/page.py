"""Lays out one page: characters with their places become lines, those inside of drawn tables become cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable

from indexer.extract.blocks import Block, Cell, Grid
from indexer.extract.rulings import Ruled


@dataclass(frozen=True)
class Glyph:
    """A character and the middle of its box; y grows downward."""

    text: str
    x: float
    y: float


@dataclass
class _Text:
    """Characters that arrive in reading order, perhaps with pauses."""

    pieces: list[str] = field(default_factory=list)
    paused: bool = False

    def add(self, text: str) -> None:
        if self.paused and self.pieces and not self.pieces[-1].isspace():
            self.pieces.append("\n")
        self.paused = False
        self.pieces.append(text)

    def __str__(self) -> str:
        return "".join(self.pieces)


def page_blocks(glyphs: Iterable[Glyph], tables: list[Ruled], page: int) -> list[Block]:
    """In the order of the page's own text. No character is lost: what is in no table stays in its line."""
    lines: list[_Text | int] = [_Text()]
    cells: dict[tuple[int, int], _Text] = {}
    current: _Text | None = None
    for glyph in glyphs:
        target = current if glyph.text.isspace() and current is not None else _target(glyph, tables, cells, lines)
        if target is not current and current is not None:
            current.paused = True
        target.add(glyph.text)
        current = target
    blocks: list[Block] = []
    for line in lines:
        if isinstance(line, _Text):
            blocks.append(str(line))
        else:
            texts = {cell: str(text).strip() for (table, cell), text in cells.items() if table == line}
            blocks.extend(_table_blocks(tables[line], texts, page))
    return blocks


def _target(
    glyph: Glyph, tables: list[Ruled], cells: dict[tuple[int, int], _Text], lines: list[_Text | int]
) -> _Text:
    for number, table in enumerate(tables):
        cell = table.cell_at(glyph.x, glyph.y)
        if cell is not None:
            if number not in lines:
                lines.append(number)
            return cells.setdefault((number, cell), _Text())
    if not isinstance(lines[-1], _Text):
        lines.append(_Text())
    last = lines[-1]
    assert isinstance(last, _Text)
    return last


def _table_blocks(table: Ruled, texts: dict[int, str], page: int) -> list[Block]:
    """A frame, or a figure made of lines, is no table: its text stays text."""
    cells = _cells(table, texts)
    if len({cell.row for cell in cells if cell.text}) < 2 or len({cell.column for cell in cells if cell.text}) < 2:
        return [Grid(tuple(cells), page)] if len([cell for cell in cells if cell.text]) > 1 else [
            cell.text for cell in cells]
    return [Grid(tuple(cells), page)]


def _cells(table: Ruled, texts: dict[int, str]) -> list[Cell]:
    places: dict[int, list[tuple[int, int]]] = {}
    for row, owners in enumerate(table.owner):
        for column, owner in enumerate(owners):
            places.setdefault(owner, []).append((row, column))
    cells = []
    for owner, covered in places.items():
        top, left = min(row for row, _ in covered), min(column for _, column in covered)
        bottom, right = max(row for row, _ in covered), max(column for _, column in covered)
        cells.append(Cell(top, left, bottom - top + 1, right - left + 1, (texts.get(owner, ""),)))
    return cells
