"""Where each term stands in its text, packed beside the terms themselves."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from itertools import accumulate
from typing import Sequence

_LARGEST = 65_535


def pack(starts: Sequence[int], ends: Sequence[int]) -> str:
    """Base64 of two arrays of 16 bits, steps between starts then lengths; one number each a term.

    A step may be negative (overlapping morphemes) and is kept with an offset of 256; a step too long for 16 bits
    cannot occur, since the analyser ends a sentence at least every 4,000 characters.
    """
    steps = [after - before + 256 for before, after in zip([0, *starts], starts)]
    lengths = [min(end - start, _LARGEST) for start, end in zip(starts, ends)]
    packed = array("H", steps) + array("H", lengths)
    return b64encode(packed.tobytes()).decode("ascii")


def unpack(packed: str) -> tuple[list[int], list[int]]:
    """The starts and ends of every term."""
    both = array("H")
    both.frombytes(b64decode(packed))
    half = len(both) // 2
    starts = list(accumulate(step - 256 for step in both[:half]))
    return starts, [start + length for start, length in zip(starts, both[half:])]
