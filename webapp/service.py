"""Addresses for machines that watch or visit the service."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, url_for
from werkzeug.wrappers import Response as Redirect

from webapp import ask

pages = Blueprint("service", __name__)

_ROBOTS = """\
User-agent: *
Allow: /documents/
Disallow: /api/
Disallow: /export/
Disallow: /*?

Sitemap: {sitemap}
"""


@pages.get("/health")
def health() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@pages.get("/ready")
def ready() -> Response:
    """The index answers; 503 by the error page when it does not."""
    return jsonify(status="ready", documents=ask.engine().count())


@pages.get("/robots.txt")
def robots() -> Response:
    return Response(_ROBOTS.format(sitemap=url_for("feeds.sitemap", _external=True)), mimetype="text/plain")


@pages.get("/favicon.ico")
def favicon() -> Redirect:
    return redirect(url_for("static", filename="favicon.svg"), 301)
