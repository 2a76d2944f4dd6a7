"""The paragraphs of a plan: lines that begin with a mark with those that continue them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Iterator, Sequence

import mappings
from indexer.plans.lines import Line
from indexer.plans.names import PRIVATE, is_private, readable

_TOP, _MIDDLE, _NOTE = "□■◆▣❏", "○◦ㅇ●◎◯❍①②③④⑤⑥⑦⑧⑨⑩➊➋➌➍➎❶❷❸❹❺", "※*＊☞"
_LETTER = r"[가나다라마바사아자차]\."
_MARK = re.compile(
    rf"^\s*(?P<mark>[{_TOP}{_MIDDLE}{_NOTE}▶▷►➢❖◇◊◈∙·•▪◾✔✓▸▹▻‣\-–—]|{_LETTER}|\(?\d{{1,2}}\)|\d{{1,2}}\.(?=\s*[가-힣]))"
    r"\s*(?P<text>\S.*)$"
)
_LABEL = re.compile(r"^(?:\((?P<inner>[가-힣·/\s]{2,12})\)|(?P<label>[가-힣·()\d\s‘’'`]{2,16}?)\s*[:：])\s*(?P<value>\S.*)$")
_SPACED_LABEL = re.compile(r"(?<![가-힣])(?:[가-힣] ){1,6}[가-힣](?=\s*[:：)])")
_PAST = re.compile(r"실적|경과|성과|지난")
_NAME_ENDS = re.compile(r"\s*[*※▸▹‣]|\s[:：]\s")


@dataclass(frozen=True)
class Paragraph:
    mark: str
    text: str
    page: int | None

    @property
    def rank(self) -> str:
        """top, middle, note by its mark; else empty."""
        if re.fullmatch(_LETTER, self.mark):
            return "middle" if label_of(self.text) else "top"
        if self.mark.endswith((")", ".")) and is_part(self.name):
            return "top"
        for rank, marks in (("top", _TOP), ("middle", _MIDDLE), ("note", _NOTE)):
            if self.mark and self.mark in marks:
                return rank
        return ""

    @property
    def name(self) -> str:
        """What a heading names, without remarks behind it."""
        return _NAME_ENDS.split(readable(self.text))[0].strip()


def paragraphs(body: Sequence[Line]) -> Iterator[Paragraph]:
    """In order, without the rows of tables, without those of sections on former years."""
    past = False
    for paragraph in _joined(body):
        if paragraph.rank == "top":
            past = is_part(paragraph.name) and bool(_PAST.search(paragraph.name))
        if not past:
            yield paragraph


def unmarked(line: str) -> str:
    """A line as the text of a paragraph."""
    found = _MARK.match(line)
    return _plain(found["text"] if found else line)


def label_of(text: str) -> str:
    """The label that a paragraph begins with, letters without spaces; else empty."""
    found = _LABEL.match(text)
    return re.sub(r"[\s()]", "", found["inner"] or found["label"]) if found else ""


def role_of(text: str) -> str:
    """department, period or budget, by its label; else empty."""
    label = label_of(text)
    return next((role for role, pattern in _roles() if label and pattern.fullmatch(label)), "")


def value_of(text: str) -> str | None:
    """What stands behind the label."""
    found = _LABEL.match(text)
    return found["value"].strip() if found else None


def is_part(name: str) -> bool:
    """Whether a heading names a part of any project (추진배경), not a project."""
    return bool(_parts().fullmatch(re.sub(r"[\s*]", "", name)))


def _joined(body: Sequence[Line]) -> Iterator[Paragraph]:
    current: Paragraph | None = None
    for line in body:
        found = _MARK.match(line.text)
        begins = found or is_private(line.text) or "\t" in line.text
        if begins and current:
            yield current
            current = None
        if "\t" in line.text:
            continue
        if begins:
            current = Paragraph(found["mark"] if found else "", unmarked(line.text), line.page)
        elif current:
            current = Paragraph(current.mark, f"{current.text} {_plain(line.text)}", current.page)
    if current:
        yield current


def _plain(text: str) -> str:
    """A line as it is read on: without picture letters, its label (사 업 비 :) closed."""
    return _SPACED_LABEL.sub(lambda found: found[0].replace(" ", ""), " ".join(PRIVATE.sub(" ", text).split()))


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in mappings.lines("plan_parts.txt")))


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in mappings.table("plan_labels"))
