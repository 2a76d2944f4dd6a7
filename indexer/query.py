"""What is asked of an engine with what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Mapping

from indexer.records import Entry

Match = Literal["all", "most", "any"]
Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("district", "year", "theme", "kind", "release_type")


@dataclass(frozen=True)
class Word:
    """One word of a question: a document holds it when it has all its terms or, failing those, all its bigrams."""

    raw: str
    terms: tuple[str, ...]
    bigrams: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A question with its filters, its order and the part of the answer that is wanted.

    `filters` maps a facet to the wanted values (any of them), `excluded` to the unwanted; the value `unknown` stands
    for documents without one, a parent value for its children too. Both days of publication are inside; an undated
    document is in no period. `size` 0 asks for counts alone.
    """

    text: str = ""
    words: tuple[Word, ...] = ()
    terms: tuple[str, ...] = ()  # all that ranks: distinct content terms
    bigrams: tuple[str, ...] = ()  # and marked bigrams
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published_from: date | None = None
    published_to: date | None = None
    match: Match = "most"
    sort: Sort = "relevance"
    fold: bool = False
    offset: int = 0
    size: int = 20
    facets: tuple[str, ...] = FACETS


@dataclass(frozen=True)
class Hit:
    entry: Entry
    score: float | None


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """Hits in order; facet values by count then value, complete; `relaxed` when any word was enough to match."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    relaxed: bool = False
    partial: bool = False
