"""What an operator sees of the requests: metrics for Prometheus, a log line for each that failed or took long."""

from __future__ import annotations

import logging
import os
import time
from typing import Any

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from webapp import events

pages = Blueprint("watching", __name__)

SLOW_SECONDS = 2.0
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_REQUESTS = Counter("jachi_requests", "Answered requests.", ["page", "status"])
_SECONDS = Histogram("jachi_request_seconds", "How long requests took.", ["page"], buckets=_BUCKETS)
_log = logging.getLogger("jachi.request")


def register(app: Flask) -> None:
    app.register_blueprint(pages)
    app.before_request(_begin)
    app.after_request(_count)


@pages.get("/metrics")
def metrics() -> Response:
    """Of all worker processes together, where gunicorn keeps their figures in one folder."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _begin() -> None:
    g.began = time.perf_counter()


def _count(response: Response) -> Response:
    """By the name of the view, never by the address: what was asked for is kept nowhere."""
    page, seconds = request.endpoint or "none", time.perf_counter() - g.get("began", time.perf_counter())
    _REQUESTS.labels(page, str(response.status_code)).inc()
    _SECONDS.labels(page).observe(seconds)
    if response.status_code >= 500 or seconds > SLOW_SECONDS:
        facts: dict[str, Any] = {"page": page, "status": response.status_code, "seconds": round(seconds, 3)}
        _log.warning("slow" if response.status_code < 500 else "failed", extra={events.FACTS: facts})
    return response
