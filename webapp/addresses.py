"""Addresses of pages, with addresses that may be linked to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

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
    return address("search.page", query)


def address(endpoint: str, query: Query, fold: bool = True, **more: Any) -> str:
    """What takes the parameters of a search; `fold` is what holds there when the address does not say."""
    values: dict[str, Any] = {}
    for name, value in write(query, fold):
        values.setdefault(name, []).append(value)
    return url_for(endpoint, **values, **more)


def document_address(id: str, query: Query | None = None, at: int | None = None) -> str:
    """The page of a document, with the words to mark in it; `at`, from 1, is its place among the results."""
    if query and at:
        return address("document.page", replace(query, offset=0), id=id, at=at)
    return url_for("document.page", id=id, q=query.text if query and query.text else None)


def permalink(id: str) -> str:
    """The whole address of the page of a document."""
    return url_for("document.page", id=id, _external=True, lang=None, mark=None)


def linkable(url: str | None) -> str | None:
    """A crawled address when it is safe to link to: `javascript:` with its kind is not."""
    try:
        parts = urlsplit((url or "").strip())
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:  # a bracket that opens no IPv6 address
        return None
