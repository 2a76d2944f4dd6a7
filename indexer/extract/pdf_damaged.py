"""Reads PDF that pdfium cannot open, or that killed it, with a reader in pure Python."""

from __future__ import annotations

import io
import logging
import time
from typing import Iterator

from pypdf import PdfReader

from indexer.extract.blocks import clean
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.pdf_text import assembled
from indexer.extract.versions import reader_version
from indexer.records import Extracted


def read_damaged_pdf(data: bytes, limits: Limits = LIMITS) -> Extracted:
    """pypdf has limits of its own; what it read before it gave up is kept."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages: list[str] = []
    complete = True
    warnings = ["read with the second reader, which finds no tables"]
    try:
        for page in _pages(data, limits):
            pages.append(page)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pypdf raises anything on damaged files, also AttributeError
        if not any(pages):
            raise Unreadable("corrupt", f"damaged PDF: {error}") from error
        warnings.append(f"cut after {len(pages)} pages: {error}")
        complete = False
    return assembled(pages, (), warnings, reader_version("pypdf"), {}, complete)


def _pages(data: bytes, limits: Limits) -> Iterator[str]:
    ends = time.monotonic() + limits.pdf_seconds
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("encrypted", "the document has a password")
    for number, page in enumerate(reader.pages):
        if number >= limits.pdf_pages or time.monotonic() > ends:
            raise TimeoutError("out of time or pages")
        yield clean(page.extract_text())
