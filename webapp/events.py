"""The log: one event a line, as text or, with JACHI_LOG=json, as JSON."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from typing import Mapping

FACTS = "facts"  # of a record: what the event says beside its message
_SIGNS = {ord(sign): " " for sign in "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}


class Line(logging.Formatter):
    """A line each: what looks like a line end inside is a space, so that nobody writes events of others."""

    def __init__(self, as_json: bool) -> None:
        super().__init__()
        self.as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, FACTS, {}),
        }
        if record.exc_info:
            event["error"] = self.formatException(record.exc_info)
        if self.as_json:
            return json.dumps(event, ensure_ascii=False).translate(_SIGNS)
        plain = ("time", "level", "event")
        parts = [f"{value}" if name in plain else f"{name}={value}" for name, value in event.items()]
        return " ".join(parts).translate(_SIGNS)


def configure(environment: Mapping[str, str] = os.environ) -> None:
    """All loggers of this process to stderr."""
    writing = logging.StreamHandler()
    writing.setFormatter(Line(environment.get("JACHI_LOG") == "json"))
    logging.basicConfig(handlers=[writing], level=logging.INFO, force=True)
    for chatty in ("httpx", "elastic_transport", "werkzeug"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
