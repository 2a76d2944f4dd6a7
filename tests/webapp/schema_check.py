"""Compares a JSON value with the part of JSON Schema that the description uses."""

from __future__ import annotations

import re
from typing import Any, Iterator

TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}
KNOWN = {
    "type", "properties", "required", "additionalProperties", "items", "anyOf", "$ref", "enum", "minimum", "maximum",
    "maxLength", "pattern", "description", "default",
}


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value is not what the schema says."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/components/schemas/")
        yield from faults(value, whole["components"]["schemas"][name], whole, at)
        return
    if "anyOf" in schema:
        if all(list(faults(value, each, whole, at)) for each in schema["anyOf"]):
            yield f"{at}: fits none"
        return
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, TYPES[name]) and (name == "boolean" or value is not True) for name in types):
        yield f"{at}: {value!r} is no {types}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not listed"
    if "minimum" in schema and value is not None and value < schema["minimum"]:
        yield f"{at}: {value!r} is too small"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} does not match"
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from faults(item, schema["items"], whole, f"{at}[{number}]")
    if isinstance(value, dict) and "properties" in schema:
        yield from (f"{at}: no {name}" for name in schema.get("required", ()) if name not in value)
        for name, item in value.items():
            if name in schema["properties"]:
                yield from faults(item, schema["properties"][name], whole, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {name} is not described"
