"""Names the library that read a file."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version


@cache
def reader_version(distribution: str) -> str:
    return f"{distribution} {version(distribution)}"
