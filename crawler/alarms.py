"""What each alarm means, from alarms.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Iterable, Mapping


@dataclass(frozen=True)
class Meaning:
    means: str
    action: str


@cache
def table() -> Mapping[str, Meaning]:
    read = tomllib.loads((Path(__file__).parent / "alarms.toml").read_text("utf-8"))
    return {name: Meaning(**entry) for name, entry in read.items()}


def legend(names: Iterable[str]) -> list[str]:
    """A line for each of the alarms, in the order of the table."""
    told = set(names)
    return [f"{name}: {one.means}: {one.action}" for name, one in table().items() if name in told]
