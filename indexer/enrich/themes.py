"""The policy themes of a text, by the terms of mappings/themes.csv at morpheme boundaries."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Container, Iterator, Mapping, NamedTuple, Sequence

import mappings
from indexer.records import ThemeMatch

TITLE, DEPARTMENT, LEAD, BODY = 3.0, 2.0, 2.0, 1.0  # weight of a term by where it stands
LEAD_CHARACTERS = 200
ENOUGH = 2.0  # two terms of the body, or one of title, department or lead
MOST_THEMES = 3
KEY = 2  # first characters of a term that it is looked up by


class Edges(NamedTuple):
    """Offsets at which the tokens of a text begin, ascending, with those at which they end."""

    starts: Sequence[int]
    ends: Container[int]


class Term(NamedTuple):
    letters: str  # without spaces
    printed: str
    theme: str


def assign(
    title: str, body: str, department: str | None, title_edges: Edges, body_edges: Edges
) -> tuple[ThemeMatch, ...]:
    """At most three themes, the strongest first, each with the terms that gave it; only the most specific ids."""
    weights: dict[Term, float] = {}
    for term, at in _found(body, body_edges):
        weights[term] = max(weights.get(term, 0.0), LEAD if at < LEAD_CHARACTERS else BODY)
    for term, _ in _found(title, title_edges):
        weights[term] = TITLE
    for term in _within(department or ""):
        weights[term] = max(weights.get(term, 0.0), DEPARTMENT)
    return _strongest(weights)


def _found(text: str, edges: Edges) -> Iterator[tuple[Term, int]]:
    """Terms that begin where a token begins and end where one ends, with where they begin; the longest at a place."""
    terms, ends, read_to = _terms(), edges.ends, 0
    for start in edges.starts:
        candidates = terms.get(text[start:start + KEY])
        if candidates and start >= read_to:
            for term in candidates:
                end = _end(text, start, term.letters)
                if end in ends:
                    read_to = end
                    yield term, start
                    break


def _end(text: str, start: int, letters: str) -> int:
    """Where the term that begins at `start` ends, spaces inside it left aside; -1 when it does not stand there."""
    if text.startswith(letters, start):
        return start + len(letters)
    at = start
    for letter in letters:
        if text[at:at + 1] == " ":
            at += 1
        if text[at:at + 1] != letter:
            return -1
        at += 1
    return at


def _within(department: str) -> Iterator[Term]:
    """Terms anywhere in the name of a department, which has no particles to confuse."""
    for start in range(len(department)):
        for term in _terms().get(department[start:start + KEY], ()):
            if department.startswith(term.letters, start):
                yield term


@cache
def _terms() -> Mapping[str, tuple[Term, ...]]:
    """Terms by their first two characters, the longest first."""
    terms: defaultdict[str, list[Term]] = defaultdict(list)
    for row in mappings.table("themes"):
        for printed in row["key_terms"].split("|"):
            letters = printed.replace(" ", "")
            terms[letters[:KEY]].append(Term(letters, printed, row["theme_id"]))
    return {key: tuple(sorted(found, key=lambda term: -len(term.letters))) for key, found in terms.items()}


@cache
def _parents() -> Mapping[str, str]:
    return {row["theme_id"]: row["parent"] for row in mappings.table("themes") if row["parent"]}


def _strongest(weights: Mapping[Term, float]) -> tuple[ThemeMatch, ...]:
    by_theme: defaultdict[str, list[Term]] = defaultdict(list)
    for term in weights:
        by_theme[term.theme].append(term)
    scores = {theme: sum(weights[term] for term in terms) for theme, terms in by_theme.items()}
    assigned = sorted((theme for theme in scores if scores[theme] >= ENOUGH), key=lambda theme: (-scores[theme], theme))
    implied = {_parents().get(theme) for theme in assigned}
    specific = [theme for theme in assigned if theme not in implied][:MOST_THEMES]
    return tuple(ThemeMatch(theme, tuple(term.printed for term in by_theme[theme])) for theme in specific)
