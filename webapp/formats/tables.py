"""Rows as CSV, rows as a workbook."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from typing import IO, Iterable, Iterator, Sequence

import xlsxwriter

from webapp.formats.rows import Cell

BOM = b"\xef\xbb\xbf"  # tells Excel that it is UTF-8
SHEET_ROWS = 1_048_576  # the most that the format holds, header included
CELL_CHARS = 32_767
_FORMULA = tuple("=+-@\t\r")  # what a spreadsheet would calculate or run
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML holds these


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]], bom: bool = False) -> Iterator[bytes]:
    """RFC 4180: CRLF ends a line, quotes stand where needed. Formulas are made harmless."""
    if bom:
        yield BOM
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
        if written.tell() > 65_536:
            yield _taken(written)
    yield _taken(written)


def workbook(header: Sequence[str], rows: Iterable[Sequence[Cell]], notes: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """A file whose first sheet is a header with the rows, whose second tells about them; memory stays bounded."""
    made = tempfile.TemporaryFile()
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("jachi")
    _write(sheet, 0, header)
    for at, row in enumerate(rows, 1):
        _write(sheet, at, row)
    about = book.add_worksheet("about")
    for at, row in enumerate(notes):
        _write(about, at, row)
    book.close()
    made.seek(0)
    return made


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _taken(written: io.StringIO) -> bytes:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text.encode("utf-8", "replace")


def _write(sheet: xlsxwriter.worksheet.Worksheet, at: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(at, column, cell)
        else:
            sheet.write_string(at, column, _UNPRINTABLE.sub("", cell)[:CELL_CHARS])
