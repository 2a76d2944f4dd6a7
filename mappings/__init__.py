"""The index schema with the vocabularies that text is mapped onto."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def path(name: str) -> Path:
    """The place of a file of this folder; FileNotFoundError when there is none."""
    found = FOLDER / name
    if not found.is_file():
        raise FileNotFoundError(f"mappings has no file {name}")
    return found


@cache
def schema(name: str = "documents") -> dict[str, Any]:
    """The index definition `<name>.json`: settings, properties, _meta."""
    loaded: dict[str, Any] = json.loads(path(f"{name}.json").read_text("utf-8"))
    return loaded


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `<name>.csv`, in file order."""
    with path(f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a text list, without empty ones or `#` comments."""
    text = path(name).read_text("utf-8")
    return tuple(line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#"))
