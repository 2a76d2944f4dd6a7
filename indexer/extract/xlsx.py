"""Reads the visible sheets of an XLSX workbook, numbers as people write them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, Iterator, Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.number_format import formatted
from indexer.extract.package import inflates_within, open_package, read_part
from indexer.extract.sheet_formats import Place, cell_places, codes, parts
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Status

Formats = dict[Place, str]
_UNNAMED = re.compile(r"(?:sheet|시트)\s*\d*", re.IGNORECASE)


def read_xlsx(data: bytes, limits: Limits = LIMITS) -> Extracted:
    with open_package(data, limits) as archive:
        if not inflates_within(archive, limits.part_bytes):
            raise Unreadable("limit", f"a part inflates to more than {limits.part_bytes} bytes")
        formats = _formats(archive, limits)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        blocks, warnings, complete = _sheets(workbook, formats, limits)
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable("corrupt", f"damaged workbook: {error}") from error
    rendered = render(blocks, limits)
    status: Status = "empty" if not rendered.text else "ok" if complete else "partial"
    return Extracted(status, rendered.text, rendered.tables, reader_version("python-calamine"),
                     warnings=tuple(warnings) + rendered.warnings)


def _formats(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Formats]:
    """By sheet the number formats of its cells; Unreadable where a sheet is too vast to be opened."""
    known, named = codes(archive, limits), {part: name for name, part in parts(archive, limits).items()}
    found: dict[str, Formats] = {}
    for part in archive.namelist():
        if not (part.startswith("xl/worksheets/") and part.endswith(".xml")):
            continue
        formats: Formats = {}
        rows, columns = [0, 2**20], [0, 2**14]  # last, first
        for (row, column), style in cell_places(read_part(archive, part, limits.part_bytes)):
            rows = [max(rows[0], row), min(rows[1], row)]
            columns = [max(columns[0], column), min(columns[1], column)]
            if style < len(known) and known[style] and len(formats) <= limits.cells:
                formats[row, column] = known[style]
        _refuse_vast(part, rows, columns, limits)
        found[named.get(part, part)] = formats
    return found


def _refuse_vast(part: str, rows: list[int], columns: list[int], limits: Limits) -> None:
    """calamine allocates the rectangle from the first to the last cell; the declared dimension plays no part."""
    box = max(rows[0] - rows[1] + 1, 0) * max(columns[0] - columns[1] + 1, 0)
    if box > limits.sheet_box_cells:
        raise Unreadable("limit", f"{part} spreads over {box} cells")


def _sheets(
    workbook: CalamineWorkbook, formats: Mapping[str, Formats], limits: Limits
) -> tuple[list[Block], list[str], bool]:
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
        grid = Grid(tuple(_cells(sheet, formats.get(metadata.name, {}), limits)))
        if not _UNNAMED.fullmatch(metadata.name) and grid.cells:
            blocks.append(metadata.name)
        blocks.append(grid)
        if sheet.total_height > limits.sheet_rows or sheet.total_width > limits.sheet_columns:
            complete = False
            warnings.append(f"sheet {metadata.name} cut at {limits.sheet_rows} rows, {limits.sheet_columns} columns")
    return blocks, warnings, complete


def _cells(sheet: CalamineSheet, formats: Formats, limits: Limits) -> Iterator[Cell]:
    """Only cells that hold something; iter_rows starts at the first row, to_python at the first used one."""
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1)
             for start, end in sheet.merged_cell_ranges or []}
    count = 0
    for row, values in enumerate(sheet.iter_rows()):
        if row >= limits.sheet_rows or count > limits.cells:
            return
        for column, value in enumerate(values[: limits.sheet_columns]):
            text = shown(value, formats.get((row, column), ""))
            if text:
                count += 1
                yield Cell(row, column, *spans.get((row, column), (1, 1)), (text,))


def shown(value: Any, code: str = "") -> str:
    """A value in its number format; without one as people write it: 3652 for 3652.0, no time for a date at midnight."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if code and isinstance(value, (int, float, date, time)):
        text = formatted(value, code)
        if text is not None:
            return text
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return str(value).strip()
