"""What a person can find, made from what the archive holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Mapping, Protocol

from crawler import board
from crawler.archive import GONE, Archive
from crawler.fetch import decode
from crawler.records import Attachment, Capture, Post
from crawler.sources import Source
from indexer import article
from indexer.analyze import clean
from indexer.enrich import departments, districts, kinds, years
from indexer.errors import InputError
from indexer.extract.kinds import kind
from indexer.extract.pool import Pool
from indexer.records import KINDS, AttachedFile, Document, Extracted

RECORD = "application/x-jachi-record+json"  # one line of a .jsonl, as it was added
NOT_FETCHED = Extracted("missing")
UNNAMED = "이름 없는 첨부"  # an attachment whose page does not name it


class Findings(Protocol):
    """What a reader tells beside the documents: how each file ended, which districts have no code."""

    statuses: dict[str, int]
    unreadable: list[str]
    unknown_districts: list[str]


@dataclass(frozen=True)
class Reader:
    archive: Archive
    sources: Mapping[str, Source]
    pool: Pool
    findings: Findings

    def document(self, capture: Capture) -> Document | None:
        """The document a capture belongs to; None for a file whose post was never captured.

        InputError: its source is no longer declared, or a record is damaged. CrawlerError: its page cannot be read.
        """
        if capture.role == "local":
            return self._local(capture)
        posts = self.archive.by_key(capture.key, "post")
        return self._crawled(posts[-1]) if posts else None

    def _crawled(self, capture: Capture) -> Document:
        source = self.sources.get(capture.source)
        if source is None:
            raise InputError(f"its source {capture.source} is not declared any more")
        source = source.at(capture.fetched_at.date())
        html = decode(self.archive.body(capture.sha256), capture.media_type, source.encoding)
        post = board.parse_post(source, html, capture.url)
        stated = capture.stated
        title = clean(post.title or stated.get("title") or capture.key)
        attachments = self._attachments(capture, post)
        published = post.published or _date(stated.get("published"))
        text = "\n".join([post.body, *(file.extracted.text for file in attachments)])
        return Document(
            id=capture.key,
            kind=source.kind,
            title=title,
            body=clean(post.body),
            source=capture.source,
            url=capture.url,
            district=source.district,
            published=published,
            year=_year(source.kind, title, text, published),
            department=post.department or stated.get("department") or departments.printed(post.body),
            captured_at=capture.fetched_at,
            gone_at=gone.fetched_at if (gone := self.archive.gone(capture.key)) else None,
            versions=sum(one.status not in GONE for one in self.archive.versions(capture.url)),
            attachments=attachments,
            digest=bool(stated.get("digest")),
        )

    def _attachments(self, capture: Capture, post: Post) -> tuple[AttachedFile, ...]:
        """Every attachment of a page, in its order; one that was not fetched is shown as missing."""
        fetched = {file.url: file for file in self.archive.by_key(capture.key, "file")}
        return tuple(self._attached(attachment, fetched.get(attachment.url)) for attachment in post.attachments)

    def _attached(self, attachment: Attachment, file: Capture | None) -> AttachedFile:
        name = (file.name if file else None) or attachment.name or UNNAMED
        if file is None:
            self._count(name, NOT_FETCHED)
            return AttachedFile(name, attachment.url, NOT_FETCHED)
        return AttachedFile(name, attachment.url, self._read(name, self.archive.body(file.sha256)))

    def _local(self, capture: Capture) -> Document:
        body = self.archive.body(capture.sha256)
        if capture.media_type == RECORD:
            return self._record(capture, _record(capture, body))
        name = capture.name or capture.key
        read = self._read(name, body)
        if (form := kind(body)) in ("txt", "html") and read.text:
            latest = capture.fetched_at.date()
            html = form == "html"
            found = article.read_html(decode(body, None), latest) if html else article.read_text(read.text, latest)
            document = self._stated(capture, found.title, found.body, found.stated, found.department, ())
            return replace(document, tables=read.tables)
        files = [(f"{name}/{member}", inner) for member, inner in read.members] or [(name, read)]
        attached = tuple(AttachedFile(each, capture.url, inner) for each, inner in files)
        return self._stated(capture, PurePath(name).stem, "", None, None, attached)

    def _record(self, capture: Capture, record: Mapping[str, Any]) -> Document:
        """A line of a .jsonl: the text as given, the rest as far as it says."""
        text = str(record["text"])
        title = str(record.get("title") or text.strip().partition("\n")[0][:120])
        stated = {**record, **{name: value for name, value in capture.stated.items() if not record.get(name)}}
        return self._made(capture, title, text, stated, ())

    def _stated(
        self,
        capture: Capture,
        title: str,
        body: str,
        published: date | datetime | None,
        department: str | None,
        attached: tuple[AttachedFile, ...],
    ) -> Document:
        """A file: what it says itself comes first, then what the person who added it said."""
        stated = dict(capture.stated)
        if published:
            stated["published"] = published.isoformat()
        stated["department"] = department or stated.get("department")
        return self._made(capture, str(stated.get("title") or title), body, stated, attached)

    def _made(
        self,
        capture: Capture,
        title: str,
        body: str,
        stated: Mapping[str, Any],
        attached: tuple[AttachedFile, ...],
    ) -> Document:
        text = "\n".join([body, *(file.extracted.text for file in attached)])
        known = stated.get("kind") in KINDS
        named = str(stated["kind"]) if known else kinds.guess(title, text)
        published = _date(stated.get("published")) or years.published_in(text, capture.fetched_at.date())
        return Document(
            id=str(stated.get("id") or capture.key),
            kind=named,
            title=clean(title).strip(),
            body=clean(body),
            source=capture.source,
            url=stated.get("url"),
            district=self._district(capture.key, stated.get("district"), title, text),
            published=published,
            year=_year(named, title, text, published),
            department=stated.get("department") or departments.printed(body),
            captured_at=capture.fetched_at,
            versions=len(self.archive.versions(capture.url)),
            attachments=attached,
        )

    def _district(self, key: str, stated: Any, title: str, text: str) -> str | None:
        """The stated district, or where nothing is stated the one that the text names."""
        if not stated:
            return districts.find(title, text)
        found = districts.resolve(str(stated))
        if found is None:
            self.findings.unknown_districts.append(f"{key}: {stated}")
        return found

    def _read(self, name: str, body: bytes) -> Extracted:
        read = self.pool.read(name, body)
        self._count(name, read)
        for member, inner in read.members:
            self._count(f"{name}/{member}", inner)
        return _cleaned(read)

    def _count(self, name: str, read: Extracted) -> None:
        self.findings.statuses[read.status] = self.findings.statuses.get(read.status, 0) + 1
        if read.status not in ("ok", "partial"):
            reason = f" ({read.warnings[0]})" if read.warnings else ""
            self.findings.unreadable.append(f"{name}: {read.status}{reason}")


def _record(capture: Capture, body: bytes) -> Mapping[str, Any]:
    record: Mapping[str, Any] = json.loads(body)
    if not isinstance(record.get("text"), str):
        raise InputError(f"{capture.key} has no text")
    return record


def _cleaned(read: Extracted) -> Extracted:
    """As it is kept and shown; a ZIP, whose text is that of its members, gets their tables too."""
    members = tuple((name, _cleaned(inner)) for name, inner in read.members)
    tables = (*read.tables, *(table for _, inner in members for table in inner.tables))
    return replace(read, text=clean(read.text), tables=tables, members=members)


def _date(stated: Any) -> date | datetime | None:
    """An ISO date or date-time; None for anything else."""
    if not isinstance(stated, str):
        return None
    try:
        return date.fromisoformat(stated) if len(stated) == 10 else datetime.fromisoformat(stated)
    except ValueError:
        return None


def _year(kind: str, title: str, text: str, published: date | datetime | None) -> int | None:
    """The planned year of a plan, else the year of publication."""
    planned = years.planned_year(title, text) if kind == "plan" else None
    return planned or (published.year if published else None)
