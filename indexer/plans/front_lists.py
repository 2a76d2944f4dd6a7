"""The lists at the front of a department's plan, each with the project sheets that stand behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, Sequence

from indexer.plans.names import department

STATUSES = {"신규": "new", "계속": "continued"}

_BOLD = re.compile(r"\*\*")
_TOP = re.compile(r"^\s*[□■◆▣]\s*")
_NUMBER = ("연번", "순번", "번호")
_PAGE = ("쪽", "페이지", "쪽수", "면")
_NAME = re.compile(r"(?:주요|세부|단위|추진)?(?:사업|과제|시책)명?")
_OVERVIEW = re.compile(r"(?:사업|행사|운영)?개요")
_TITLE = re.compile(r"^\s*(?P<number>\d)\.\s*(?P<name>\D.*?)\s*(?P<status>[\[(](?:신규|계속|확대)[\])])?\s*$")


@dataclass(frozen=True)
class Sheet:
    lines: tuple[str, ...]
    number: int = 1  # printed above it where a project has several
    title: str = ""
    status: str | None = None


@dataclass(frozen=True)
class FrontList:
    rows: tuple[tuple[str, str | None], ...]  # name, new or continued
    department: str | None
    sheets: tuple[Sheet, ...]


def front_lists(text: str) -> Iterator[FrontList]:
    """Those of two projects or more."""
    lines = _BOLD.sub("", text).splitlines()
    starts = [at for at, line in enumerate(lines) if _is_header(line)]
    for at, end in zip(starts, [*starts[1:], len(lines)]):
        rows = tuple(_rows(lines, at))
        if len(rows) > 1:
            yield FrontList(rows, _department(lines[:at]), tuple(_sheets(lines[at:end])))


def _is_header(line: str) -> bool:
    cells = _closed(line)
    return len(cells) > 2 and cells[0] in _NUMBER and cells[-1] in _PAGE and any(map(_NAME.fullmatch, cells))


def _rows(lines: Sequence[str], header: int) -> Iterator[tuple[str, str | None]]:
    place = next(at for at, cell in enumerate(_closed(lines[header])) if _NAME.fullmatch(cell))
    for line in lines[header + 1:]:
        row = [cell.strip() for cell in line.split("\t")]
        if len(row) <= place and line.strip():
            return
        if len(row) > place and row[place]:
            status = next((STATUSES[cell] for cell in row if cell in STATUSES), None)
            yield " ".join(row[place].split()), status


def _closed(line: str) -> list[str]:
    return ["".join(cell.split()) for cell in line.split("\t")]


def _department(above: Sequence[str]) -> str | None:
    """The last line above that is nothing but a department, its letters apart or not."""
    return next(filter(None, map(department, reversed(above))), None)


def _sheets(lines: Sequence[str]) -> Iterator[Sheet]:
    """From each 사업개요 to the next."""
    starts = [at for at, line in enumerate(lines) if _OVERVIEW.fullmatch("".join(_TOP.sub("", line).split()))]
    for at, end in zip(starts, [*starts[1:], len(lines)]):
        above = next((line for line in reversed(lines[:at]) if line.strip()), "")
        title = _TITLE.match(above)
        if title:
            status = STATUSES.get((title["status"] or "").strip("[]()"))
            yield Sheet(tuple(lines[at:end]), int(title["number"]), title["name"], status)
        else:
            yield Sheet(tuple(lines[at:end]))
