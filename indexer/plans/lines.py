"""The lines of a plan with the page and the chapter that each stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Iterator, Sequence

from indexer.plans import chapters
from indexer.plans.running import is_page_number, office_of, without_running


@dataclass(frozen=True)
class Line:
    text: str
    page: int | None  # from 1
    place: int  # on its page, from 0
    role: str  # of its chapter: plan, issue, other
    is_chapter: bool = False  # the heading of one
    office: str | None = None  # the department beside the number of its page

    @property
    def is_body(self) -> bool:
        """Whether it starts as content does, with the mark of a paragraph."""
        return chapters.is_body(self.text)


def lines(pages: Sequence[str], text: str) -> tuple[Line, ...]:
    """Every line that says something; without pages those of the text. What runs over all pages is left out."""
    placed = tuple(_placed(_raw(pages, text)))
    roles = chapters.roles(placed)
    offices = {number: office_of(page) for number, page in enumerate(pages, 1)}
    return tuple(
        Line(line.text, line.page, line.place, role, is_chapter, offices.get(line.page or 0))
        for line, (role, is_chapter) in zip(placed, roles)
    )


def _raw(pages: Sequence[str], text: str) -> Iterator[tuple[str, int | None]]:
    if pages:
        yield from ((line, page) for page, own in enumerate(without_running(pages), 1) for line in own)
    else:
        yield from ((line, None) for line in text.splitlines())


def _placed(raw: Iterable[tuple[str, int | None]]) -> Iterator[chapters.Placed]:
    last: int | None = None
    place = 0
    for line, page in raw:
        if not line.strip() or is_page_number(line):
            continue
        place = place + 1 if page == last and page is not None else 0
        last = page
        yield chapters.Placed(line, page, place)
