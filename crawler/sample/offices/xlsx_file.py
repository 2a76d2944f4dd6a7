"""Writes a paper as XLSX, with a sheet for each chapter."""

from __future__ import annotations

import re
from datetime import datetime, time
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from crawler.sample.offices.pack import repacked
from crawler.sample.papers import Block, Paper

COLUMN_WIDTHS = {"A": 8, "B": 42, "C": 18, "D": 14, "E": 22, "F": 34}
MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")  # openpyxl writes the time of saving


def write(paper: Paper) -> bytes:
    book = Workbook()
    sheet = _sheet(book, "총괄표")
    sheet.append([paper.title])
    sheet["A1"].font = Font(bold=True, size=16)
    for block in paper.blocks:
        if block.kind == "chapter":
            sheet = _sheet(book, re.sub(r"[^\w ]", "", block.text)[:31])
        _append(sheet, block)
    return _saved(book, paper)


def _sheet(book: Workbook, title: str) -> Worksheet:
    first = book.worksheets[0]
    sheet: Worksheet = first if first.max_row == 1 and first["A1"].value is None else book.create_sheet()
    sheet.title = title
    for column, width in COLUMN_WIDTHS.items():
        sheet.column_dimensions[column].width = width
    return sheet


def _append(sheet: Worksheet, block: Block) -> None:
    for row in block.rows or ((block.text,),):
        sheet.append([_value(cell) for cell in row])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, int):
                cell.number_format = "#,##0"


def _value(cell: str) -> str | int:
    """A plain amount is a number in the sheet, shown with the commas it was written with."""
    return int(cell.replace(",", "")) if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})*|\d{1,3}", cell) else cell


def _saved(book: Workbook, paper: Paper) -> bytes:
    stated = book.properties
    stated.title, stated.creator, stated.created = paper.title, "예시 누리집", datetime.combine(paper.dated, time())
    made = BytesIO()
    book.save(made)
    return repacked(made.getvalue(), paper.dated, lambda name, body: _dated(name, body, paper))


def _dated(name: str, body: bytes, paper: Paper) -> bytes:
    if name != "docProps/core.xml":
        return body
    return MODIFIED.sub(rf"\g<1>{paper.dated}T00:00:00Z", body.decode()).encode()
