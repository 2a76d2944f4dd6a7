"""The feeds of a search, with what tells browsers and crawlers of them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any, Iterator

from flask import Blueprint, Response, jsonify, request, stream_with_context, url_for

from indexer.query import Query
from indexer.records import UNKNOWN, Entry
from indexer.suggest import suggest
from webapp import ask, gather, labels, request_query
from webapp.addresses import permalink
from webapp.formats import atom, discovery
from webapp.formats.atom import Feed, Item
from webapp.results import snippet

pages = Blueprint("feeds", __name__)

SITEMAP_SIZE = 5_000  # addresses in one file; the format allows 50,000
SUMMARY_CHARS = 160
SUGGESTIONS = 10


@pages.get("/feed.atom")
def atom_feed() -> Response:
    return _conditional(atom.written(_feed("feeds.atom_feed")), "application/atom+xml")


@pages.get("/feed.json")
def json_feed() -> Response:
    response = jsonify(atom.as_json(_feed("feeds.json_feed")))
    return _conditional(response.get_data(), "application/feed+json")


@pages.get("/districts.opml")
def districts() -> Response:
    """A feed for every district that is covered."""
    request_query.nothing_but((), ask.pairs())
    covered = ask.engine().summarise().get("coverage") or {}
    codes = sorted(code for code in covered if code != UNKNOWN)
    feeds = [(labels.place(code), url_for("feeds.atom_feed", district=code, _external=True)) for code in codes]
    return Response(discovery.opml("자치: 지역별 새 글", feeds), mimetype="text/x-opml")


@pages.get("/opensearch.xml")
def description() -> Response:
    links = {
        "text/html": url_for("search.page", _external=True) + "?q={searchTerms}",
        "application/atom+xml": url_for("feeds.atom_feed", _external=True) + "?q={searchTerms}",
        "application/x-suggestions+json": url_for("feeds.suggestions", _external=True) + "?q={searchTerms}",
    }
    icon = url_for("static", filename="favicon.svg", _external=True)
    return Response(discovery.opensearch(links, icon), mimetype="application/opensearchdescription+xml")


@pages.get("/suggestions.json")
def suggestions() -> Response:
    """What a browser's search box completes: the OpenSearch form."""
    text = request_query.read_text(ask.pairs())
    found = [each for each in suggest(ask.engine(), text, limit=SUGGESTIONS) if each.count is not None]
    response = jsonify([text, [each.text for each in found], [f"{each.count:,}건" for each in found]])
    response.mimetype = "application/x-suggestions+json"
    return response


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """The index of the sitemaps: those of a year, in parts."""
    years = ask.engine().search(Query(size=0, facets=("year",))).facets["year"]
    parts = (
        url_for("feeds.sitemap_part", year=year.value, number=number, _external=True)
        for year in sorted(years, key=lambda year: year.value, reverse=True)
        for number in range(1, -(-year.count // SITEMAP_SIZE) + 1)
    )
    return Response(stream_with_context(discovery.sitemap_index(parts)), mimetype="application/xml")


@pages.get("/sitemap-<year>-<int:number>.xml")
def sitemap_part(year: str, number: int) -> Response:
    query = request_query.read([("year", year)])
    query = replace(query, sort="oldest", offset=(max(number, 1) - 1) * SITEMAP_SIZE)
    entries = _part(query)
    changed = ((permalink(entry["id"]), (entry.get("captured_at") or "")[:10] or None) for entry in entries)
    return Response(stream_with_context(discovery.sitemap(changed)), mimetype="application/xml")


def _part(query: Query) -> Iterator[Entry]:
    for start in range(0, SITEMAP_SIZE, gather.BATCH):
        batch = replace(query, offset=query.offset + start, size=gather.BATCH, facets=())
        hits = ask.engine().search(batch).hits
        yield from (hit.entry for hit in hits)
        if len(hits) < gather.BATCH:
            return


def _feed(endpoint: str) -> Feed:
    """The newest hits of the search, by their own date: what a backfill adds stands where its date puts it."""
    query, results = ask.search(replace(request_query.read(ask.pairs()), sort="newest", facets=()))
    chosen = [labels.value_label(facet, value) for facet, values in query.filters.items() for value in values]
    last = results.total <= query.offset + query.size
    return Feed(
        title=" · ".join(["자치", *([query.text] if query.text else []), *chosen]),
        address=_address(endpoint, query),
        page=_address("search.page", query),
        following=None if last else _address(endpoint, replace(query, offset=query.offset + query.size)),
        authority=request.host.split(":")[0],
        items=tuple(_item(hit.entry, query) for hit in results.hits),
    )


def _item(entry: Entry, query: Query) -> Item:
    code = next(iter(entry.get("district") or ()), None)
    return Item(
        id=entry["id"],
        title=entry["title"] or "제목 없음",
        page=permalink(entry["id"]),
        published=_moment(entry.get("published")),
        updated=_moment(entry.get("captured_at")) or _moment(entry.get("published")),
        author=labels.place(code) if code else labels.words("ko")["unknown"]["district"],
        summary="".join(segment.text for segment in snippet(entry, query, SUMMARY_CHARS)),
        categories=tuple(labels.value_label("theme", id) for id in labels.most_specific(entry.get("theme") or [])),
    )


def _address(endpoint: str, query: Query) -> str:
    values: dict[str, Any] = {}
    for name, value in request_query.write(replace(query, sort="relevance")):
        values.setdefault(name, []).append(value)
    return url_for(endpoint, _external=True, **values)


def _moment(stamp: str | None) -> datetime | None:
    if stamp is None:
        return None
    moment = datetime.fromisoformat(stamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=atom.KOREA)


def _conditional(body: bytes, mimetype: str) -> Response:
    response = Response(body, mimetype=mimetype)
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
