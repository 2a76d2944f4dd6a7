"""The description of the API, compared with what the API does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webapp.schema_check import faults
from webapp import openapi

DESCRIBED = openapi.description()
EXAMPLES = [
    ("/api/v1/search", "/api/v1/search?q=도시재생&size=100"),
    ("/api/v1/search", "/api/v1/search?size=100"),
    ("/api/v1/search", "/api/v1/search?kind=project"),
    ("/api/v1/documents/{id}", "/api/v1/documents/plan/2025:너른시"),
    ("/api/v1/documents/{id}", "/api/v1/documents/flood:4"),
    ("/api/v1/suggest", "/api/v1/suggest?q=도"),
    ("/api/v1/coverage", "/api/v1/coverage"),
    ("/api/v1/openapi.json", "/api/v1/openapi.json"),
]


def parameters() -> list[Any]:
    return list(DESCRIBED["paths"]["/api/v1/search"]["get"]["parameters"])


def test_every_route_of_the_api_is_described(app: Flask) -> None:
    routes = {str(rule).replace("<document:id>", "{id}") for rule in app.url_map.iter_rules()}
    assert {route for route in routes if route.startswith("/api/")} == set(DESCRIBED["paths"])


@pytest.mark.parametrize("path, address", EXAMPLES)
def test_answers_have_the_described_form(client: FlaskClient, path: str, address: str) -> None:
    answer = client.get(address)
    schema = DESCRIBED["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer.status_code == 200
    assert list(faults(answer.get_json(), schema, DESCRIBED)) == []


@pytest.mark.parametrize("address", ["/api/v1/search?page=0", "/api/v1/documents/none", "/api/v1/nowhere"])
def test_problems_have_the_described_form(client: FlaskClient, address: str) -> None:
    problem = client.get(address).get_json(force=True)
    assert list(faults(problem, {"$ref": "#/components/schemas/Problem"}, DESCRIBED)) == []


def test_every_described_value_is_taken(client: FlaskClient) -> None:
    for parameter in parameters():
        one = parameter["schema"].get("items", parameter["schema"])
        for value in one.get("enum", [one.get("default", "2025-12-10" if one.get("format") == "date" else "2025")]):
            address = "/api/v1/search?" + urlencode({"size": "1"} | {parameter["name"]: value})
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("parameter", parameters(), ids=lambda each: each["name"])
def test_what_is_not_described_is_refused(client: FlaskClient, parameter: Any) -> None:
    refused = "가" * (parameter["schema"].get("maxLength", 0) + 1) if parameter["name"] == "q" else "nonsense"
    assert client.get("/api/v1/search?" + urlencode({parameter["name"]: refused})).status_code == 400


def test_the_description_is_served_as_it_is_made(client: FlaskClient) -> None:
    assert client.get("/api/v1/openapi.json").get_json() == DESCRIBED


def test_the_check_itself_finds_faults() -> None:
    schema = {"$ref": "#/components/schemas/FacetValue"}
    assert list(faults({"value": "a", "label": "b", "count": 1}, schema, DESCRIBED)) == []
    for wrong in ({"value": "a", "label": "b"}, {"value": 1, "label": "b", "count": 1},
                  {"value": "a", "label": "b", "count": -1}, {"value": "a", "label": "b", "count": 1, "more": 1}):
        assert list(faults(wrong, schema, DESCRIBED)), wrong
