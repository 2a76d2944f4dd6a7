"""Splits a marked text into the paragraphs with the tables it consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Iterator

from indexer.highlight import Passage, Segment


@dataclass(frozen=True)
class Block:
    """A paragraph (`rows` empty), or a table of rows of cells."""

    paragraph: Passage = ()
    rows: tuple[tuple[Passage, ...], ...] = ()


def blocks(passage: Passage) -> tuple[Block, ...]:
    """Tables stand in a text as lines with cells divided by tabs; an empty line ends a paragraph."""
    found: list[Block] = []
    for is_table, lines in _runs(split(passage, "\n")):
        if is_table:
            found.append(Block(rows=tuple(tuple(split(line, "\t")) for line in lines)))
        elif any(segment.text.strip() for line in lines for segment in line):
            found.append(Block(paragraph=_joined(lines)))
    return tuple(found)


def split(passage: Passage, sign: str) -> list[Passage]:
    """The passage cut at every `sign`, marks kept."""
    parts: list[list[Segment]] = [[]]
    for segment in passage:
        first, *others = segment.text.split(sign)
        parts[-1].append(Segment(first, segment.marked))
        parts.extend([Segment(other, segment.marked)] for other in others)
    return [tuple(segment for segment in part if segment.text) for part in parts]


def _runs(lines: list[Passage]) -> Iterator[tuple[bool, list[Passage]]]:
    """Neighbouring lines of one block, with whether they are a table."""
    run: list[Passage] = []
    for line in [*lines, ()]:
        if run and (not line or ("\t" in _text(line)) != ("\t" in _text(run[-1]))):
            yield _is_table(run), run
            run = []
        if line:
            run.append(line)


def _is_table(run: list[Passage]) -> bool:
    """Two lines or more, not merely indented by tabs."""
    return len(run) > 1 and any("\t" in _text(line).strip() for line in run)


def _text(line: Passage) -> str:
    return "".join(segment.text for segment in line)


def _joined(lines: Iterable[Passage]) -> Passage:
    joined: list[Segment] = []
    for line in lines:
        joined.extend([Segment("\n"), *line] if joined else line)
    return tuple(joined)
