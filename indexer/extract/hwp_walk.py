"""Reads the records of HWP 5 in their order, the second opinion on a document."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from typing import Iterator

from olefile import OleFileIO

from indexer.extract.blocks import Block, Cell, Grid, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.versions import reader_version
from indexer.records import Extracted, Status

_PARAGRAPH, _TEXT, _CONTROL, _LIST = 66, 67, 71, 72
_TABLE, _COMMENT = b" lbt", b"tmct"  # control ids are stored backwards
COMPRESSED, DISTRIBUTED = 1 << 0, 1 << 2
_SECTION = re.compile(r"Section(\d+)")
# codes below 32 that take one unit instead of eight, with what they print: line end, hyphen, two kinds of blanks
_SINGLE = {0: "", 10: "\n", 13: "", 24: "-", **{code: "" for code in range(25, 30)}, 30: " ", 31: " "}


@dataclass(frozen=True)
class Record:
    tag: int
    level: int
    data: bytes


def read_hwp_walk(data: bytes, limits: Limits = LIMITS) -> Extracted:
    """Raises Unreadable for a distribution document, whose body is encrypted, or a container that does not open."""
    blocks: list[Block] = []
    warnings: list[str] = []
    for name, body, whole in _sections(data, limits):
        walk = _Walk(list(records(body, limits)), limits)
        blocks.extend(walk.blocks(0, 0))
        if not whole:
            warnings.append(f"{name} is damaged; what stands before the damage was read")
    rendered = render(blocks, limits)
    status: Status = "empty" if not rendered.text else "partial" if warnings else "ok"
    return Extracted(status, rendered.text, rendered.tables, reader_version("record walk"),
                     warnings=(*warnings, *rendered.warnings))


def _sections(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes, bool]]:
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            flags = int.from_bytes(ole.openstream("FileHeader").read(40)[36:], "little")
            if flags & DISTRIBUTED:
                raise Unreadable("corrupt", "the records of a distribution document are encrypted")
            names = section_names(ole)
            if not names:
                raise Unreadable("corrupt", "a container without sections")
            for name in names:
                stored = ole.openstream(["BodyText", name]).read()
                yield name, *(inflated(stored, limits) if flags & COMPRESSED else (stored, True))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a hostile container raises what it likes; the status is the answer
        raise Unreadable("corrupt", f"damaged HWP container: {error}") from error


def section_names(ole: OleFileIO) -> list[str]:
    """In the order of the text."""
    found = {int(match[1]): path[1] for path in ole.listdir()
             if path[0] == "BodyText" and len(path) == 2 and (match := _SECTION.fullmatch(path[1]))}
    return [found[number] for number in sorted(found)]


def inflated(stored: bytes, limits: Limits) -> tuple[bytes, bool]:
    """Raw deflate as far as it goes, and whether that is to its end."""
    inflate, out, at = zlib.decompressobj(-15), bytearray(), 0
    try:
        while at < len(stored) and not inflate.eof:
            out += inflate.decompress(stored[at: at + 4096])
            at += 4096
            if len(out) > limits.part_bytes:
                raise Unreadable("limit", f"a section inflates to more than {limits.part_bytes} bytes")
    except zlib.error:
        return bytes(out), False
    return bytes(out), inflate.eof


def records(body: bytes, limits: Limits) -> Iterator[Record]:
    """Sizes are believed only up to the end of the stream."""
    at = 0
    while at + 4 <= len(body):
        head = int.from_bytes(body[at: at + 4], "little")
        size, at = head >> 20, at + 4
        if size == 0xFFF:
            size, at = int.from_bytes(body[at: at + 4], "little"), at + 4
        yield Record(head & 0x3FF, min(head >> 10 & 0x3FF, 4 * limits.depth), body[at: at + size])
        at += size


@dataclass
class _Walk:
    records: list[Record]
    limits: Limits
    at: int = 0
    cells_left: int = -1

    def __post_init__(self) -> None:
        self.cells_left = self.limits.cells

    def blocks(self, level: int, depth: int, until: int | None = None) -> list[Block]:
        """Of the records at this level or below it, up to the next one with the tag `until` at the level itself."""
        if depth > self.limits.depth:
            raise Unreadable("limit", "objects nested too deeply")
        found: list[Block] = []
        while (record := self._next(level)) and not (record.tag == until and record.level == level):
            self.at += 1
            if record.tag == _TEXT:
                found.append(_text(record.data))
            elif record.tag == _CONTROL and record.data.startswith(_TABLE):
                found.append(Grid(tuple(self._cells(record.level + 1, depth))))
            elif record.tag == _CONTROL and record.data.startswith(_COMMENT):
                self._pass(record.level + 1)
        return found

    def _next(self, level: int) -> Record | None:
        record = self.records[self.at] if self.at < len(self.records) else None
        return record if record and record.level >= level else None

    def _pass(self, level: int) -> None:
        while self._next(level):
            self.at += 1

    def _cells(self, level: int, depth: int) -> Iterator[Cell]:
        """A caption has a list, too, before the record of the table; it has no place, so it comes first."""
        while record := self._next(level):
            self.at += 1
            if record.tag != _LIST:
                continue
            self.cells_left -= 1
            if self.cells_left < 0:
                raise Unreadable("limit", f"more than {self.limits.cells} cells")
            column, row, across, down = (int.from_bytes(record.data[place: place + 2], "little")
                                         for place in range(8, 16, 2))
            yield Cell(row, column, down, across, tuple(self.blocks(record.level, depth + 1, until=_LIST)))


def _text(data: bytes) -> str:
    """UTF-16 with controls among it, most of which take eight units."""
    pieces, at = [], 0
    while at + 1 < len(data):
        code = data[at] | data[at + 1] << 8
        if code >= 32:
            end = at
            while end + 1 < len(data) and (data[end + 1] or data[end] >= 32):
                end += 2
            pieces.append(data[at:end].decode("utf-16-le", "ignore"))
            at = end
        else:
            pieces.append(_SINGLE.get(code, "\t" if code == 9 else ""))
            at += 2 if code in _SINGLE else 16
    return "".join(pieces)
