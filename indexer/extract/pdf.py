"""Reads PDF page by page with pdfium, tables where lines draw them."""

from __future__ import annotations

import ctypes
import re
import time
from dataclasses import dataclass, field
from typing import Iterable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.extract.blocks import Block, Rendered, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.page import Glyph, page_blocks
from indexer.extract.pdf_damaged import read_damaged_pdf
from indexer.extract.pdf_text import Repair, assembled, hancom_repaired, repaired
from indexer.extract.rulings import Ruling, ruled_tables
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Table

_THIN = 3.0  # points


def read_pdf(data: bytes, limits: Limits = LIMITS) -> Extracted:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("encrypted", "the document has a password") from error
        return read_damaged_pdf(data, limits)
    with document:
        metadata = _metadata(document.get_metadata_dict(skip_empty=True))
        repair = hancom_repaired if "Hancom" in metadata.get("producer", "") else repaired
        pages = _pages(document, limits, repair)
    if pages.lost and not any(pages.texts):
        raise Unreadable("corrupt", pages.warnings[0])
    return assembled(pages.texts, pages.tables, pages.warnings, reader_version("pypdfium2"), metadata, pages.complete)


def _metadata(printed: dict[str, str]) -> dict[str, str]:
    """Not the author: Hancom writes the login name there."""
    metadata = {key.lower(): printed[key] for key in ("Title", "Creator", "Producer") if key in printed}
    created = re.match(r"D:(\d{4})(\d\d)(\d\d)", printed.get("CreationDate", ""))
    return metadata | ({"created": "-".join(created.groups())} if created else {})


@dataclass
class _Pages:
    texts: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    complete: bool = True
    lost: int = 0

    def lose(self, warning: str) -> None:
        self.complete = False
        self.warnings.append(warning)


def _pages(document: pypdfium2.PdfDocument, limits: Limits, repair: Repair) -> _Pages:
    pages = _Pages()
    ends, characters = time.monotonic() + limits.pdf_seconds, 0
    for index in range(len(document)):
        if index >= limits.pdf_pages or characters > limits.text_characters or time.monotonic() > ends:
            pages.lose(f"cut after {index} of {len(document)} pages")
            break
        try:
            rendered = _page(document, index, limits, repair)
        except pypdfium2.PdfiumError as error:
            pages.lost += 1
            pages.lose(f"page {index + 1} lost: {error}")
            pages.texts.append("")
            continue
        pages.texts.append(rendered.text)
        characters += len(rendered.text)
        pages.tables.extend(rendered.tables)
        pages.warnings.extend(f"page {index + 1}: {warning}" for warning in rendered.warnings)
    return pages


def _page(document: pypdfium2.PdfDocument, index: int, limits: Limits, repair: Repair) -> Rendered:
    page = document[index]
    try:
        turn = page.get_rotation() % 360
        rulings = list(_rulings(page, turn, limits.page_rulings))
        tables = ruled_tables(rulings, limits.page_grid_cells) if len(rulings) <= limits.page_rulings else []
        text_page = page.get_textpage()
        try:
            blocks: Iterable[Block] = [repair(text_page.get_text_range())]
            if tables:
                blocks = page_blocks(_glyphs(text_page, turn), tables, index + 1, repair)
        finally:
            text_page.close()
    finally:
        page.close()
    return render(blocks, limits)


def _rulings(page: pypdfium2.PdfPage, turn: int, most: int) -> Iterator[Ruling]:
    """Stroked lines and rectangles, and filled ones so thin that they are lines."""
    count = 0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        for ruling in _path_rulings(item.raw, turn):
            yield ruling
            count += 1
            if count > most:
                return


def _path_rulings(path: pdfium.FPDF_PAGEOBJECT, turn: int) -> Iterator[Ruling]:
    stroked, fill = ctypes.c_int(), ctypes.c_int()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPath_GetDrawMode(path, fill, stroked)
    pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    corners = (left.value, bottom.value, right.value, top.value)
    thin = min(corners[2] - corners[0], corners[3] - corners[1]) < _THIN
    if thin and (stroked.value or fill.value):
        yield from _line(corners, turn)
    elif stroked.value and pdfium.FPDFPath_CountSegments(path) in (4, 5):
        for edge in ((0, 1, 2, 1), (0, 3, 2, 3), (0, 1, 0, 3), (2, 1, 2, 3)):
            yield from _line((corners[edge[0]], corners[edge[1]], corners[edge[2]], corners[edge[3]]), turn)


def _line(corners: tuple[float, float, float, float], turn: int) -> Iterator[Ruling]:
    (x0, y0), (x1, y1) = _turned(corners[0], corners[1], turn), _turned(corners[2], corners[3], turn)
    if abs(y1 - y0) < _THIN < abs(x1 - x0):
        yield Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif abs(x1 - x0) < _THIN:
        yield Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """From PDF's upward y to a page that reads downward, as it is shown."""
    return {0: (x, -y), 90: (y, x), 180: (-x, y), 270: (-y, -x)}.get(turn, (x, -y))


def _glyphs(text_page: pypdfium2.PdfTextPage, turn: int) -> Iterator[Glyph]:
    """The loose box is that of the font, so all characters of a line have the same middle."""
    box = pdfium.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
        pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, box)
        middle = (box.bottom + box.top) / 2
        (x0, y0), (x1, y1) = _turned(box.left, middle, turn), _turned(box.right, middle, turn)
        yield Glyph(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " ", x0, x1, (y0 + y1) / 2)
