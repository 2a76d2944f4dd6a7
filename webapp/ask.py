"""The way from a request to the engine."""

from __future__ import annotations

from typing import cast

from flask import current_app, request

from indexer import question
from indexer.engines import Engine
from indexer.query import Query, Results
from webapp import carried
from webapp.request_query import Pairs

ENGINE = "jachi.engine"  # its place in app.extensions


def engine() -> Engine:
    return cast(Engine, current_app.extensions[ENGINE])


def pairs() -> Pairs:
    """The parameters of this request's address, in order; those handed on only where a page takes them."""
    given = list(request.args.items(multi=True))
    return carried.asked(given) if request.endpoint in carried.PAGES else given


def understood(query: Query) -> Query:
    """The query as the index understands it."""
    return question.understand(query)


def search(query: Query) -> tuple[Query, Results]:
    """The query as the index understands it, with its answer."""
    asked = understood(query)
    return asked, engine().search(asked)
