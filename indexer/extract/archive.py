"""Reads the members of a ZIP, one level deep."""

from __future__ import annotations

import time
import zipfile
from typing import Callable, Iterator

from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.package import open_package, read_part
from indexer.records import Extracted, Status

_READ = ("ok", "partial")


def read_archive(data: bytes, read_member: Callable[[str, bytes], Extracted], limits: Limits = LIMITS) -> Extracted:
    """The text of a ZIP is that of its members one after the other; their tables stay with them."""
    with open_package(data, limits) as archive:
        members = tuple(_members(archive, read_member, limits))
    text = "\n".join(extracted.text for _, extracted in members if extracted.text)
    warnings = tuple(f"{name}: {extracted.status}" for name, extracted in members if extracted.status not in _READ)
    return Extracted(_status(members), text[: limits.text_characters], reader=_readers(members), warnings=warnings,
                     members=members)


def _members(
    archive: zipfile.ZipFile, read_member: Callable[[str, bytes], Extracted], limits: Limits
) -> Iterator[tuple[str, Extracted]]:
    ends, left_bytes = time.monotonic() + limits.zip_seconds, limits.inflated_bytes
    for entry in archive.infolist():
        if entry.is_dir() or entry.filename.startswith("__MACOSX/"):
            continue
        if time.monotonic() > ends:
            yield entry.filename, Extracted("timeout", warnings=("the time for this ZIP ran out before this member",))
            continue
        try:
            data = read_part(archive, entry.filename, min(limits.file_bytes, left_bytes))
            left_bytes -= len(data)
            yield entry.filename, read_member(entry.filename, data)
        except Unreadable as error:
            yield entry.filename, Extracted(error.status, warnings=(str(error),))


def _readers(members: tuple[tuple[str, Extracted], ...]) -> str:
    """"zipfile, dochan 1.15.0": those of the members too, each once."""
    named = (name for _, extracted in members for name in extracted.reader.split(", ") if name)
    return ", ".join(dict.fromkeys(["zipfile", *named]))


def _status(members: tuple[tuple[str, Extracted], ...]) -> Status:
    """That of the members when they agree, partial when only some were read."""
    statuses = {extracted.status for _, extracted in members}
    if not statuses:
        return "empty"
    if len(statuses) == 1:
        return statuses.pop()
    return "partial" if statuses & set(_READ) else members[0][1].status
