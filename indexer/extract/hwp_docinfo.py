"""Finds the lists of an HWP 5 document, which its DocInfo stream describes."""

from __future__ import annotations

import io
from typing import Iterator

from olefile import OleFileIO

from indexer.extract.hwp_numbers import Lists
from indexer.extract.hwp_walk import COMPRESSED, DISTRIBUTED, inflated, records, section_names
from indexer.extract.limits import Limits
from indexer.extract.numbering import Level, Place, bullet

_NUMBERING, _BULLET, _SHAPE, _CONTROL = 23, 24, 25, 71
_LEVELS, _HEAD_BYTES = 7, 12  # of a numbering; what stands before the text of each level
_SECTION, _OUTLINE_AT = b"dces", 18  # a section's control, stored backwards; where it names its numbering
_KIND_AT, _LEVEL_AT, _LIST_AT = 23, 25, 30  # bits, bits, bytes of the shape of a paragraph
_FORMS = ("digit", "circled", "ROMAN", "roman", "LATIN", "latin", "LATIN", "latin", "syllable", "syllable", "letter",
          "letter", "digit", "ideograph")
_KINDS = {2: "number", 3: "bullet"}


def document_lists(data: bytes, limits: Limits) -> Lists:
    """None where the container is damaged; the outlines of a distribution document stay unknown."""
    lists = Lists()
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            flags = int.from_bytes(ole.openstream("FileHeader").read(40)[36:], "little")
            _read(lists, _stream(ole, ["DocInfo"], flags, limits), limits)
            for name in () if flags & DISTRIBUTED else section_names(ole):
                lists.outlines.append(_outline(_stream(ole, ["BodyText", name], flags, limits), limits))
    except MemoryError:
        raise
    except Exception:  # a hostile container raises what it likes; a document without numbers is read all the same
        return lists
    return lists


def _stream(ole: OleFileIO, path: list[str], flags: int, limits: Limits) -> bytes:
    stored: bytes = ole.openstream(path).read()
    return inflated(stored, limits)[0] if flags & COMPRESSED else stored


def _read(lists: Lists, body: bytes, limits: Limits) -> None:
    counts = {_NUMBERING: 0, _BULLET: 0, _SHAPE: 0}
    for record in records(body, limits):
        if record.tag not in counts:
            continue
        counts[record.tag] += 1
        if record.tag == _NUMBERING:
            lists.levels[f"number {counts[_NUMBERING]}"] = tuple(_levels(record.data))
        elif record.tag == _BULLET:
            sign = record.data[_HEAD_BYTES: _HEAD_BYTES + 2].decode("utf-16-le", "ignore")
            lists.levels[f"bullet {counts[_BULLET]}"] = (bullet(sign),) * _LEVELS
        else:
            _shape(lists, counts[_SHAPE] - 1, record.data)


def _levels(data: bytes) -> Iterator[Level]:
    """A level's form, then its text with the length before it; after all of them where each begins."""
    heads, at = [], 0
    for _ in range(_LEVELS):
        form = int.from_bytes(data[at: at + 4], "little") >> 5 & 0xF
        length = int.from_bytes(data[at + _HEAD_BYTES: at + _HEAD_BYTES + 2], "little")
        at += _HEAD_BYTES + 2
        heads.append((data[at: at + 2 * length].decode("utf-16-le", "ignore"), form))
        at += 2 * length
    starts = [int.from_bytes(data[place: place + 4], "little") for place in range(at + 2, at + 2 + 4 * _LEVELS, 4)]
    for (text, form), start in zip(heads, starts):
        yield Level(text, _FORMS[form] if form < len(_FORMS) else "digit", start if 0 < start < 10_000 else 1)


def _shape(lists: Lists, id: int, data: bytes) -> None:
    bits = int.from_bytes(data[:4], "little")
    kind, level = bits >> _KIND_AT & 3, bits >> _LEVEL_AT & 7
    if kind == 1:
        lists.outlined[id] = level
    elif kind in _KINDS:
        lists.shapes[id] = Place(f"{_KINDS[kind]} {int.from_bytes(data[_LIST_AT: _LIST_AT + 2], 'little')}", level)


def _outline(body: bytes, limits: Limits) -> str:
    for record in records(body, limits):
        if record.tag == _CONTROL and record.data.startswith(_SECTION):
            return f"number {int.from_bytes(record.data[_OUTLINE_AT: _OUTLINE_AT + 2], 'little')}"
    return ""
