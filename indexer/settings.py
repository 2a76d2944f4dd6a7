"""What the environment says about data and engine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping


@dataclass(frozen=True)
class Settings:
    data: Path = Path("data")
    engine: str = "embedded"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        return cls(
            data=Path(environment.get("JACHI_DATA") or "data"),
            engine=environment.get("JACHI_ENGINE") or "embedded",
        )
