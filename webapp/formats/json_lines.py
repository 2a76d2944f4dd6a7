"""Documents as JSON Lines that end with their manifest."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Iterable, Iterator, Mapping


def json_lines(documents: Iterable[Mapping[str, Any]], manifest: Mapping[str, Any]) -> Iterator[bytes]:
    """One document a line. The last line, without an `id`, has the manifest with what only the end knows: the count
    of the lines before it, the SHA-256 of their bytes."""
    seen, count = hashlib.sha256(), 0
    for document in documents:
        line = _line(document)
        seen.update(line)
        count += 1
        yield line
    yield _line({"manifest": {**manifest, "count": count, "sha256": seen.hexdigest()}})


def _line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
