"""The sections of a plan that describe one project each: a numbered heading with labelled lines below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Iterator, Sequence

import mappings

NEEDED = frozenset({"department"})  # without it a heading with a sum may as well be a part of a project
NAME_CHARACTERS = 60

_HEADING = re.compile(r"^\s*(?:\d{1,2}(?:-\d{1,2})+\.?|\d{1,2}(?:\.\d{1,2})*[.)]|[①-⑳❶-❿]|[가-하]\.)\s*(?P<name>\S.*)$")
_CHAPTER = re.compile(r"^\s*(?:[Ⅰ-Ⅻ]+\s*\.|전략\s*\d|제\s*\d+\s*[장절])")
_LABEL = re.compile(r"^[\s○◦●•·▪\-–*□■ㅇ]*(?P<label>[가-힣\d() ]{2,14}?)\s*[:：]\s*(?P<value>\S.*)$")


@dataclass(frozen=True)
class Section:
    name: str
    stated: tuple[tuple[str, str, str], ...]  # role, label, value: as printed, in order

    def first(self, role: str) -> str | None:
        return next((value for stated, _, value in self.stated if stated == role), None)


def sections(text: str) -> Iterator[Section]:
    """Sections that name a department; headings without labelled lines are passed over."""
    name, stated = "", list[tuple[str, str, str]]()
    for line in [*text.splitlines(), "Ⅰ."]:
        heading = _HEADING.match(line)
        if heading or _CHAPTER.match(line):
            if name and NEEDED <= {role for role, _, _ in stated}:
                yield Section(name, tuple(stated))
            name, stated = _name(heading), []
        elif name:
            stated.extend(_stated(line))


def _name(heading: re.Match[str] | None) -> str:
    name = " ".join(heading["name"].split()) if heading else ""
    return name if len(name) <= NAME_CHARACTERS and "\t" not in name else ""


def _stated(line: str) -> Sequence[tuple[str, str, str]]:
    found = _LABEL.match(line)
    label = "".join(found["label"].split()) if found else ""
    return [(role, label, found["value"].strip()) for role, pattern in _roles() if found and pattern.fullmatch(label)]


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in mappings.table("plan_labels"))
