"""The page of one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping
from urllib.parse import urlsplit

from flask import Blueprint, abort, render_template

from indexer import highlight, question
from indexer.query import Query
from indexer.records import Entry
from webapp import ask, labels, request_query
from webapp.addresses import document_address, linkable, search_address
from webapp.blocks import Block, blocks
from webapp.projects import projects
from webapp.results import Link, facts, theme_link

pages = Blueprint("document", __name__)


@dataclass(frozen=True)
class Attachment:
    name: str
    address: str | None
    status: str  # in words
    readable: bool
    pages: int | None
    blocks: tuple[Block, ...]
    tables: tuple[list[list[str]], ...]  # those that do not stand in its text


@dataclass(frozen=True)
class Theme:
    link: Link
    terms: tuple[str, ...]  # the words that gave it


@pages.get("/documents/<document:id>")
def page(id: str) -> str:
    query = question.understand(request_query.read(ask.pairs(), fold=True))
    entry = ask.engine().get(id)
    if entry is None:
        abort(404, "이 주소의 문서가 없습니다. 원문이 내려갔거나 주소가 바뀌었을 수 있습니다.")
    source = linkable(entry.get("url"))
    return render_template(
        "document.html",
        entry=entry,
        query=query,
        title=highlight.title(entry, query),
        facts=facts(entry),
        source=source,
        host=urlsplit(source).hostname if source else None,
        captured=(entry.get("captured_at") or "")[:10] or None,
        body=blocks(highlight.passage(entry, query, 0, body_end(entry))),
        tables=_tables(entry, None),
        attachments=[attachment(entry, query, at) for at in range(len(entry.get("attachments") or ()))],
        themes=themes(entry),
        projects=projects(entry, ask.engine().get),
        plan=ask.engine().get(entry["project"]["parent"]) if entry.get("project") else None,
        address=document_address,
        back=search_address(query) if query.text else None,
    )


def body_end(entry: Entry) -> int:
    """Where the attachments' texts begin."""
    starts = [attached["start"] for attached in entry.get("attachments") or () if attached.get("start") is not None]
    return min(starts, default=len(entry["text"]))


def attachment(entry: Entry, query: Query, index: int) -> Attachment:
    given: Mapping[str, Any] = entry["attachments"][index]
    start, end = given.get("start"), given.get("end")
    text = () if start is None or end is None else blocks(highlight.passage(entry, query, start, end))
    return Attachment(
        name=given["name"],
        address=linkable(given.get("url")),
        status=labels.words()["statuses"].get(given["status"], given["status"]),
        readable=given["status"] in ("ok", "partial"),
        pages=given.get("pages"),
        blocks=text,
        tables=() if any(block.rows for block in text) else _tables(entry, index),
    )


def themes(entry: Entry) -> tuple[Theme, ...]:
    evidence: Mapping[str, list[str]] = entry.get("evidence") or {}
    return tuple(
        Theme(theme_link(id), tuple(evidence.get(id, ())))
        for id in labels.most_specific(entry.get("theme") or [])
    )


def _tables(entry: Entry, index: int | None) -> tuple[list[list[str]], ...]:
    return tuple(table["rows"] for table in entry.get("tables") or () if table.get("attachment") == index)
