"""An application over a small index in memory."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Callable, Iterator, Mapping

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from indexer.coverage import coverage
from indexer.engines import Engine, connect
from indexer.entry import entry
from indexer.records import Document, Entry
from indexer.settings import Settings
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app
from webapp.labels import districts

CAPTURED = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def entries() -> tuple[Entry, ...]:
    return tuple(_entries(tomllib.loads(Path(__file__).with_name("documents.toml").read_text("utf-8"))))


@pytest.fixture
def memory(entries: tuple[Entry, ...]) -> Engine:
    return _described(MemoryEngine(entries))


@pytest.fixture(scope="session")
def data(entries: tuple[Entry, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the embedded index of the entries."""
    folder = tmp_path_factory.mktemp("data")
    embedded = connect(Settings(folder))
    version = embedded.create()
    embedded.put(entries, version)
    embedded.promote(version)
    _described(embedded)
    return folder


@pytest.fixture(params=["memory", "embedded"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of the engines, the same entries in both."""
    if request.param == "memory":
        found: Engine = request.getfixturevalue("memory")
        return found
    return connect(Settings(request.getfixturevalue("data")))


@pytest.fixture
def app(engine: Engine) -> Flask:
    return create_app(engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(client: FlaskClient) -> Callable[[str], BeautifulSoup]:
    """A page that must be answered with 200, parsed."""

    def get(address: str) -> BeautifulSoup:
        answer = client.get(address)
        assert answer.status_code == 200, address
        return BeautifulSoup(answer.text, "lxml")

    return get


def _described(engine: Engine) -> Engine:
    engine.describe({"coverage": coverage(engine)})
    return engine


def _entries(told: Mapping[str, Any]) -> Iterator[Entry]:
    policies = {policy["name"]: policy for policy in told["policies"]}
    for group in told["documents"]:
        for number, release in enumerate(group["released"]):
            yield _release(policies[group["policy"]], number, *release)
    for single in told["single"]:
        yield _single(single)


def _release(policy: Mapping[str, str], number: int, code: str, day: str, department: str) -> Entry:
    place = districts()[code].name if code else "우리 시"
    text = policy["text"].format(place=place).strip()
    published = date.fromisoformat(day) if day else None
    document = Document(
        id=f"{policy['name']}:{number}",
        kind="press",
        title=policy["title"].format(place=place),
        body=text,
        source="test.press",
        url=f"https://{code or 'none'}.example/press/{number}",
        district=code or None,
        published=published,
        year=published.year if published else None,
        department=department or None,
        captured_at=CAPTURED,
    )
    return entry(document, text, [])


def _single(told: Mapping[str, Any]) -> Entry:
    text, attached = told["body"], []
    for file in told.get("attachments", ()):
        start = len(text) + 1
        text = f"{text}\n{file['text']}"
        attached.append({"pages": None, **file, "start": start, "end": len(text)})
        del attached[-1]["text"]
    document = Document(
        id=told["id"],
        kind=told["kind"],
        title=told["title"],
        body=told["body"],
        source="test.single",
        url=told.get("url"),
        district=told["district"],
        published=datetime.fromisoformat(told["published"]),
        year=told["year"],
        department=told.get("department"),
        captured_at=CAPTURED,
        versions=told.get("versions", 1),
    )
    made = entry(document, text, attached)
    project = told.get("project")
    costs = {"project": project, "budget_won": project["budget_won"]} if project else {}
    return {**made, "published": told["published"], **costs}
