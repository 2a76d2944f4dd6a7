"""The lines of a plan with the chapter and the page that each stands in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Iterator, Sequence

import mappings

CONTENTS = 3  # chapters beside each other on a page are its contents
HEAD_LINES = 3  # a chapter without a readable number stands at the head of its page

_ROMAN = {roman: number for number, roman in enumerate("I II III IV V VI VII VIII IX X".split(), 1)}
_CHAPTER = re.compile(
    r"^\s*(?P<number>[Ⅰ-Ⅻ]|[IVX]{1,4})\s*[.．,]?\s+(?P<name>\S.*)$|^\s*(?P<odd>[a-h])\.\s+(?P<rest>\S.*)$"
)
_REACH = 12  # lines between the first chapter of a list and its third
_PAGE = re.compile(r"^\s*[-–—]\s*\d{1,3}\s*[-–—]\s*$")
_LEADER = re.compile(r"\s*(?:[·.…‥⋯ㆍ・]\s*){2,}\d*\s*$|\s*/\s*\d{1,3}\s*$")
_BODY = re.compile(r"^\s*(?:[□■◇◆❖◊◈○◦ㅇ●◎◯※*＊☞✓✔▷▶►➢【≪《<〈\[-]|[–—−])")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0e-\x1f\u00ad\ufffe\uffff]")


@dataclass(frozen=True)
class Line:
    text: str
    page: int | None  # from 1
    place: int  # on its page, from 0
    role: str  # of its chapter: plan, issue, other
    is_chapter: bool = False  # the heading of one

    @property
    def is_body(self) -> bool:
        """Whether it starts as content does, with the mark of a paragraph."""
        return _is_body(self.text)


@dataclass(frozen=True)
class _Chapter:
    at: int
    role: str


def lines(pages: Sequence[str], text: str) -> tuple[Line, ...]:
    """Every line that says something; without pages those of the text. Numbers of pages are left out."""
    if pages:
        raw: list[tuple[str, int | None]] = [
            (line, page) for page, whole in enumerate(pages, 1) for line in whole.splitlines()
        ]
    else:
        raw = [(line, None) for line in text.splitlines()]
    placed = list(_placed((line, page) for line, page in raw if line.strip() and not _PAGE.match(line)))
    roles = _roles_of([line for line, _, _ in placed], placed)
    return tuple(
        Line(line, page, place, role, is_chapter)
        for (line, page, place), (role, is_chapter) in zip(placed, roles)
    )


def folded(name: str) -> str:
    """A name as it is compared: letters without spaces, signs or width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).lower()


def readable(name: str) -> str:
    """A name as it is shown: without leaders and picture letters, a letter-spaced one closed."""
    name = " ".join(_LEADER.sub("", PRIVATE.sub(" ", name)).split())
    words = name.split(" ")
    return "".join(words) if is_spaced(name) else " ".join(words)


def is_spaced(name: str) -> bool:
    words = name.split()
    return len(words) > 3 and sum(len(word) == 1 for word in words) > 0.7 * len(words)


def is_private(text: str) -> bool:
    """Whether it begins with a picture letter, as a bullet of the word processor comes out."""
    return bool(PRIVATE.match(text.lstrip(" ")))


def _is_body(text: str) -> bool:
    return bool(_BODY.match(text)) or "\t" in text


def _placed(raw: Iterator[tuple[str, int | None]]) -> Iterator[tuple[str, int | None, int]]:
    last: int | None = None
    place = 0
    for line, page in raw:
        place = place + 1 if page == last and page is not None else 0
        last = page
        yield line, page, place


def _roles_of(texts: Sequence[str], placed: Sequence[tuple[str, int | None, int]]) -> list[tuple[str, bool]]:
    """The role of each line's chapter, whether it is its heading; where no chapter is, all is plan."""
    roles, role, number = list[tuple[str, bool]](), "other", 0
    marks = {at: found for at, text in enumerate(texts) if (found := _chapter(text))}
    listed = _contents(marks, placed)
    known = False
    for at in range(len(texts)):
        found = marks.get(at)
        at_head = placed[at][2] < HEAD_LINES
        is_new = found and at not in listed and (found[0] >= number or found[0] == 0 and at_head)
        if found and is_new:
            following = texts[at + 1] if at + 1 < len(texts) else ""
            role = chapter_role(found[1], following)
            number, known = max(number, found[0]), True
        elif at_head and _is_annex(texts[at]):
            role = "other"
        roles.append((role, bool(is_new)))
    return roles if known else [("plan", False)] * len(texts)


def _contents(marks: dict[int, tuple[int, str]], placed: Sequence[tuple[str, int | None, int]]) -> set[int]:
    """Chapters that stand on one page, or before the number of theirs."""
    listed: set[int] = set()
    for at in marks:
        near = [other for other in marks if abs(other - at) <= _REACH and placed[at][1] == placed[other][1]]
        ends = _LEADER.search(placed[at][0]) or re.search(r"\s\d{1,3}$", placed[at][0])
        whole = placed[min(near):max(near) + 1]
        if placed[at][1] is not None and len(near) >= CONTENTS and not any(_is_body(line) for line, _, _ in whole):
            listed.update(near)
        elif ends:
            listed.add(at)
    return listed


def _chapter(text: str) -> tuple[int, str] | None:
    found = _CHAPTER.match(text)
    if found is None or "\t" in text:
        return None
    if found["odd"]:
        return 0, found["rest"]
    number = unicodedata.normalize("NFKC", found["number"])
    return (_ROMAN[number], found["name"]) if number in _ROMAN else None


def chapter_role(name: str, following: str = "") -> str:
    """plan, issue or other: the first row of mappings/plan_chapters.csv that fits the name, also with the next line."""
    for words in (readable(name), f"{readable(name)} {readable(following)}"):
        for role, pattern in _roles():
            if role != "annex" and pattern.search(words):
                return role
    return "other"


def _is_annex(text: str) -> bool:
    return any(role == "annex" and pattern.search(text) for role, pattern in _roles())


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in mappings.table("plan_chapters"))
