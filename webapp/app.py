"""The Flask application."""

from __future__ import annotations

import os
from typing import cast

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider

from indexer import analyze, engines
from indexer.engines import Engine
from indexer.settings import Settings
from webapp import (
    api,
    ask,
    budget,
    carried,
    comparison,
    coverage,
    document,
    errors,
    export,
    feeds,
    language,
    limits,
    marked,
    precedents,
    search,
    service,
    trends,
    values,
    watching,
)
from webapp.addresses import DocumentId
from webapp.amounts import money

_BLUEPRINTS = (
    search.pages, document.pages, precedents.pages, comparison.pages, trends.pages, budget.pages, coverage.pages,
    values.pages, marked.pages, export.pages, feeds.pages, service.pages, api.api,
)  # fmt: skip
SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
MOST_BODY_BYTES = 65_536  # nothing here reads a body


def create_app(engine: Engine | None = None, settings: Settings | None = None) -> Flask:
    """The application over an engine: the given one, or that of the settings or the environment."""
    app = Flask(__name__)
    app.extensions[ask.ENGINE] = engine or _connected(settings or Settings.from_environment())
    json = cast(DefaultJSONProvider, app.json)
    json.ensure_ascii, json.sort_keys = False, False
    app.url_map.merge_slashes = False  # the id of a local document may begin with a slash
    app.url_map.converters["document"] = DocumentId
    for pages in _BLUEPRINTS:
        app.register_blueprint(pages)
    app.jinja_env.filters["money"] = money
    app.jinja_env.globals.update(t=language.say_in_html, language=language.current, handed_on=carried.handed_on)
    app.jinja_env.globals.update(other_language=carried.other_language, report=_report())
    carried.register(app)
    errors.register(app)
    watching.register(app)
    limits.register(app, limits.from_environment())
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.after_request(_secured)
    return app


def _report() -> str | None:
    """Where visitors tell of faults: JACHI_REPORT, an e-mail address or a page."""
    given = os.environ.get("JACHI_REPORT", "").strip()
    if not given or given.startswith(("https://", "http://", "mailto:")):
        return given or None
    return f"mailto:{given}" if "@" in given else None


def _connected(settings: Settings) -> Engine:
    analyze.preload()
    return engines.connect(settings)


def _secured(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    if seconds := os.environ.get("JACHI_HSTS_SECONDS", "").strip():
        response.headers["Strict-Transport-Security"] = f"max-age={int(seconds)}; includeSubDomains"
    if request.path.startswith(api.PREFIX):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
