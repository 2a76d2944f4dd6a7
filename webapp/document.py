"""The page of one document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Mapping
from urllib.parse import urlsplit

from flask import Blueprint, abort, render_template, url_for

from indexer import highlight, places, question, related
from indexer.query import Query
from indexer.records import Entry
from webapp import ask, fragments, labels, request_query
from webapp.addresses import document_address, linkable, permalink, search_address
from webapp.blocks import Block, blocks
from webapp.formats import meta, prose
from webapp.formats.citation import citation
from webapp.language import say
from webapp.parameters import WINDOW
from webapp.projects import project, projects, years
from webapp.request_query import BadParameter, Pairs
from webapp.results import Link, facts, theme_link

pages = Blueprint("document", __name__)

AT = "at"
RELATED = 6
MEMBERS = 20
TERMS = 4
_FORMATS = (("ris", "RIS"), ("bib", "BibTeX"), ("csl", "CSL-JSON"))


@dataclass(frozen=True)
class Attachment:
    name: str
    address: str | None
    status: str  # in words
    readable: bool
    by_ocr: bool
    pages: int | None
    parts: tuple["Part", ...]
    tables: tuple[list[list[str]], ...]  # those that do not stand in its text


@dataclass(frozen=True)
class Part:
    """The text of one page of an attachment, or the whole where there are no pages."""

    page: int | None
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Theme:
    link: Link
    terms: tuple[str, ...]  # the words that gave it


@pages.get("/documents/<document:id>")
def page(id: str) -> str:
    asked, at = _place(ask.pairs())
    query = question.understand(asked)
    entry = ask.engine().get(id)
    if entry is None:
        abort(404, say("이 주소의 문서가 없습니다. 원문이 내려갔거나 주소가 바뀌었을 수 있습니다."))
    body = highlight.passage(entry, query, 0, body_end(entry))
    source = linkable(entry.get("url"))
    reference = citation(entry, permalink(id))
    return render_template(
        "document.html",
        entry=entry,
        query=query,
        title=highlight.title(entry, query),
        facts=facts(entry),
        source=fragments.at_words(source, body) if source else None,
        host=urlsplit(source).hostname if source else None,
        captured=(entry.get("captured_at") or "")[:10] or None,
        body=blocks(body),
        tables=_tables(entry, None),
        attachments=[attachment(entry, query, at) for at in range(len(entry.get("attachments") or ()))],
        themes=themes(entry),
        projects=projects(entry, ask.engine().get),
        years=years(entry),
        project=project(entry) if entry.get("project") else None,
        page_anchors=_page_anchors(entry),
        plan=ask.engine().get(entry["project"]["parent"]) if entry.get("project") else None,
        address=document_address,
        back=_back(query, at),
        neighbours=_neighbours(query, at, id),
        canonical=permalink(id),
        reference=reference,
        meta=meta.meta(reference),
        json_ld=meta.json_ld(reference, next(iter(entry.get("district") or ()), None)),
        coins=meta.coins(reference),
        citations=prose.citations(reference),
        downloads=[Link(name, url_for("export.rows_of", format=format, mark=id)) for format, name in _FORMATS],
        precedents=url_for("precedents.page", document=id),
        related=_related(entry, query),
        members=_members(entry, query),
    )


def _place(pairs: Pairs) -> tuple[Query, int | None]:
    """The search from which the document was opened, with its place there."""
    pairs = list(pairs)
    places = [value for name, value in pairs if name == AT]
    if any(not (value.isascii() and value.isdigit() and 0 < int(value[:9]) <= WINDOW) for value in places):
        raise BadParameter(AT, f"{AT}: 1부터 {WINDOW:,}까지의 정수", f"{AT}: a whole number from 1 to {WINDOW:,}")
    query = request_query.read([pair for pair in pairs if pair[0] != AT], fold=True)
    return query, int(places[0]) if places else None


def _back(query: Query, at: int | None) -> str | None:
    """The page of results on which the document stands."""
    if at is None:
        return search_address(query) if query.text else None
    return search_address(replace(query, offset=(at - 1) // query.size * query.size))


def _neighbours(query: Query, at: int | None, id: str) -> dict[str, Link]:
    """The documents before and behind among the results, if this one still stands where it stood."""
    if at is None:
        return {}
    start = max(at - 2, 0)
    hits = ask.engine().search(replace(query, offset=start, size=at - start + 1, facets=())).hits
    ranks = {start + number: hit.entry for number, hit in enumerate(hits, 1)}
    if at not in ranks or ranks[at]["id"] != id:
        return {}
    beside = {"before": at - 1, "behind": at + 1}
    return {
        side: Link(ranks[rank]["title"] or say("제목 없음"), document_address(ranks[rank]["id"], query, rank))
        for side, rank in beside.items()
        if rank in ranks
    }


def _related(entry: Entry, query: Query) -> list[tuple[Link, str, str]]:
    """Documents alike that are not near-duplicates: link, place with day, why."""
    found = related.related(ask.engine(), entry, RELATED)
    return [
        (
            Link(each.hit.entry["title"] or say("제목 없음"), document_address(each.hit.entry["id"], query)),
            " · ".join(part for part in (facts(each.hit.entry).place, facts(each.hit.entry).date) if part),
            say("같은 낱말: {terms}", terms=", ".join(each.terms[:TERMS])),
        )
        for each in found
        if each.reason != "cluster"
    ]


def _members(entry: Entry, query: Query) -> list[tuple[Link, str]]:
    """The other documents of its cluster."""
    cluster = entry.get("cluster")
    if not cluster:
        return []
    alike = related.related(ask.engine(), entry, MEMBERS)
    return [
        (
            Link(each.hit.entry["title"] or say("제목 없음"), document_address(each.hit.entry["id"], query)),
            " · ".join(part for part in (facts(each.hit.entry).place, facts(each.hit.entry).date) if part),
        )
        for each in alike
        if each.reason == "cluster"
    ]


def body_end(entry: Entry) -> int:
    """Where the attachments' texts begin."""
    starts = [attached["start"] for attached in entry.get("attachments") or () if attached.get("start") is not None]
    return min(starts, default=len(entry["text"]))


