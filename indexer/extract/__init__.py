"""Reads the text of an announcement's file, whatever its format, without trusting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits

if TYPE_CHECKING:
    from indexer.extract.kinds import Kind
    from indexer.records import Extracted

Reader = Callable[[bytes, Limits], "Extracted"]
_OFFICE_NAMES = (".hwp", ".hwpx", ".pdf", ".docx", ".zip")
_ERROR_PAGE_CHARACTERS = 400  # a page this short under the name of a document is the server's excuse


def read(name: str, data: bytes, *, second: bool = False, limits: Limits = LIMITS) -> Extracted:
    """Never raises for bad content, the status says what went wrong. `second` reads with the fallbacks only.

    A library may still kill the process or never return on a hostile file: outside of a worker (`pool`) that is yours.
    """
    return _read(name, data, second, limits, inside=False)


def _read(name: str, data: bytes, second: bool, limits: Limits, inside: bool) -> Extracted:
    from indexer.extract.kinds import kind
    from indexer.records import Extracted

    try:
        found = kind(data)
        _refuse_size(data, found, limits)
        if found == "zip":
            return _read_archive(data, second, limits, inside)
        return _checked(name, found, _read_kind(found, data, second, limits))
    except Unreadable as error:
        return Extracted(error.status, warnings=(str(error),))
    except (MemoryError, RecursionError) as error:
        return Extracted("limit", warnings=(f"{type(error).__name__} in the reader",))
    except Exception as error:  # readers of hostile files raise anything; one file must never stop the rest
        return Extracted("corrupt", warnings=(f"{type(error).__name__}: {error}",))


def _refuse_size(data: bytes, found: Kind, limits: Limits) -> None:
    limit_bytes = limits.pdf_bytes if found == "pdf" else limits.file_bytes
    if len(data) > limit_bytes:
        raise Unreadable("limit", f"{len(data)} bytes, more than {limit_bytes}")


def _read_archive(data: bytes, second: bool, limits: Limits, inside: bool) -> Extracted:
    from indexer.extract.archive import read_archive

    if inside:
        raise Unreadable("unsupported", "a ZIP inside a ZIP is not opened")
    return read_archive(data, lambda name, body: _read(name, body, second, limits, inside=True), limits)


def _read_kind(found: Kind, data: bytes, second: bool, limits: Limits) -> Extracted:
    if found in ("hwp", "hwpx"):
        return _read_hangul(found, data, second, limits)
    return _reader(found, second)(data, limits)


def _read_hangul(found: Kind, data: bytes, second: bool, limits: Limits) -> Extracted:
    from indexer.extract import hwp

    if second:
        return hwp.read_preview(data, found == "hwpx", limits)
    try:
        return hwp.read_hwpx(data, limits) if found == "hwpx" else hwp.read_hwp(data, limits)
    except Unreadable as error:
        if error.status != "corrupt":
            raise
        try:
            return hwp.read_preview(data, found == "hwpx", limits)
        except Unreadable:
            raise error from None


def _reader(found: Kind, second: bool) -> Reader:
    """Imports a library when the first file needs it: a worker starts small."""
    if found == "pdf":
        from indexer.extract import pdf

        return pdf.read_damaged_pdf if second else pdf.read_pdf
    if found == "docx":
        from indexer.extract.docx import read_docx as reader
    elif found == "xlsx":
        from indexer.extract.xlsx import read_xlsx as reader
    elif found == "html":
        from indexer.extract.html import read_html as reader
    elif found == "txt":
        from indexer.extract.txt import read_txt as reader
    else:
        raise _no_reader(found)
    return reader


def _no_reader(found: Kind) -> Unreadable:
    if found == "encrypted_office":
        return Unreadable("encrypted", "the document has a password")
    if found == "broken":
        return Unreadable("corrupt", "the container is damaged")
    return Unreadable("unsupported", "no reader for this format")


def _checked(name: str, found: Kind, extracted: Extracted) -> Extracted:
    """Servers answer with an error page under the name of the document, status 200."""
    from dataclasses import replace

    if found != "html" or not name.lower().endswith(_OFFICE_NAMES):
        return extracted
    warning = f"{name} holds a web page"
    short = len(extracted.text) <= _ERROR_PAGE_CHARACTERS
    return replace(extracted, status="corrupt" if short else extracted.status,
                   warnings=(*extracted.warnings, warning))
