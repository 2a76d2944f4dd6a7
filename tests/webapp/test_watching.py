"""Metrics and the log say what an operator needs, and nothing of what was asked."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app, watching
from webapp.events import FACTS, Line

SECRET = "아무도모를물음"


def counted(client: FlaskClient) -> dict[tuple[str, str], float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (each.labels["page"], each.labels["status"]): each.value
        for family in families
        for each in family.samples
        if each.name == "jachi_requests_total"
    }


def test_metrics_count_views_and_never_say_what_was_asked(client: FlaskClient) -> None:
    before = counted(client).get(("api.search", "200"), 0)
    client.get("/api/v1/search", query_string={"q": SECRET})
    client.get(f"/{SECRET}")
    after = counted(client)
    assert after["api.search", "200"] == before + 1 and after["none", "404"] >= 1
    assert SECRET not in client.get("/metrics").text


def test_failed_and_slow_requests_are_logged_without_what_was_asked(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(MemoryEngine([])).test_client()
    with caplog.at_level(logging.INFO):
        client.get("/", query_string={"q": SECRET})
        assert not caplog.records
        monkeypatch.setattr(watching, "SLOW_SECONDS", 0.0)
        client.get("/", query_string={"q": SECRET})
    (record,) = caplog.records
    assert record.getMessage() == "slow" and SECRET not in caplog.text + str(vars(record))


def record(message: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("jachi", logging.ERROR, "", 0, message, (), None)
    vars(made).update(more)
    return made


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("sign", ["\n", "\r\n", "\u2028", "\x85", "\x0b"])
def test_nobody_writes_events_of_others_into_the_log(as_json: bool, sign: str) -> None:
    written = Line(as_json).format(record(f"a{sign}2026 error forged", **{FACTS: {"page": f"b{sign}c"}}))
    assert len(written.splitlines()) == 1


def test_an_event_as_json_has_its_facts_and_its_error() -> None:
    try:
        raise RuntimeError("여기")
    except RuntimeError:
        made = record("failed", **{FACTS: {"status": 500}}, exc_info=sys.exc_info())
    event = json.loads(Line(True).format(made))
    assert (event["level"], event["event"], event["status"]) == ("error", "failed", 500)
    assert event["time"].endswith("+00:00") and "RuntimeError: 여기" in event["error"]