def attachment(entry: Entry, query: Query, index: int) -> Attachment:
    given: Mapping[str, Any] = entry["attachments"][index]
    read = [(page, highlight.passage(entry, query, *span)) for page, span in places.pages(given)]
    parts = tuple(Part(page, fragments.anchor(index + 1, page), blocks(passage)) for page, passage in read)
    marked = next((page for page, passage in read if any(segment.marked for segment in passage)), None)
    address = linkable(given.get("url"))
    return Attachment(
        name=given["name"],
        address=fragments.at_page(address, marked) if address else None,
        status=labels.words()["statuses"].get(given["status"], given["status"]),
        readable=given["status"] in ("ok", "partial"),
        by_ocr="tesseract" in (given.get("reader") or ""),
        pages=given.get("pages"),
        parts=parts,
        tables=() if any(block.rows for part in parts for block in part.blocks) else _tables(entry, index),
    )


def themes(entry: Entry) -> tuple[Theme, ...]:
    evidence: Mapping[str, list[str]] = entry.get("evidence") or {}
    return tuple(
        Theme(theme_link(id), tuple(evidence.get(id, ())))
        for id in labels.most_specific(entry.get("theme") or [])
    )


def _page_anchors(entry: Entry) -> Mapping[int, str]:
    """Where each page of the plan's file stands: of that with most pages, from which projects were read."""
    attached = list(enumerate(entry.get("attachments") or (), 1))
    number, file = max(attached, key=lambda each: each[1].get("pages") or 0, default=(0, {}))
    return {page: fragments.anchor(number, page) for page, _ in places.pages(file) if page}


def _tables(entry: Entry, index: int | None) -> tuple[list[list[str]], ...]:
    return tuple(table["rows"] for table in entry.get("tables") or () if table.get("attachment") == index)
