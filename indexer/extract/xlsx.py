"""Reads the visible sheets of an XLSX workbook, numbers as people write them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.package import inflates_within, open_package, read_part
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Status

_REFERENCE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_UNNAMED = re.compile(r"(?:sheet|시트)\s*\d*", re.IGNORECASE)


def read_xlsx(data: bytes, limits: Limits = LIMITS) -> Extracted:
    with open_package(data, limits) as archive:
        if not inflates_within(archive, limits.part_bytes):
            raise Unreadable("limit", f"a part inflates to more than {limits.part_bytes} bytes")
        _refuse_vast_sheets(archive, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        blocks, warnings, complete = _sheets(workbook, limits)
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable("corrupt", f"damaged workbook: {error}") from error
    rendered = render(blocks, limits)
    status: Status = "empty" if not rendered.text else "ok" if complete else "partial"
    return Extracted(status, rendered.text, rendered.tables, reader_version("python-calamine"),
                     warnings=tuple(warnings) + rendered.warnings)


def _refuse_vast_sheets(archive: zipfile.ZipFile, limits: Limits) -> None:
    """calamine allocates the rectangle from the first to the last cell; the declared dimension plays no part."""
    for name in archive.namelist():
        if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            continue
        rows, columns = [0, 2**20], [0, 2**14]  # last, first
        for match in _REFERENCE.finditer(read_part(archive, name, limits.part_bytes)):
            row, column = int(match[2]), _column(match[1])
            rows = [max(rows[0], row), min(rows[1], row)]
            columns = [max(columns[0], column), min(columns[1], column)]
        box = max(rows[0] - rows[1] + 1, 0) * max(columns[0] - columns[1] + 1, 0)
        if box > limits.sheet_box_cells:
            raise Unreadable("limit", f"{name} spreads over {box} cells")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(workbook: CalamineWorkbook, limits: Limits) -> tuple[list[Block], list[str], bool]:
    blocks: list[Block] = []
    warnings: list[str] = []
    complete = True
    for metadata in workbook.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        if metadata.visible != SheetVisibleEnum.Visible:
            warnings.append(f"hidden sheet {metadata.name} not read")
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        grid = Grid(tuple(_cells(sheet, limits)))
        if not _UNNAMED.fullmatch(metadata.name) and grid.cells:
            blocks.append(metadata.name)
        blocks.append(grid)
        if sheet.total_height > limits.sheet_rows or sheet.total_width > limits.sheet_columns:
            complete = False
            warnings.append(f"sheet {metadata.name} cut at {limits.sheet_rows} rows, {limits.sheet_columns} columns")
    return blocks, warnings, complete


def _cells(sheet: CalamineSheet, limits: Limits) -> Iterator[Cell]:
    """Only cells that hold something; iter_rows starts at the first row, to_python at the first used one."""
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1)
             for start, end in sheet.merged_cell_ranges or []}
    count = 0
    for row, values in enumerate(sheet.iter_rows()):
        if row >= limits.sheet_rows or count > limits.cells:
            return
        for column, value in enumerate(values[: limits.sheet_columns]):
            text = shown(value)
            if text:
                count += 1
                yield Cell(row, column, *spans.get((row, column), (1, 1)), (text,))


def shown(value: Any) -> str:
    """A value as a reader expects it: 3652 for 3652.0, no time for a date at midnight."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return str(value).strip()
