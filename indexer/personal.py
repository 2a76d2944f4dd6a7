"""Hides the numbers of private persons in a document."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache

import mappings
from indexer.records import AttachedFile, Document, Extracted, Table

DIGIT = re.compile(r"\d")


def masked_document(document: Document) -> Document:
    """The document as it may be shown: whatever is made of it, projects and terms too, has none of the numbers."""
    return replace(
        document,
        title=masked(document.title),
        body=masked(document.body),
        department=masked(document.department) if document.department else None,
        tables=_tables(document.tables),
        attachments=tuple(AttachedFile(masked(f.name), f.url, _extracted(f.extracted)) for f in document.attachments),
    )


def masked(text: str) -> str:
    """The text, of the same length, with `*` for the digits that name somebody (mappings/personal.toml)."""
    return _numbers().sub(_hidden, text)


def _extracted(read: Extracted) -> Extracted:
    """Without the members of a ZIP, whose texts and tables are its own by now."""
    pages = tuple(map(masked, read.pages))
    return replace(read, text=masked(read.text), tables=_tables(read.tables), pages=pages, members=())


def _tables(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    return tuple(replace(one, rows=tuple(tuple(map(masked, row)) for row in one.rows)) for one in tables)


def _hidden(found: re.Match[str]) -> str:
    start, end = next(span for name in found.groupdict() if (span := found.span(name)) != (-1, -1))
    start, end = start - found.start(), end - found.start()
    whole = found[0]
    return whole[:start] + DIGIT.sub("*", whole[start:end]) + whole[end:]


@cache
def _numbers() -> re.Pattern[str]:
    kinds = tomllib.loads(mappings.path("personal.toml").read_text("utf-8"))
    each = (kind["pattern"].replace("?P<hidden>", f"?P<{name}>") for name, kind in kinds.items())
    return re.compile(rf"(?<![\d-])(?:{'|'.join(each)})(?![-–]?\d)")
