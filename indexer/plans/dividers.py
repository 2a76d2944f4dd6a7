"""The departments that a plan of several is divided by: each named alone above its part."""

from __future__ import annotations

from typing import Sequence

import mappings
from indexer.plans.lines import Line
from indexer.plans.names import department
from indexer.plans.paragraphs import is_part

HEAD_LINES = 2  # of a page, in which a department stands
FEWEST = 2  # a plan of one department names it once, on its cover


def offices(lines: Sequence[Line]) -> list[str | None]:
    """For each line the department whose part it stands in; None all through where there are no such parts."""
    found, current, names = list[str | None](), None, set[str]()
    for at, line in enumerate(lines):
        name = department(line.text) if _may_divide(lines, at) else None
        if name and not is_part(name) and name not in mappings.lines("plan_not_offices.txt"):
            current = name
            names.add(name)
        found.append(current)
    return found if len(names) >= FEWEST else [None] * len(lines)


def _may_divide(lines: Sequence[Line], at: int) -> bool:
    """At the head of a page behind the cover; without pages, above a chapter or a numbered heading."""
    line = lines[at]
    if line.page is not None:
        return line.page > 1 and line.place < HEAD_LINES
    below = lines[at + 1] if at + 1 < len(lines) else None
    return below is not None and (below.is_chapter or below.text.lstrip()[:1].isdecimal())
