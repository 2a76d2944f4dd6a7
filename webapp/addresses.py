"""Addresses of pages, with addresses that may be linked to."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from flask import url_for
from werkzeug.routing import BaseConverter

from indexer.query import Query
from webapp.request_query import write


class DocumentId(BaseConverter):
    """The rest of a path: the id of a local document may be an absolute path, so it may begin with a slash."""

    regex = ".+?"
    part_isolating = False
    weight = 200


def search_address(query: Query) -> str:
    pairs = write(query, fold=True)
    return url_for("search.page") + ("?" + urlencode(pairs) if pairs else "")


def document_address(id: str, query: Query | None = None) -> str:
    """The page of a document, with the words to mark in it."""
    asked = "?" + urlencode({"q": query.text}) if query and query.text else ""
    return url_for("document.page", id=id) + asked


def linkable(url: str | None) -> str | None:
    """A crawled address when it is safe to link to: `javascript:` with its kind is not."""
    try:
        parts = urlsplit((url or "").strip())
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:  # a bracket that opens no IPv6 address
        return None
