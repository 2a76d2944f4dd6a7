"""Reads HWP 5 and HWPX through dochan's document model."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import Any, Iterator

from dochan import Dochan
from dochan.cfb import OleFileIO
from dochan.model.document import Paragraph
from dochan.model.equation import Equation
from dochan.model.header_footer import Footnote, HeaderFooter
from dochan.model.image import Image
from dochan.model.table import Table as DochanTable
from dochan.utils.diagnostics import is_fatal_diagnostic

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.errors import Unreadable
from indexer.extract.hwp_docinfo import document_lists
from indexer.extract.hwp_numbers import number, package_lists
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.package import inflates_within, open_package, read_part
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Status

_FLAGS_AT, _PASSWORD, _DRM, _CERTIFICATE, _CERTIFICATE_DRM = 36, 1 << 1, 1 << 4, 1 << 8, 1 << 10
_LIMIT_WORDS = ("limit", "exceed", "MemoryError", "초과", "상한")


def read_hwp(data: bytes, limits: Limits = LIMITS) -> Extracted:
    return _read(data, ".hwp", limits)


def read_hwpx(data: bytes, limits: Limits = LIMITS) -> Extracted:
    with open_package(data, limits) as archive:
        if not inflates_within(archive, limits.part_bytes):
            raise Unreadable("limit", f"a part inflates to more than {limits.part_bytes} bytes")
    return _read(data, ".hwpx", limits)


def refuse_locked(data: bytes, package: bool) -> None:
    """Raises Unreadable for a password or DRM, which no reader opens."""
    if package:
        with open_package(data) as archive:
            _refuse_locked_hwpx(archive)
    else:
        _refuse_locked_hwp(data)


def _refuse_locked_hwp(data: bytes) -> None:
    flags = _hwp_flags(data)
    if flags & (_DRM | _CERTIFICATE_DRM):
        raise Unreadable("drm", "the document is under DRM")
    if flags & (_PASSWORD | _CERTIFICATE):
        raise Unreadable("encrypted", "the document has a password")


def _hwp_flags(data: bytes) -> int:
    try:
        with OleFileIO(data) as ole:
            header = ole.openstream("FileHeader").read(256)
    except MemoryError:
        raise
    except Exception as error:  # a hostile container raises what it likes; the status is the answer
        raise Unreadable("corrupt", f"damaged HWP container: {error}") from error
    if not header.startswith(b"HWP Document File") or len(header) < _FLAGS_AT + 4:
        raise Unreadable("corrupt", "no HWP file header")
    return int.from_bytes(header[_FLAGS_AT: _FLAGS_AT + 4], "little")


def _refuse_locked_hwpx(archive: Any) -> None:
    names = archive.namelist()
    if "META-INF/manifest.xml" in names:
        if b"encryption-data" in read_part(archive, "META-INF/manifest.xml", 2**20):
            raise Unreadable("encrypted", "the document has a password")
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise Unreadable("encrypted", "the package has a password")


def _read(data: bytes, suffix: str, limits: Limits) -> Extracted:
    with _as_file(data, suffix) as path:
        options = {"include_assets": False} if suffix == ".hwpx" else {}
        try:
            document = Dochan(path, revision_mode="final", **options).doc
        except ValueError as error:
            raise Unreadable("corrupt", str(error)) from error
    number(document, package_lists(data, limits) if suffix == ".hwpx" else document_lists(data, limits), limits)
    blocks = [block for section in document.sections for block in _blocks(section.elements, limits.depth)]
    rendered = render(blocks, limits)
    faults = [str(error) for error in document.errors if is_fatal_diagnostic(error)]
    remarks = [str(error) for error in document.errors if not is_fatal_diagnostic(error)]
    if not rendered.text and faults:
        raise Unreadable(_fault_status(faults), faults[0])
    status: Status = "partial" if faults else "ok" if rendered.text else "empty"
    return Extracted(status, rendered.text, rendered.tables, reader_version("dochan"),
                     warnings=tuple(faults + remarks) + rendered.warnings)


@contextmanager
def _as_file(data: bytes, suffix: str) -> Iterator[str]:
    """dochan takes a path. Memory on Linux, so that a killed worker leaves no file behind."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("document")
        try:
            with os.fdopen(os.dup(descriptor), "wb") as file:
                file.write(data)
            yield f"/proc/self/fd/{descriptor}"
        finally:
            os.close(descriptor)
        return
    with tempfile.NamedTemporaryFile(suffix=suffix) as named:
        named.write(data)
        named.flush()
        yield named.name


def _blocks(elements: list[Any], depth: int) -> Iterator[Block]:
    if depth < 0:
        raise Unreadable("limit", "objects nested too deeply")
    for element in elements:
        if isinstance(element, Paragraph):
            yield _paragraph(element)
        elif isinstance(element, DochanTable):
            yield from _table(element, depth)
        elif isinstance(element, Footnote):
            yield from _note(element, depth)
        elif isinstance(element, HeaderFooter):
            yield from _blocks(element.paragraphs, depth - 1)
        elif isinstance(element, Equation):
            yield element.script
        elif isinstance(element, Image):
            yield from _blocks(element.caption, depth - 1)


def _paragraph(paragraph: Paragraph) -> str:
    """Without the marks that dochan adds for notes and bookmarks: they split words and nobody printed them."""
    return "".join(run.text for run in paragraph.runs if not run.note_ref and not _is_bookmark(run.text))


def _is_bookmark(text: str) -> bool:
    return text.startswith("[bookmark: ") and text.endswith("] ")


def _note(note: Footnote, depth: int) -> Iterator[Block]:
    """Hidden comments are not printed, so they are no text."""
    if note.type == "comment":
        return
    number = f"{note.number}) " if note.number else ""
    for index, block in enumerate(_blocks(note.paragraphs, depth - 1)):
        yield number + block.lstrip() if index == 0 and isinstance(block, str) else block


def _table(table: DochanTable, depth: int) -> Iterator[Block]:
    caption = list(_blocks(table.caption, depth - 1))
    above = table.caption_side in ("TOP", "LEFT")
    if above:
        yield from caption
    yield Grid(tuple(_cells(table, depth)))
    if not above:
        yield from caption


def _cells(table: DochanTable, depth: int) -> Iterator[Cell]:
    """The places under a span hold empty cells in HWP, marked ones in HWPX."""
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if not cell.is_merged_away and cell.paragraphs:
                yield Cell(row, column, cell.row_span, cell.col_span, tuple(_blocks(cell.paragraphs, depth - 1)))


def _fault_status(faults: list[str]) -> Status:
    return "limit" if any(word in fault for fault in faults for word in _LIMIT_WORDS) else "corrupt"
