"""Reads a PDF whose pages, or some of them, are only pictures."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Callable, Sequence

import pypdfium2

from indexer.extract import ocr
from indexer.extract.blocks import clean
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.pdf import read_pdf
from indexer.records import Extracted

PageText = Callable[[bytes, float], str]  # a picture and how many seconds it may take
_DOTS_PER_INCH, _MOST_PIXELS = 300, 16_000_000  # A4 has 8.7 million


def read_pdf_with_scans(data: bytes, limits: Limits = LIMITS) -> Extracted:
    """Text where there is text; pages without any are looked at when tesseract is there.

    What was read so is `partial`, its reader named beside that of the text.
    """
    extracted = read_pdf(data, limits)
    empty = [index for index, page in enumerate(extracted.pages) if not page]
    if not empty or not extracted.reader.startswith("pypdfium2"):
        return extracted
    name = ocr.version()
    if name is None:
        return _warned(extracted, "JACHI_OCR is on, but there is no tesseract with Korean")
    texts, warnings = pictured(data, empty, limits, ocr.page_text)
    if not any(texts.values()):
        return _warned(extracted, *warnings)
    pages = tuple(texts.get(index) or page for index, page in enumerate(extracted.pages))
    return replace(
        _warned(extracted, ocr.WARNING, *warnings), status="partial", text="\n".join(filter(None, pages)), pages=pages,
        reader=f"{extracted.reader}, {name}" if extracted.text else name,
    )


def pictured(
    data: bytes, indexes: Sequence[int], limits: Limits, page_text: PageText
) -> tuple[dict[int, str], list[str]]:
    """The texts of pages by their index, and what was not read."""
    texts: dict[int, str] = {}
    warnings = []
    ends = time.monotonic() + limits.ocr_seconds
    with pypdfium2.PdfDocument(data) as document:
        for count, index in enumerate(indexes):
            left = ends - time.monotonic()
            if count >= limits.ocr_pages or left <= 0:
                warnings.append(f"OCR ended before page {index + 1}")
                break
            try:
                texts[index] = clean(page_text(_picture(document, index), min(left, limits.ocr_page_seconds)))
            except (ocr.Unread, pypdfium2.PdfiumError) as error:
                warnings.append(f"page {index + 1} not read by OCR: {error}")
    return texts, warnings


def _warned(extracted: Extracted, *warnings: str) -> Extracted:
    return replace(extracted, warnings=(*extracted.warnings, *warnings))


def _picture(document: pypdfium2.PdfDocument, index: int) -> bytes:
    """As PGM in shades of grey, coarser where the page is vast."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        shades, stride = bytes(bitmap.buffer), bitmap.stride
        lines = (shades[start: start + bitmap.width] for start in range(0, stride * bitmap.height, stride))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
    finally:
        page.close()
