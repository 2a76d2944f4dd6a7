"""Which chapter of a plan each line stands in: one of planned work, of issues, or another."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple, Sequence

import mappings
from indexer.plans.names import LEADER, readable

CONTENTS = 3  # chapters beside each other on a page are its contents
REACH = 12  # lines between the first chapter of a list and its third
HEAD_LINES = 3  # a chapter without a readable number stands at the head of its page

_ROMAN = {roman: number for number, roman in enumerate("I II III IV V VI VII VIII IX X".split(), 1)}
_CHAPTER = re.compile(
    r"^\s*(?P<number>[Ⅰ-Ⅻ]|[IVX]{1,4})\s*[.．,]?\s+(?P<name>\S.*)$|^\s*(?P<odd>[a-h])\.\s+(?P<rest>\S.*)$"
)
_PAGE = re.compile(r"\s\d{1,3}$")
_BODY = re.compile(r"^\s*(?:[□■◇◆❖◊◈○◦ㅇ●◎◯❍◉※*＊☞✓✔▷▶►➢【≪《<〈\[▸▹▻‣∙•-]|[–—−])")


class Placed(NamedTuple):
    text: str
    page: int | None  # from 1
    place: int  # on its page, from 0


class _Mark(NamedTuple):
    number: int  # 0 where it is not readable
    name: str


def is_body(text: str) -> bool:
    """Whether a line starts as content does, with the mark of a paragraph."""
    return bool(_BODY.match(text)) or "\t" in text


def roles(lines: Sequence[Placed]) -> list[tuple[str, bool]]:
    """The role of each line's chapter, whether it is its heading; where no chapter is, all is plan."""
    marks = {at: mark for at, line in enumerate(lines) if (mark := _mark(line.text))}
    contents = _contents(marks, lines)
    found, role, number, known = list[tuple[str, bool]](), "other", 0, False
    for at, line in enumerate(lines):
        mark, at_head = marks.get(at), line.place < HEAD_LINES
        begins = bool(mark and at not in contents and (mark.number >= number or mark.number < 2 and at_head))
        if mark and begins:
            following = lines[at + 1].text if at + 1 < len(lines) else ""
            role, number, known = _role(mark.name, following), mark.number or number, True
        elif at_head and _is_annex(line.text):
            role = "other"
        found.append((role, begins))
    return found if known else [("plan", False)] * len(lines)


def _mark(text: str) -> _Mark | None:
    found = _CHAPTER.match(text)
    if found is None or "\t" in text:
        return None
    if found["odd"]:
        return _Mark(0, found["rest"])
    number = unicodedata.normalize("NFKC", found["number"])
    return _Mark(_ROMAN[number], found["name"]) if number in _ROMAN else None


def _contents(marks: dict[int, _Mark], lines: Sequence[Placed]) -> set[int]:
    """Chapters that stand on one page, or before the number of theirs."""
    listed: set[int] = set()
    for at in marks:
        near = [other for other in marks if abs(other - at) <= REACH and lines[at].page == lines[other].page]
        whole = lines[min(near):max(near) + 1]
        if lines[at].page is not None and len(near) >= CONTENTS and not any(is_body(line.text) for line in whole):
            listed.update(near)
        elif LEADER.search(lines[at].text) or _PAGE.search(lines[at].text):
            listed.add(at)
    return listed


def _role(name: str, following: str) -> str:
    """plan, issue or other: the first row of mappings/plan_chapters.csv that fits the name, also with the next line."""
    for words in (readable(name), f"{readable(name)} {readable(following)}"):
        for role, pattern in _patterns():
            if role != "annex" and pattern.search(words):
                return role
    return "other"


def _is_annex(text: str) -> bool:
    return any(role == "annex" and pattern.search(text) for role, pattern in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in mappings.table("plan_chapters"))
