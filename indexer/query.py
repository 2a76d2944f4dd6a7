"""What is asked of an engine with what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Mapping, Union

from indexer.records import Entry

Match = Literal["all", "most", "any"]
AsOf = Literal["now", "then"]
Sort = Literal["relevance", "newest", "oldest"]
FACETS = ("district", "year", "theme", "kind", "release_type")


@dataclass(frozen=True)
class Word:
    """One word of a question.

    A document holds it when it has all its terms, or all its bigrams, or when it holds one of `also`. One of several
    terms may be there by its own bigrams: 기본 in 기본소득.
    """

    raw: str
    terms: tuple[str, ...]
    bigrams: tuple[str, ...]
    field: "Field" = "body"
    also: tuple["Word", ...] = ()  # other cuts of it and its synonyms


Field = Literal["body", "title", "attachment"]  # body: everything, title and attachments included


@dataclass(frozen=True)
class Phrase:
    """Words in their order: `terms` and `bigrams` name the same words, of which either may follow one another.

    None stands for a sentence end between. `slop` is how many other terms may stand between them.
    """

    raw: str
    terms: tuple[str | None, ...]
    bigrams: tuple[str | None, ...] = ()
    field: Field = "body"
    slop: int = 0


@dataclass(frozen=True)
class Containing:
    """A keyword property with `part` somewhere in it."""

    property: str
    part: str


@dataclass(frozen=True)
class Among:
    """A keyword property with one of the values."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """A number or a date from `low` to `high`, both included; None is open."""

    property: str
    low: int | str | None
    high: int | str | None


@dataclass(frozen=True)
class AnyOf:
    clauses: tuple["Clause", ...]


@dataclass(frozen=True)
class AllOf:
    clauses: tuple["Clause", ...]


@dataclass(frozen=True)
class Not:
    clause: "Clause"


@dataclass(frozen=True)
class Synonym:
    """An official word that is looked for beside the lay word of a question."""

    lay: str
    official: str
    word: Word


Clause = Union[Word, Phrase, Containing, Among, Between, AnyOf, AllOf, Not]


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
    expand: bool = True  # whether synonyms are looked for
    synonyms: tuple[Synonym, ...] = ()  # those looked for; they rank at a lower weight
    required: tuple[Clause, ...] = ()  # what a match must meet beside its words: phrases, fields, exclusions
    repairs: tuple[str, ...] = ()  # what the query language could not read, with what was made of it, in Korean
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    as_of: AsOf = "now"  # whether a district is meant as it is today or as it was when a document was published
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
    others: tuple[str, ...] = ()  # ids of the near-duplicates folded into it, best first


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """Hits in order; facet values by count then value, complete; `relaxed` when any word was enough to match.

    Folding makes `total` smaller by what was folded away, so that pages add up; facets still count every document.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    relaxed: bool = False
    partial: bool = False
