"""The policy themes of a text, by weighted terms that stand in it at morpheme boundaries."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from math import log2
from typing import Container, Iterator, Mapping, NamedTuple, Sequence

import mappings
from indexer.records import ThemeMatch

TITLE, DEPARTMENT, LEAD, BODY = 4.0, 2.0, 1.5, 1.0  # weight of a term by the best place where it stands
LEAD_CHARACTERS = 200
ENOUGH = 2.0  # two full terms of the body, or one of the title
NEAR_BEST, NEAR_BEST_OF_LONG = 0.6, 0.4  # share of the best field's score that a second field needs
LONG_CHARACTERS = 5000  # plans, newsletters: the work of several departments
OWN_SHARE = 0.45  # share of its field's score that makes a child theme out of its parent
MOST_THEMES = 3
KEY = 2  # first characters of a term that it is looked up by


class Edges(NamedTuple):
    """Offsets at which the tokens of a text begin, ascending, with those at which they end."""

    starts: Sequence[int]
    ends: Container[int]


@dataclass(frozen=True, eq=False)  # compared by identity: hashing the fields took a third of the time
class Term:
    letters: str  # without spaces
    printed: str
    theme: str
    weight: float


def assign(
    title: str, body: str, department: str | None, title_edges: Edges, body_edges: Edges
) -> tuple[ThemeMatch, ...]:
    """At most three themes, the strongest first, each with the terms that gave it; only the most specific ids."""
    places: dict[Term, float] = {}
    times: Counter[Term] = Counter()
    for term, at in _found(body, body_edges):
        times[term] += 1
        places[term] = max(places.get(term, 0.0), LEAD if at < LEAD_CHARACTERS else BODY)
    for term in _within(department or ""):
        places[term] = max(places.get(term, 0.0), DEPARTMENT)
    for term, _ in _found(title, title_edges):
        places[term] = TITLE
    scores = {term: term.weight * (place + log2(times[term] or 1)) for term, place in places.items()}
    return _strongest(scores, NEAR_BEST if len(body) < LONG_CHARACTERS else NEAR_BEST_OF_LONG)


def _found(text: str, edges: Edges) -> Iterator[tuple[Term, int]]:
    """Terms that begin where a token begins and end where one ends, with where they begin; the longest at a place."""
    terms, ends, read_to = _terms(), edges.ends, 0
    for start in edges.starts:
        key = text[start:start + KEY]
        if key in terms and start >= read_to:
            for term in terms[key]:
                end = _end(text, start, term.letters)
                if end in ends:
                    read_to = end
                    yield term, start
                    break


def _end(text: str, start: int, letters: str) -> int:
    """Where the term that begins at `start` ends, spaces inside it left aside; -1 when it does not stand there."""
    if text.startswith(letters, start):
        return start + len(letters)
    if " " not in text[start:start + len(letters)]:
        return -1
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
    for printed, (theme, weight) in _weighted().items():
        letters = printed.replace(" ", "")
        terms[letters[:KEY]].append(Term(letters, printed, theme, weight))
    return {key: tuple(sorted(found, key=lambda term: -len(term.letters))) for key, found in terms.items()}


def _weighted() -> Mapping[str, tuple[str, float]]:
    """Theme and weight of every term: those of themes.csv weigh 1 unless theme_terms.csv says otherwise.

    A weight of 0 is for a longer word that only looks like a term: 청년회 says nothing about 청년.
    """
    themes = mappings.table("themes")
    given = {term: (row["theme_id"], 1.0) for row in themes for term in row["key_terms"].split("|")}
    return {**given, **{row["term"]: (row["theme_id"], float(row["weight"])) for row in mappings.table("theme_terms")}}


@cache
def _parents() -> Mapping[str, str]:
    return {row["theme_id"]: row["parent"] or row["theme_id"] for row in mappings.table("themes")}


def _strongest(scores: Mapping[Term, float], near_best: float) -> tuple[ThemeMatch, ...]:
    """The themes of the best fields: a field is a top theme, its score that of all its terms, its children's too."""
    themes: defaultdict[str, float] = defaultdict(float)
    fields: defaultdict[str, float] = defaultdict(float)
    for term, score in scores.items():
        themes[term.theme] += score
        fields[_parents()[term.theme]] += score
    enough = max(ENOUGH, near_best * max(fields.values(), default=0.0))
    best = sorted((field for field in fields if fields[field] >= enough), key=lambda field: (-fields[field], field))
    chosen = [theme for field in best for theme in _specific(field, fields[field], themes)]
    return tuple(ThemeMatch(theme, _evidence(theme, scores)) for theme in chosen[:MOST_THEMES])


def _specific(field: str, score: float, themes: Mapping[str, float]) -> list[str]:
    """The children that hold enough of their field's score, the strongest first; the field itself when none does."""
    children = [theme for theme in themes if theme != field and _parents()[theme] == field]
    strong = [child for child in children if themes[child] >= OWN_SHARE * score]
    return sorted(strong, key=lambda child: (-themes[child], child)) or [field]


def _evidence(theme: str, scores: Mapping[Term, float]) -> tuple[str, ...]:
    """The terms of the theme, of a field with those of its children, the weightiest first."""
    own = [term for term in scores if term.weight and theme in (term.theme, _parents()[term.theme])]
    return tuple(term.printed for term in sorted(own, key=lambda term: (-scores[term], term.printed)))
