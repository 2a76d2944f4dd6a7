"""The JSON API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify

from indexer import question
from indexer import suggest as completions
from indexer.query import FACETS, Query, Results
from indexer.records import Entry
from webapp import ask, labels, openapi, request_query
from webapp.addresses import linkable
from webapp.coverage import coverage, total
from webapp.projects import projects, years
from webapp.results import snippet

PREFIX = "/api/v1"
api = Blueprint("api", __name__, url_prefix=PREFIX)

SUGGESTIONS = 10
SNIPPET_CHARS = 160


@api.get("/search")
def search() -> Response:
    query, results = ask.search(request_query.read(ask.pairs()))
    return jsonify(
        total=results.total,
        hits=[hit(found.entry, query, found.score) for found in results.hits],
        facets=facet_values(results),
        partial=results.partial,
    )


@api.get("/documents/<document:id>")
def document(id: str) -> Response:
    request_query.nothing_but((), ask.pairs())
    entry = ask.engine().get(id)
    if entry is None:
        abort(404, f"문서가 없습니다: {id}")
    return jsonify(whole(entry))


@api.get("/suggest")
def suggest() -> Response:
    """Completes the last words of `q`, by letters or initials, with words of the index, districts, themes.

    Words are those of the documents that the filters leave.
    """
    query = request_query.read_narrowed(ask.pairs())
    found = completions.suggest(ask.engine(), query.text, query, SUGGESTIONS)
    return jsonify(q=query.text, suggestions=[asdict(each) for each in found])


@api.get("/coverage")
def covered() -> Response:
    request_query.nothing_but((), ask.pairs())
    rows = coverage(ask.engine().summarise())
    return jsonify(
        documents=total(rows),
        districts=[
            {
                "district": _district(row.code),
                "documents": row.documents,
                "first": row.first,
                "last": row.last,
                "captured_at": row.captured,
            }
            for row in rows
        ],
    )


@api.get("/openapi.json")
def description() -> Response:
    request_query.nothing_but((), ask.pairs())
    return jsonify(openapi.description())


def hit(entry: Entry, query: Query, score: float | None) -> dict[str, Any]:
    """A found document. None, or [], where the source does not say."""
    return {
        "id": entry["id"],
        "title": entry["title"],
        "district": _district(next(iter(entry.get("district") or ()), None)),
        "published": entry.get("published"),
        "department": entry.get("department"),
        "kind": entry["kind"],
        "release_type": entry.get("release_type"),
        "themes": labels.most_specific(entry.get("theme") or []),
        "cluster": entry.get("cluster"),
        "snippet": "".join(segment.text for segment in snippet(entry, query, SNIPPET_CHARS)),
        "url": linkable(entry.get("url")),
        "score": score,
    }


def whole(entry: Entry) -> dict[str, Any]:
    """A document with all that is known of it."""
    return hit(entry, question.understand(Query()), None) | {
        "text": entry["text"],
        "tables": entry.get("tables") or [],
        "attachments": [
            {**attached, "url": linkable(attached.get("url"))} for attached in entry.get("attachments") or ()
        ],
        "versions": entry.get("versions", 1),
        "gone_at": entry.get("gone_at"),
        "projects": [asdict(project) for project in projects(entry, ask.engine().get)],
        "plan": asdict(years(entry)),
        "digest": {"id": None, "title": None, "articles": [], **(entry.get("digest") or {})},
    }


def facet_values(results: Results) -> dict[str, list[dict[str, Any]]]:
    return {
        facet: [
            {"value": found.value, "label": labels.value_label(facet, found.value), "count": found.count}
            for found in results.facets.get(facet, ())
        ]
        for facet in FACETS
    }


def _district(code: str | None) -> dict[str, str] | None:
    if code is None or code == "unknown":
        return None
    known = labels.districts().get(code)
    return {"code": code, "name": known.name if known else code}
