"""The paper that pages show or an office file is built from: a title over blocks of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Iterator, Literal

Rows = tuple[tuple[str, ...], ...]
Kind = Literal["chapter", "section", "text", "item", "table"]


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str = ""
    rows: Rows = ()  # of a table; the first row is its header


@dataclass(frozen=True)
class Paper:
    title: str
    blocks: tuple[Block, ...]
    dated: date


def blocks(markdown: str) -> tuple[Block, ...]:
    """Headings, lists, tables with pipes, paragraphs; lines of one paragraph are joined."""
    parts = re.split(r"\n\s*\n", markdown.strip())
    return tuple(block for part in parts for block in _part(part.strip().splitlines()))


def _part(lines: list[str]) -> Iterator[Block]:
    waiting: list[str] = []
    rows: list[tuple[str, ...]] = []
    for line in (line.strip() for line in lines):
        mark = re.match(r"(#{1,4}|[-*])\s+(.+)", line)
        if (mark or line.startswith("|")) and waiting:
            yield Block("text", " ".join(waiting))
            waiting = []
        if mark:
            yield Block(_kind(mark[1]), mark[2])
        elif line.startswith("|"):
            rows += _cells(line)
        elif line:
            waiting.append(line)
    if rows:
        yield Block("table", rows=tuple(rows))
    if waiting:
        yield Block("text", " ".join(waiting))


def _kind(mark: str) -> Kind:
    if mark in "-*":
        return "item"
    return "chapter" if len(mark) < 3 else "section"


def _cells(line: str) -> list[tuple[str, ...]]:
    cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
    return [] if all(re.fullmatch(r":?-+:?", cell) for cell in cells) else [cells]
