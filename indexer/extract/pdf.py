"""Reads PDF page by page, tables where lines draw them."""

from __future__ import annotations

import ctypes
import io
import re
import time
import unicodedata
from typing import Callable, Iterable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.extract.blocks import Block, Rendered, clean, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.page import Glyph, page_blocks
from indexer.extract.rulings import Ruling, ruled_tables
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Status, Table

# Hancom writes circled digits into a font without a Unicode table; what comes out is cp1252 0x81 to 0x8f
_CIRCLED = {"\x81": "①", "\u201a": "②", "\u0192": "③", "\u201e": "④", "\u2026": "⑤", "\u2020": "⑥", "\u2021": "⑦",
            "\u02c6": "⑧", "\u2030": "⑨", "\u0160": "⑩"}
_CIRCLED_START = re.compile(
    rf"(?m)^([ \t]*)([{''.join(set(_CIRCLED) - {'…'})}](?=[ \t]*[\w「『‘“(<])|…(?=[ \t]+\w))"  # …하는 is an ellipsis
)
Repair = Callable[[str], str]
_THIN = 3.0  # points
_GARBAGE_CHARACTERS, _GARBAGE_SHARE, _HANGUL_SHARE = 100, 0.3, 0.05


def read_pdf(data: bytes, limits: Limits = LIMITS) -> Extracted:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("encrypted", "the document has a password") from error
        return read_damaged_pdf(data, limits)
    with document:
        metadata = _metadata(document.get_metadata_dict(skip_empty=True))
        repair = _hancom_repaired if "Hancom" in metadata.get("producer", "") else _repaired
        pages, tables, warnings = _pages(document, limits, repair)
    return _extracted(pages, tables, warnings, reader_version("pypdfium2"), metadata)


def read_damaged_pdf(data: bytes, limits: Limits = LIMITS) -> Extracted:
    """pypdf has its own limits and never crashed: for files that pdfium cannot open or that killed it."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    warnings = ["read with the second reader: no tables"]
    ends = time.monotonic() + limits.pdf_seconds
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", "the document has a password")
        for page in list(reader.pages)[: limits.pdf_pages]:
            if time.monotonic() > ends:
                warnings.append(f"cut after {len(pages)} pages: out of time")
                break
            pages.append(clean(page.extract_text()))
    except Unreadable:
        raise
    except MemoryError:
        raise
    except (PyPdfError, Exception) as error:  # pypdf raises many kinds on damaged files
        if not any(pages):
            raise Unreadable("corrupt", f"damaged PDF: {error}") from error
        warnings.append(f"cut after {len(pages)} pages: {error}")
    return _extracted(pages, (), warnings, reader_version("pypdf"), {})


def _metadata(printed: dict[str, str]) -> dict[str, str]:
    """Not the author: Hancom writes the login name there."""
    metadata = {key.lower(): printed[key] for key in ("Title", "Creator", "Producer") if key in printed}
    created = re.match(r"D:(\d{4})(\d\d)(\d\d)", printed.get("CreationDate", ""))
    return metadata | ({"created": "-".join(created.groups())} if created else {})


def _repaired(text: str) -> str:
    """U+F000 is the bullet or quote of fonts that give it no code."""
    return text.replace("\r\n", "\n").replace("\uf000", " ")


def _hancom_repaired(text: str) -> str:
    return _CIRCLED_START.sub(lambda match: match[1] + _CIRCLED[match[2]], _repaired(text))


def _pages(
    document: pypdfium2.PdfDocument, limits: Limits, repair: Repair
) -> tuple[list[str], list[Table], list[str]]:
    pages: list[str] = []
    tables: list[Table] = []
    warnings: list[str] = []
    ends, characters = time.monotonic() + limits.pdf_seconds, 0
    for index in range(len(document)):
        if index >= limits.pdf_pages or characters > limits.text_characters or time.monotonic() > ends:
            warnings.append(f"cut after {index} of {len(document)} pages")
            break
        try:
            rendered = _page(document, index, limits, repair)
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {index + 1} cut: {error}")
            pages.append("")
            continue
        pages.append(rendered.text)
        characters += len(rendered.text)
        tables.extend(rendered.tables)
        warnings.extend(f"page {index + 1}: {warning}" for warning in rendered.warnings)
    return pages, tables, warnings


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


def _extracted(
    pages: list[str], tables: Iterable[Table], warnings: list[str], reader: str, metadata: dict[str, str]
) -> Extracted:
    text = "\n".join(page for page in pages if page)
    if text and _is_garbage(text):
        return Extracted("empty", reader=reader, metadata=metadata, pages=tuple("" for _ in pages),
                         warnings=(*warnings, "the fonts have no Unicode table; the text is unreadable"))
    status: Status = "partial" if any("cut" in warning for warning in warnings) else "ok"
    return Extracted(status if text else "empty", text, tuple(tables) if text else (), reader, metadata,
                     tuple(warnings), tuple(pages))


def _is_garbage(text: str) -> bool:
    """Glyph numbers taken for characters: hardly any Hangul, and many signs that no Korean document holds."""
    characters = [character for character in text[:20_000] if not character.isspace()]
    if len(characters) < _GARBAGE_CHARACTERS:
        return False
    hangul = sum(1 for character in characters if "가" <= character <= "힣")
    strange = sum(1 for character in characters if _is_strange(character))
    return hangul / len(characters) < _HANGUL_SHARE and strange / len(characters) > _GARBAGE_SHARE


def _is_strange(character: str) -> bool:
    if character < "\x7f":
        return character < " "
    if unicodedata.category(character) in ("Cc", "Co", "Cn", "Cs") or character == "\ufffd":
        return True
    return character.isalpha() and not "\u2e80" <= character <= "\ud7ff"
