"""The texts that are measured on: the shared real releases, or the project's own samples where those are absent."""

from __future__ import annotations

import json
import os
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
RELEASES = PROJECT / "crawler" / "sample" / "content" / "press"


def shared_releases() -> Path:
    """Where the real releases would lie."""
    return Path(os.environ.get("JACHI_SHARED", PROJECT.parent / "shared")) / "samples" / "press" / "press.jsonl"


def releases() -> tuple[str, list[dict[str, str]]]:
    """What they are, with records of title and text."""
    shared = shared_releases()
    if shared.is_file():
        lines = shared.read_text("utf-8").splitlines()
        return "real releases", [_record(json.loads(line)) for line in lines]
    return "sample releases", [_sample(path) for path in sorted(RELEASES.glob("*.md"))]


def _record(record: dict[str, str]) -> dict[str, str]:
    return {"title": record["title"], "text": record["text"]}


def _sample(path: Path) -> dict[str, str]:
    body = path.read_text("utf-8").split("+++")[2]
    return {"title": path.stem, "text": body.strip()}
