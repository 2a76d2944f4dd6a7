"""Chooses the reader of a file and turns whatever happens to it into a status."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Callable

from indexer.extract.archive import read_archive
from indexer.extract.errors import Unreadable
from indexer.extract.kinds import Kind, kind
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.ocr import wanted as ocr_wanted
from indexer.records import Extracted, Status

Reader = Callable[[bytes, Limits], Extracted]
_OFFICE_NAMES = (".hwp", ".hwpx", ".pdf", ".docx", ".zip")
_ERROR_PAGE_CHARACTERS = 400  # a page this short under the name of a document is the server's excuse
_REFUSED: dict[Kind, tuple[Status, str]] = {
    "encrypted_office": ("encrypted", "the document has a password"),
    "drm": ("drm", "the document is in a DRM container"),
    "broken": ("corrupt", "the container is damaged"),
    "unsupported": ("unsupported", "no reader for this format"),
}


def read(name: str, data: bytes, *, second: bool = False, limits: Limits = LIMITS) -> Extracted:
    """Never raises for bad content, the status says what went wrong. `second` reads with the fallbacks.

    A library may still kill the process or never return on a hostile file: outside of a worker (`pool`) that is yours.
    """
    return _read(name, data, second=second, limits=limits, inside=False)


def _read(name: str, data: bytes, *, second: bool, limits: Limits, inside: bool) -> Extracted:
    found: Kind = "unsupported"
    try:
        found = kind(data)
        _refuse_size(data, found, limits)
        if found == "zip":
            extracted = _read_zip(data, second, limits, inside)
        else:
            extracted = _not_error_page(name, found, _reader(found, second, inside)(data, limits))
    except Unreadable as error:
        extracted = Extracted(error.status, warnings=(str(error),))
    except (MemoryError, RecursionError) as error:
        extracted = Extracted("limit", warnings=(f"{type(error).__name__} in the reader",))
    except Exception as error:  # readers of hostile files raise anything; one file must never stop the rest
        extracted = Extracted("corrupt", warnings=(f"{type(error).__name__}: {error}",))
    return replace(extracted, metadata={"format": found, **extracted.metadata})


def _refuse_size(data: bytes, found: Kind, limits: Limits) -> None:
    limit_bytes = limits.pdf_bytes if found == "pdf" else limits.file_bytes
    if len(data) > limit_bytes:
        raise Unreadable("limit", f"{len(data)} bytes, more than {limit_bytes}")


def _read_zip(data: bytes, second: bool, limits: Limits, inside: bool) -> Extracted:
    if inside:
        raise Unreadable("unsupported", "a ZIP inside a ZIP is not opened")
    return read_archive(data, partial(_read, second=second, limits=limits, inside=True), limits)


def _reader(found: Kind, second: bool, inside: bool) -> Reader:
    """For a second attempt PDF and HWP have another reader, the others none.

    In a ZIP that is tried again only PDF changes its reader: no other one was seen to kill a process.
    A library is imported when the first file needs it, so that a worker starts small.
    """
    if found in _REFUSED:
        raise Unreadable(*_REFUSED[found])
    if found == "pdf":
        return _pdf_reader(second, inside)
    if found in ("hwp", "hwpx"):
        return _hangul_reader(found == "hwpx", second and not inside)
    if second and not inside:
        raise Unreadable("crash", "no second reader for this format")
    return _office_reader(found)


def _pdf_reader(second: bool, inside: bool) -> Reader:
    """Scans in a ZIP are not read: together they would take longer than a file may."""
    if second:
        from indexer.extract.pdf_damaged import read_damaged_pdf as reader
    elif ocr_wanted() and not inside:
        from indexer.extract.scans import read_pdf_with_scans as reader
    else:
        from indexer.extract.pdf import read_pdf as reader
    return reader


def _hangul_reader(package: bool, second: bool) -> Reader:
    from indexer.extract.hangul import read_hangul

    return partial(read_hangul, package=package, second=second)


def _office_reader(found: Kind) -> Reader:
    if found == "docx":
        from indexer.extract.docx import read_docx as reader
    elif found == "xlsx":
        from indexer.extract.xlsx import read_xlsx as reader
    elif found == "html":
        from indexer.extract.html import read_html as reader
    else:
        from indexer.extract.txt import read_txt as reader
    return reader


def _not_error_page(name: str, found: Kind, extracted: Extracted) -> Extracted:
    """Servers answer with an error page under the name of the document, status 200; its text is kept to be seen."""
    if found != "html" or not name.lower().endswith(_OFFICE_NAMES):
        return extracted
    short = len(extracted.text) <= _ERROR_PAGE_CHARACTERS
    return replace(extracted, status="corrupt" if short else extracted.status,
                   warnings=(*extracted.warnings, f"{name} holds a web page"))
