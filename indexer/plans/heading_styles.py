"""The styles in which plans number their headings."""

from __future__ import annotations

import re
from typing import Sequence

from indexer.plans.lines import Line
from indexer.plans.names import is_private, readable

STEPPED = ("substep", "step", "decimal", "word", "box")  # styles that number nothing but tasks

_BEHIND = r"\s*[\]>]?\s*[.:·]?\s*(?P<name>\D.*)$"
_STYLES = (
    ("substep", re.compile(r"^\s*(?P<number>\d{1,2}(?:\s?-\s?\d{1,2}){2})[.)]?\s*(?P<name>[^\d\s.)~∼-].*)$")),
    ("step", re.compile(r"^\s*(?P<number>\d{1,2}\s?-\s?\d{1,2})[.)]?(?:\s+|(?=[^\d\s.)~∼-]))(?P<name>[^\s~∼-].*)$")),
    ("word", re.compile(r"^\s*[\[<]?(?:추진|핵심|중점|세부|이행|실천)?\s?과제\s*(?P<number>\d{1,2}(?:-\d{1,2})?)" + _BEHIND)),
    ("strategy", re.compile(r"^\s*[\[<]?(?:추진|핵심|정책)?\s?(?:전략\s?목표|전략\s?과제|전략|분야|목표)\s*(?P<number>\d{1,2})" + _BEHIND)),
    ("decimal", re.compile(r"^\s*(?P<number>\d{1,2}\.\d{1,2})\.?\s+(?P<name>[^\d\s.)~∼-].*)$")),
    ("dot", re.compile(r"^\s*(?P<number>\d{1,2})\.\s*(?P<name>(?:\d+[가-힣]|[^\d\s.]).*)$")),
    ("bracket", re.compile(r"^\s*(?P<number>\d{1,2})\)\s*(?P<name>(?:\d+[가-힣]|[^\d\s.]).*)$")),
    ("bare", re.compile(r"^\s*(?P<number>\d{1,2})\s+(?P<name>(?:20\d\d년?\s|\d+[가-힣]|[^\d\s.)~∼:]).*)$")),
    ("alone", re.compile(r"^\s*(?P<number>\d{1,2})\s*/?\s*$")),
    ("circled", re.compile(r"^\s*(?P<number>[①-⑳])\s*(?P<name>\S.*)$")),
    ("dark", re.compile(r"^\s*(?P<number>[❶-❿➊-➓])\s*(?P<name>\S.*)$")),
    ("hangul", re.compile(r"^\s*(?P<number>[가나다라마바사아자차카타파하])\.\s*(?P<name>\S.*)$")),
    ("roman", re.compile(r"^\s*(?P<number>[Ⅰ-Ⅻ])\s*\.?\s*(?P<name>\S.*)$")),
    ("bullet", re.compile(r"^\s*(?P<number>)[▪■◾•▣]\s*(?P<name>\S.*)$")),
    ("square", re.compile(r"^\s*(?P<number>)[□❏◆]\s*(?P<name>\S.*)$")),
)


def styled(lines: Sequence[Line], at: int) -> tuple[str, str, str, int]:
    """Style, number, name, the line behind; no style where the line is no heading."""
    text = lines[at].text
    if is_private(text):
        return *_pictured(readable(text)), at + 1
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found is None:
            continue
        if style != "alone":
            return style, found["number"], found["name"], at + 1
        if at + 1 < len(lines) and lines[at + 1].page == lines[at].page and not lines[at + 1].is_body:
            return "bare", found["number"], lines[at + 1].text, at + 2
    return "", "", "", at + 1


def _pictured(name: str) -> tuple[str, str, str]:
    """Of a line that begins with a picture letter; the number behind the picture is not the task's."""
    style = next((style for style, pattern in _STYLES if style in ("dot", "bare") and pattern.match(name)), "picture")
    return style, "", re.sub(r"^\d{1,2}[.)]?\s*", "", name)
