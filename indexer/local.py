"""Adds local files to the archive, so that a rebuild repeats them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

from crawler.archive import Archive
from crawler.records import Capture
from indexer.documents import RECORD
from indexer.enrich import districts
from indexer.errors import InputError
from indexer.records import KINDS

SOURCE = "local"
RECORD_FIELDS = ("id", "title", "text", "district", "kind", "published", "department", "url")
FILE_LIMIT_BYTES = 100_000_000


def check(stated: Mapping[str, Any]) -> dict[str, str]:
    """The options a person gave, without those that were not; InputError names one that makes no sense."""
    given = {name: str(value) for name, value in stated.items() if value}
    if "district" in given and districts.resolve(given["district"]) is None:
        raise InputError(f"--district {given['district']}: no such district, or more than one of that name")
    if "kind" in given and given["kind"] not in KINDS:
        raise InputError(f"--kind {given['kind']}: not one of {', '.join(KINDS)}")
    if "published" in given:
        try:
            date.fromisoformat(given["published"][:10])
        except ValueError:
            raise InputError(f"--published {given['published']}: not a date like 2025-12-31") from None
    return given


def files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those inside the folders named, in order; InputError for what is not there."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: no such file or folder")
        found.extend(sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path])
    return found


def add(archive: Archive, path: Path, stated: Mapping[str, str], now: datetime | None = None) -> int:
    """Stores a file, or every record of a .jsonl; the number of documents. InputError names file and line."""
    now = now or datetime.now(UTC)
    if path.suffix.lower() == ".jsonl":
        return _add_records(archive, path, stated, now)
    try:
        if path.stat().st_size > FILE_LIMIT_BYTES:
            raise InputError(f"{path}: larger than {FILE_LIMIT_BYTES // 1_000_000} MB")
        body = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    archive.save(replace(_capture(key(path), path.resolve().as_uri(), now, stated), name=path.name), body)
    return 1


def key(path: Path) -> str:
    """The id of the document that a file becomes: the same as long as it lies where it lay."""
    return "local-" + sha256(str(path.resolve()).encode()).hexdigest()[:16]


def _add_records(archive: Archive, path: Path, stated: Mapping[str, str], now: datetime) -> int:
    """All records or none."""
    records = list(_records(path))
    with archive.transaction():
        for record in records:
            body = json.dumps(record, ensure_ascii=False, sort_keys=True).encode()
            id = str(record.get("id") or "local-" + sha256(record["text"].encode()).hexdigest()[:16])
            archive.save(replace(_capture(id, f"record:{id}", now, stated), media_type=RECORD), body)
    return len(records)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
            raise InputError(f"{path}, line {number}: a record needs a `text`")
        yield {name: record[name] for name in RECORD_FIELDS if record.get(name) is not None}


def _capture(key: str, url: str, now: datetime, stated: Mapping[str, str]) -> Capture:
    return Capture(url, SOURCE, "local", key, now, stated=stated)
