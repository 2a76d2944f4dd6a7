"""The common shape of every document, paragraphs in their order with tables between them, printed as text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Iterable, Iterator, Union

from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.records import Table

Block = Union[str, "Grid"]


@dataclass(frozen=True)
class Cell:
    """A cell that stands in a table itself; the places that its spans cover hold no cell, or an empty one."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Its own paragraphs; those of a table inside of it belong to that table."""
        return clean("\n".join(block for block in self.blocks if isinstance(block, str))).strip()

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Grid))


@dataclass(frozen=True)
class Grid:
    cells: tuple[Cell, ...]
    page: int | None = None


@dataclass(frozen=True)
class Rendered:
    text: str
    tables: tuple[Table, ...]
    warnings: tuple[str, ...]


@dataclass
class _Writer:
    """Lines and tables gathered in the order in which they are printed."""

    limits: Limits
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    repeatable_characters: int = field(init=False)

    def __post_init__(self) -> None:
        self.repeatable_characters = self.limits.repeated_characters


def render(blocks: Iterable[Block], limits: Limits = LIMITS) -> Rendered:
    """Paragraphs by newline, a table row as one line with its cells by tab, at the place where the table stands."""
    writer = _Writer(limits)
    _write(writer, blocks, 0)
    text = "\n".join(writer.lines)
    if len(text) > limits.text_characters:
        writer.warnings.append(f"text cut at {limits.text_characters} characters")
    return Rendered(text[: limits.text_characters], tuple(writer.tables), tuple(dict.fromkeys(writer.warnings)))


def clean(text: str) -> str:
    """Text as printed, without empty lines."""
    return "\n".join(line for line in printable(text).split("\n") if line)


def printable(text: str) -> str:
    """Without what no printer shows: control characters, trailing blanks."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTED)
    return "\n".join(line.rstrip() for line in shown.split("\n"))


def _write(writer: _Writer, blocks: Iterable[Block], depth: int) -> None:
    if depth > writer.limits.depth:
        raise Unreadable("limit", f"tables nested deeper than {writer.limits.depth}")
    for block in blocks:
        if isinstance(block, str):
            text = clean(block)
            if text:
                writer.lines.append(text)
        else:
            _write_grid(writer, block, depth)


def _write_grid(writer: _Writer, grid: Grid, depth: int) -> None:
    rows = _filled_rows(grid)
    if not rows:
        return
    table = _Placed(rows)
    framing = not any(cell.text for cell in table.cells)  # around other tables, nothing of its own
    if not framing and len(table.rows) * len(table.columns) <= writer.limits.cells:
        writer.tables.append(Table(_resolved(writer, table), grid.page))
    elif not framing:
        writer.warnings.append("a table is too sparse to place its cells; its rows are as stored")
        writer.tables.append(Table(tuple(tuple(cell.text for cell in row) for row in rows), grid.page))
    for row in rows:
        _write_row(writer, row, table.columns, depth)


def _filled_rows(grid: Grid) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text or cell.grids:
            rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


class _Placed:
    """Rows and columns in which some filled cell begins, counted without gaps: a declared size allocates nothing."""

    def __init__(self, filled: list[list[Cell]]) -> None:
        self.cells = [cell for row in filled for cell in row]
        self.rows = sorted({cell.row for cell in self.cells})
        self.columns = sorted({cell.column for cell in self.cells})

    def covered(self, cell: Cell) -> Iterator[tuple[int, int]]:
        """The places of a cell, its own first."""
        across = _within(self.columns, cell.column, cell.column_span)
        for row in _within(self.rows, cell.row, cell.row_span):
            for column in across:
                yield row, column


def _within(starts: list[int], first: int, span: int) -> range:
    return range(bisect_left(starts, first), bisect_left(starts, first + max(span, 1)))


def _resolved(writer: _Writer, placed: _Placed) -> tuple[tuple[str, ...], ...]:
    table = [[""] * len(placed.columns) for _ in placed.rows]
    for cell in placed.cells:
        row, column = next(placed.covered(cell))
        table[row][column] = cell.text
    steps = 2 * writer.limits.cells
    for cell in placed.cells:
        text = cell.text
        for row, column in placed.covered(cell):
            steps -= 1
            if steps < 0:
                writer.warnings.append("spans overlap; not all of them are resolved")
                return tuple(map(tuple, table))
            if text and not table[row][column] and writer.repeatable_characters >= len(text):
                writer.repeatable_characters -= len(text)
                table[row][column] = text
    return tuple(map(tuple, table))


def _write_row(writer: _Writer, row: list[Cell], columns: list[int], depth: int) -> None:
    if len(row) == 1:  # a frame around text, or a heading across the table: its paragraphs stay paragraphs
        _write(writer, row[0].blocks, depth + 1)
        return
    texts: list[str] = []
    for cell in row:
        texts.extend([""] * (bisect_left(columns, cell.column) - len(texts)))
        texts.append(" ".join(cell.text.replace("\t", " ").split("\n")))
    writer.lines.append("\t".join(texts))
    for cell in row:
        _write(writer, cell.grids, depth + 1)


_UNPRINTED = {code: None for code in range(32) if code not in (9, 10)} | {0xFEFF: None, 0xFFFE: None, 0xAD: None}
