"""Readers of other hands, by the suffix of what they read: data and a number of pages to text."""

from __future__ import annotations

import io
import tempfile
from typing import Callable

import docx
import openpyxl
import pypdf
import syhwp
from pdfminer.high_level import extract_text

Other = Callable[[bytes, "int | None"], str]


def _syhwp(suffix: str) -> Other:
    def reader(data: bytes, pages: int | None) -> str:
        with tempfile.NamedTemporaryFile(suffix=suffix) as named:
            named.write(data)
            named.flush()
            text = str(syhwp.extract_text(named.name)).replace("[그림]", "")  # its mark for a picture
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    return reader


def _pdfminer(data: bytes, pages: int | None) -> str:
    return extract_text(io.BytesIO(data), maxpages=pages or 0)


def _pypdf(data: bytes, pages: int | None) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages[:pages])


def _python_docx(data: bytes, pages: int | None) -> str:
    """Paragraphs and the cells of tables, each once though a merged one is in several rows."""
    document = docx.Document(io.BytesIO(data))
    cells = {cell._tc: cell.text for table in document.tables for row in table.rows for cell in row.cells}
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells.values()])


def _openpyxl(data: bytes, pages: int | None) -> str:
    """Not in its read-only way, which believes a false dimension."""
    sheets = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets
    return "\n".join(str(value).removesuffix(" 00:00:00") for sheet in sheets for row in sheet.values for value in row
                     if value is not None)


OTHERS: dict[str, dict[str, Other]] = {
    ".hwp": {"syhwp": _syhwp(".hwp")},
    ".hwpx": {"syhwp": _syhwp(".hwpx")},
    ".pdf": {"pypdf": _pypdf, "pdfminer.six": _pdfminer},
    ".docx": {"python-docx": _python_docx},
    ".xlsx": {"openpyxl": _openpyxl},
}
