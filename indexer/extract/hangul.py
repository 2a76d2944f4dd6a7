"""Reads HWP and HWPX, with a second opinion where the first one lacks what the document's preview shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Sequence

from indexer.extract.errors import Unreadable
from indexer.extract.hwp import read_hwp, read_hwpx, refuse_locked
from indexer.extract.hwp_preview import agreement, is_decoy, preview, read_preview
from indexer.extract.hwp_walk import read_hwp_walk
from indexer.extract.hwpx_walk import read_hwpx_walk
from indexer.extract.limits import LIMITS, Limits
from indexer.records import Extracted

Reader = Callable[[bytes, Limits], Extracted]
_AGREED = 0.9  # all samples have .99 and more; a preview may hold the number of a list, or a word cut at its end


def read_hangul(data: bytes, limits: Limits = LIMITS, *, package: bool, second: bool = False) -> Extracted:
    """`second`: without the first reader, which has died of the file."""
    refuse_locked(data, package)
    shown = preview(data, package=package)
    readers: tuple[Reader, Reader] = (read_hwpx, read_hwpx_walk) if package else (read_hwp, read_hwp_walk)
    read, error = _opinions(readers[1:] if second else readers, data, limits, shown)
    best = max(read, key=lambda one: agreement(one.text, shown), default=None)
    if best is None or not best.text:
        return _last_resort(shown, best, error)
    if best is not read[0] or error:
        reason = str(error) if error else f"{read[0].reader} lacks what the preview shows"
        return replace(best, status="partial" if error else best.status, warnings=(reason, *best.warnings))
    share = agreement(best.text, shown)
    return best if share >= _AGREED else replace(
        best, warnings=(*best.warnings, f"the text holds {share:.0%} of the preview"))


def _opinions(
    readers: Sequence[Reader], data: bytes, limits: Limits, shown: str
) -> tuple[list[Extracted], Unreadable | None]:
    """What was read, up to the reader that agrees with the preview, and why the first one read nothing."""
    read: list[Extracted] = []
    first_error: Unreadable | None = None
    for reader in readers:
        try:
            extracted = _no_decoy(reader(data, limits))
        except Unreadable as error:
            if error.status != "corrupt" and reader is readers[0]:
                raise
            first_error = first_error or (error if not read else None)
            continue
        read.append(extracted)
        if extracted.text and agreement(extracted.text, shown) >= _AGREED:
            break
    return read, first_error


def _no_decoy(extracted: Extracted) -> Extracted:
    if is_decoy(extracted.text):
        raise Unreadable("corrupt", "only the notice of a distribution document")
    return extracted


def _last_resort(shown: str, best: Extracted | None, error: Unreadable | None) -> Extracted:
    try:
        return read_preview(shown)
    except Unreadable:
        if best is None and error:
            raise error from None
        if best is None:
            raise
        return best
