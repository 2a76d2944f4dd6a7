"""The OpenAPI description of the JSON API, made from the tables it obeys."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, get_args

from indexer.query import FACETS
from indexer.records import KINDS, Status
from webapp import labels
from webapp.parameters import Parameter, search_parameters
from webapp.request_query import NARROWING

Json = dict[str, Any]


def description() -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "jachi (자치)",
            "description": "Search over what Korean local governments announce. Read only, no key.",
            "version": _version(),
        },
        "paths": paths(),
        "components": {"schemas": schemas()},
    }


def paths() -> Json:
    search = search_parameters()
    narrowing = [_parameter(search[name]) for name in NARROWING]
    id: Json = {
        "name": "id", "in": "path", "required": True, "schema": {"type": "string"},
        "description": "Id of a document; may hold slashes, colons, Hangul",
    }
    return {
        "/api/v1/search": _get("Search", "Results", [_parameter(each) for each in search.values()]),
        "/api/v1/documents/{id}": _get("One document", "Document", [id], missing=True),
        "/api/v1/suggest": _get("Completions of the last word", "Suggestions", narrowing),
        "/api/v1/coverage": _get("What is covered, by district", "Coverage", []),
        "/api/v1/openapi.json": {"get": {"summary": "This description", "responses": {"200": _any_json()}}},
    }


def schemas() -> Json:
    """schemas.json with the lists that stand in tables filled in."""
    loaded: Json = json.loads(Path(__file__).with_name("schemas.json").read_text("utf-8"))
    facet = {"$ref": "#/components/schemas/Facet"}
    loaded["Facets"] = {
        "type": "object", "required": list(FACETS), "additionalProperties": False,
        "properties": dict.fromkeys(FACETS, facet),
    }
    hit = loaded["Hit"]
    hit["properties"]["kind"]["enum"] = list(KINDS)
    hit["properties"]["release_type"]["enum"] = [*labels.words()["release_types"], None]
    loaded["Attachment"]["properties"]["status"]["enum"] = list(get_args(Status))
    whole = loaded["Document"]
    whole["properties"] = hit["properties"] | whole["properties"]
    whole["required"] = hit["required"] + whole["required"]
    whole["additionalProperties"] = False
    return loaded


def schema(parameter: Parameter) -> Json:
    """The JSON Schema of one value of a parameter."""
    kind: Json = {"type": "integer" if parameter.form == "number" else "string"}
    if parameter.form == "number":
        kind |= {"minimum": parameter.low, "maximum": parameter.high}
    if parameter.form == "date":
        kind |= {"format": "date"}
    if parameter.longest:
        kind |= {"maxLength": parameter.longest}
    if parameter.values:
        kind |= {"enum": list(parameter.values)}
    if parameter.pattern:
        kind |= {"pattern": f"^({parameter.pattern})$"}
    return kind if parameter.default is None else kind | {"default": parameter.default}


def _parameter(parameter: Parameter) -> Json:
    one = schema(parameter)
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{parameter.ko}: {parameter.en}",
        "schema": {"type": "array", "items": one} if parameter.repeated else one,
        **({"explode": True} if parameter.repeated else {}),
    }


def _get(summary: str, answer: str, parameters: list[Json], missing: bool = False) -> Json:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}}
    responses = {"200": {"description": "Found", "content": content}, "400": _problem("A parameter cannot be used")}
    if missing:
        responses["404"] = _problem("No such document")
    responses["503"] = _problem("The index cannot answer now")
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def _problem(description: str) -> Json:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


def _any_json() -> Json:
    return {"description": "OpenAPI 3.1", "content": {"application/json": {"schema": {"type": "object"}}}}


def _version() -> str:
    try:
        return version("jachi")
    except PackageNotFoundError:  # run from a folder, not installed
        return "0"
