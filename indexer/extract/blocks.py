"""The common shape of every document, paragraphs in their order with tables between them, printed as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, Iterator, Union

from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.records import Table

Block = Union[str, "Grid"]


@dataclass(frozen=True)
class Cell:
    """A cell that stands in a table itself; the places that its spans cover hold no cell."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "\n".join(block for block in self.blocks if isinstance(block, str))


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
    repeated_characters: int = 0


def render(blocks: Iterable[Block], limits: Limits = LIMITS) -> Rendered:
    """Paragraphs by newline, a table row as one line with its cells by tab, at the place where the table stands."""
    writer = _Writer(limits)
    _write(writer, blocks, 0)
    text = "\n".join(writer.lines)
    if len(text) > limits.text_characters:
        writer.warnings.append(f"text cut at {limits.text_characters} characters")
    return Rendered(text[: limits.text_characters], tuple(writer.tables), tuple(dict.fromkeys(writer.warnings)))


def clean(text: str) -> str:
    """Text as printed, without what no printer shows: control characters, trailing blanks, empty lines."""
    printable = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTED)
    return "\n".join(line for line in (part.rstrip() for part in printable.split("\n")) if line)


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
    if not grid.cells:
        return
    rows, columns = _places(grid)
    fits = len(rows) * len(columns) <= writer.limits.cells
    if not fits:
        writer.warnings.append("a table is too sparse to place its cells; rows are as stored")
    writer.tables.append(Table(_resolved(writer, grid, rows, columns) if fits else _stored(grid), grid.page))
    for row in _by_row(grid):
        _write_row(writer, row, columns if fits else {}, depth)


def _places(grid: Grid) -> tuple[dict[int, int], dict[int, int]]:
    """Rows and columns in which some cell begins, numbered without gaps: a declared size allocates nothing."""
    rows = sorted({cell.row for cell in grid.cells})
    columns = sorted({cell.column for cell in grid.cells})
    return {row: index for index, row in enumerate(rows)}, {column: index for index, column in enumerate(columns)}


def _resolved(
    writer: _Writer, grid: Grid, rows: dict[int, int], columns: dict[int, int]
) -> tuple[tuple[str, ...], ...]:
    table: list[list[str | None]] = [[None] * len(columns) for _ in rows]
    for cell in grid.cells:
        table[rows[cell.row]][columns[cell.column]] = clean(cell.text)
    steps = writer.limits.cells
    for cell in grid.cells:
        if cell.row_span <= 1 and cell.column_span <= 1:
            continue
        text = table[rows[cell.row]][columns[cell.column]] or ""
        for row, column in _covered(cell, rows, columns):
            steps -= 1
            if steps < 0:
                writer.warnings.append("spans overlap; not all of them are resolved")
                return _strings(table)
            if table[row][column] is None:
                writer.repeated_characters += len(text)
                table[row][column] = text if writer.repeated_characters <= writer.limits.repeated_characters else ""
    return _strings(table)


def _covered(cell: Cell, rows: dict[int, int], columns: dict[int, int]) -> Iterator[tuple[int, int]]:
    across = [place for column, place in columns.items() if cell.column <= column < cell.column + cell.column_span]
    for row, place in rows.items():
        if row < cell.row:
            continue
        if row >= cell.row + cell.row_span:
            return
        for column in across:
            yield place, column


def _strings(table: list[list[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(text or "" for text in row) for row in table)


def _stored(grid: Grid) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(clean(cell.text) for cell in row) for row in _by_row(grid))


def _by_row(grid: Grid) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def _write_row(writer: _Writer, row: list[Cell], columns: dict[int, int], depth: int) -> None:
    filled = [cell for cell in row if any(not isinstance(block, str) or clean(block) for block in cell.blocks)]
    if len(filled) <= 1:  # a frame around text, or a heading across the table: its paragraphs stay paragraphs
        for cell in filled:
            _write(writer, cell.blocks, depth + 1)
        return
    texts: list[str] = []
    for cell in filled:
        texts.extend([""] * (columns.get(cell.column, 0) - len(texts)))
        texts.append(" ".join(clean(cell.text).replace("\t", " ").split("\n")))
    writer.lines.append("\t".join(texts))
    for cell in filled:
        _write(writer, (block for block in cell.blocks if not isinstance(block, str)), depth + 1)


_UNPRINTED = {code: None for code in range(32) if code not in (9, 10)} | {0xFEFF: None, 0xFFFE: None, 0xAD: None}
