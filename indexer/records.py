"""What flows through the indexer: one frozen type a stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Mapping

Status = Literal[
    "ok", "partial", "empty", "encrypted", "drm", "unsupported", "corrupt", "limit", "timeout", "crash", "missing"
]
KINDS = ("press", "plan", "news", "newsletter", "notice", "budget", "pledge", "project")
UNKNOWN = "unknown"  # facet value of what a text does not state


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]  # spans resolved: a merged cell stands in each place it covers
    page: int | None = None  # from 1; None where the format has no pages


@dataclass(frozen=True)
class Extracted:
    """A file as a reader saw it: text as printed, with tables where they stand in it (cells by tab, rows by line)."""

    status: Status
    text: str = ""
    tables: tuple[Table, ...] = ()
    reader: str = ""  # name and version, "dochan 1.15.0"
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()  # the text by page, where the format has pages
    members: tuple[tuple[str, "Extracted"], ...] = ()  # of a ZIP: name, what was read


@dataclass(frozen=True)
class ThemeMatch:
    theme: str  # id of themes.csv
    terms: tuple[str, ...]  # the words that gave it


@dataclass(frozen=True)
class AttachedFile:
    name: str
    url: str
    extracted: Extracted


@dataclass(frozen=True)
class Document:
    """One thing a person can find. None, or an empty tuple, where the source does not say."""

    id: str
    kind: str
    title: str
    body: str
    source: str
    url: str | None = None
    district: str | None = None  # code of districts.csv
    published: date | datetime | None = None
    year: int | None = None  # published; for a plan the planned year
    department: str | None = None
    themes: tuple[ThemeMatch, ...] = ()
    release_type: str | None = None
    cluster: str | None = None
    captured_at: datetime | None = None
    gone_at: datetime | None = None  # when its source was first seen without it; the last version is kept
    versions: int = 1
    tables: tuple[Table, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    digest: bool = False  # one post with the articles of a day or week


Entry = dict[str, Any]  # exactly the properties of mappings/documents.json
