"""What flows through the crawler: one frozen type a stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Mapping

Role = Literal["list", "post", "file", "local"]


@dataclass(frozen=True)
class Listing:
    """A row of a list page; None where the row does not state a value."""

    post: str  # the id inside its board, never the address
    url: str
    title: str
    published: date | None = None
    department: str | None = None
    pinned: bool = False


@dataclass(frozen=True)
class Attachment:
    name: str
    url: str


@dataclass(frozen=True)
class Post:
    """A post page as read; None where the page does not state a value."""

    title: str | None
    published: date | datetime | None
    department: str | None
    body: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Capture:
    """One answer of a server, or one local file, as the archive keeps it.

    `key` is `<source id>:<post id>` for a post, the key of its post for a file, the given id or absolute path for a
    local document, and the address for a list. `sequence` grows by one with every stored capture (0: not stored yet).

    `stated` is what the list row, or the person who added it, said: `title`, `published` (ISO), `department`. Of a post
    it holds `digest` (true) where one post carries the releases of a day or week, to be split by the indexer; of posts
    and lists `guessed` (true) where the rows were found by structure alone. What does not hold is left out.
    """

    url: str
    source: str
    role: Role
    key: str
    fetched_at: datetime  # UTC
    status: int = 200
    name: str | None = None  # file name as the site prints it
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str = ""
    sequence: int = 0
    stated: Mapping[str, Any] = field(default_factory=dict)
