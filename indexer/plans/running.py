"""What stands at the head or foot of page after page: headers, footers, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import Sequence

from indexer.plans.names import department

REPEATED = 3  # pages that begin or end with one line, at least, before it is a running one
SHARE = 0.3  # of the pages

_NUMBERED = re.compile(r"^\s*(?P<office>[가-힣·\s]{0,14}?)\s*[-–—‐]\s*\d{1,3}\s*[-–—‐]\s*(?P<behind>[가-힣·\s]{0,14}?)\s*$")


def without_running(pages: Sequence[str]) -> list[list[str]]:
    """The lines of each page that are its own. A department alone at its head stays: it says whose page it is."""
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    heads = _repeated([lines[0] for lines in split if lines], len(pages))
    feet = _repeated([lines[-1] for lines in split if lines], len(pages))
    return [_own(lines, heads, feet) for lines in split]


def office_of(page: str) -> str | None:
    """The department beside the number of a page: 기획예산과 - 3 -."""
    lines = [line for line in page.splitlines() if line.strip()]
    for line in (lines[-1], lines[0]) if lines else ():
        found = _NUMBERED.match(line)
        if found and (name := department(found["office"] or found["behind"])):
            return name
    return None


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page, with the department that may stand beside it."""
    found = _NUMBERED.match(line)
    beside = found and (found["office"] or found["behind"]).strip()
    return bool(found) and (not beside or department(beside) is not None)


def _repeated(ends: Sequence[str], pages: int) -> set[str]:
    counted = Counter(map(_folded, ends))
    return {line for line, count in counted.items() if count >= max(REPEATED, SHARE * pages) and not department(line)}


def _own(lines: Sequence[str], heads: set[str], feet: set[str]) -> list[str]:
    own = list(lines)
    if own and _folded(own[0]) in heads:
        own = own[1:]
    if own and _folded(own[-1]) in feet:
        own = own[:-1]
    return own


def _folded(line: str) -> str:
    return re.sub(r"\d+", "#", "".join(line.split()))
