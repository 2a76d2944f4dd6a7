"""Clients that ask too often are told when to come back; those on this machine never are."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app
from webapp.limits import CLIENTS, Limits, from_environment

FAR = {"REMOTE_ADDR": "203.0.113.7"}


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Three requests a minute, behind a proxy at 10.0.0.1."""
    monkeypatch.setenv("JACHI_REQUESTS_A_MINUTE", "3")
    monkeypatch.setenv("JACHI_TRUSTED_PROXIES", "10.0.0.0/24, fd00::/8")
    return create_app(MemoryEngine([])).test_client()


def statuses(client: FlaskClient, count: int, address: str = "/coverage", **given: Any) -> list[int]:
    return [client.get(address, **given).status_code for _ in range(count)]


def test_a_client_over_its_limit_is_told_when_to_come_back(strict: FlaskClient) -> None:
    assert statuses(strict, 4, environ_overrides=FAR) == [200, 200, 200, 429]
    answer = strict.get("/api/v1/search", environ_overrides=FAR)
    assert answer.status_code == 429 and 1 <= int(answer.headers["Retry-After"]) <= 21
    assert answer.get_json()["status"] == 429
    assert statuses(strict, 1, environ_overrides={"REMOTE_ADDR": "203.0.113.8"}) == [200]


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_clients_on_this_machine_are_never_limited(strict: FlaskClient, peer: str) -> None:
    assert set(statuses(strict, 20, environ_overrides={"REMOTE_ADDR": peer})) == {200}


@pytest.mark.parametrize("address", ["/health", "/metrics", "/static/style.css"])
def test_what_machines_watch_is_never_limited(strict: FlaskClient, address: str) -> None:
    assert set(statuses(strict, 10, address, environ_overrides=FAR)) == {200}


def test_a_forged_header_of_a_stranger_is_not_believed(strict: FlaskClient) -> None:
    found = [
        strict.get("/coverage", environ_overrides=FAR, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(5)
    ]
    assert found == [200, 200, 200, 429, 429]
    local = {"X-Forwarded-For": "127.0.0.1"}
    assert strict.get("/coverage", environ_overrides=FAR, headers=local).status_code == 429


@pytest.mark.parametrize(
    "peer, forwarded, expected",
    [
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "127.0.0.1, 198.51.100.1", "198.51.100.1"),  # what the client itself wrote stands before
        ("10.0.0.1", "198.51.100.1, 10.0.0.9", "198.51.100.1"),
        ("fd00::1", "2001:db8::5", "2001:db8::5"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "<script>, x", "10.0.0.1"),
    ],
)
def test_who_asks(peer: str, forwarded: str, expected: str) -> None:
    limits = Limits(3, (ipaddress.ip_network("10.0.0.0/24"), ipaddress.ip_network("fd00::/8")))
    assert limits.client(peer, forwarded) == expected


def test_the_bucket_fills_again_and_few_clients_are_remembered() -> None:
    now = [0.0]
    limits = Limits(60, clock=lambda: now[0])
    assert [limits.wait_seconds("a") for _ in range(61)] == [0.0] * 60 + [1.0]
    now[0] = 2.0
    assert [limits.wait_seconds("a") > 0 for _ in range(3)] == [False, False, True]
    for number in range(CLIENTS + 10):
        limits.wait_seconds(str(number))
    assert len(limits._left) == CLIENTS


def test_no_limit_where_the_operator_wants_none() -> None:
    assert from_environment({"JACHI_REQUESTS_A_MINUTE": "0"}).a_minute == 0
