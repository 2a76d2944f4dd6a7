"""Columns measured for an inline SVG, with the sentence that says what they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

WIDTH, HEIGHT = 640, 160
LABEL = 22  # under the columns
WIDEST = 56
ROOM = 20  # above the highest column, for its number


@dataclass(frozen=True)
class Column:
    label: str
    said: str  # its value as written over it
    x: float
    y: float
    width: float
    height: float
    shown: bool  # whether there is room for its label


@dataclass(frozen=True)
class Figure:
    columns: tuple[Column, ...]
    sentence: str
    width: int = WIDTH
    height: int = ROOM + HEIGHT + LABEL
    base: int = ROOM + HEIGHT


def figure(values: Sequence[tuple[str, float, str]], sentence: str, highest: float | None = None) -> Figure:
    """Label, value, value as said, from left to right; `highest` is the top of the scale, that figures may share."""
    top = highest or max((value for _, value, _ in values), default=0) or 1
    step = min(WIDTH / max(len(values), 1), WIDEST)
    every = max(1, round(44 / step))  # a label needs 44 px
    columns = []
    for at, (label, value, said) in enumerate(values):
        height = max(round(HEIGHT * value / top, 1), 1.5 if value else 0)
        shown = (len(values) - 1 - at) % every == 0
        x, y = round(at * step, 1), round(ROOM + HEIGHT - height, 1)
        columns.append(Column(label, said, x, y, round(step - 4, 1), height, shown))
    return Figure(tuple(columns), sentence, max(round(step * len(values)), WIDEST))
