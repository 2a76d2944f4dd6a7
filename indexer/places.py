"""Where in a document a place of its text is: in the body, or on a page of an attachment."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Iterator, Mapping, Sequence

from indexer.highlight import Span
from indexer.records import Entry


@dataclass(frozen=True)
class Place:
    """`page` counts from 1; None where the attachment has no pages."""

    attachment: int  # from 0
    page: int | None


def place(entry: Entry, offset: int) -> Place | None:
    """The attachment whose text holds an offset; None in the body."""
    for number, attached in enumerate(entry.get("attachments") or ()):
        start, end = attached.get("start"), attached.get("end")
        if start is not None and end is not None and start <= offset < end:
            return Place(number, bisect_right(attached.get("page_starts") or (), offset) or None)
    return None


def pages(attached: Mapping[str, Any]) -> Iterator[tuple[int | None, Span]]:
    """The pages of an attachment with their spans in the text of the entry; empty ones are left out."""
    start, end = attached.get("start"), attached.get("end")
    if start is None or end is None or start == end:
        return
    starts: Sequence[int] = attached.get("page_starts") or ()
    if not starts:
        yield None, (start, end)
    for number, (first, after) in enumerate(zip(starts, [*starts[1:], end]), 1):
        if first < after:
            yield number, (first, after)
