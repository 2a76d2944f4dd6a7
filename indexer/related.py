"""Documents like a document: those related to it, and its precedents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal, Mapping

from indexer.analyze import SENTENCE_END
from indexer.engines import Engine
from indexer.engines.matching import information
from indexer.enrich import districts
from indexer.query import Hit, Query, Word
from indexer.records import Entry

STRONGEST = 12  # terms that a document is asked for by
IN_TITLE = 3  # times that a term of the title counts
MANY_TIMES = 5  # more repetitions say no more
COMMON = 0.2  # a term of more than this share of all documents tells nothing apart
ALIKE = 0.45  # share of the strongest terms' information that makes a document alike
LOOKED_AT = 60
RANKED = 300  # distinct terms whose commonness is looked up

Reason = Literal["project", "cluster", "district", "elsewhere"]


@dataclass(frozen=True)
class Related:
    """A document, why it is shown, the terms that both share with their share of the information."""

    hit: Hit
    reason: Reason
    terms: tuple[str, ...]
    share: float


def strongest(engine: Engine, entry: Entry) -> dict[str, float]:
    """The terms that tell a document apart with their information, strongest first."""
    place = _place(entry)
    counts = Counter(term for term in entry["body_terms"].split() if _telling(term) and term not in place)
    title = set(entry["title_terms"].split())
    likely = sorted(counts, key=lambda term: (term not in title, -counts[term], term))[:RANKED]
    total, held = max(engine.count(), 1), engine.frequencies(likely)
    rare = {term: information(total, min(held[term], total)) for term in likely if held[term] <= max(COMMON * total, 2)}
    weights = {term: min(counts[term], MANY_TIMES) * (IN_TITLE if term in title else 1) * rare[term] for term in rare}
    return {term: rare[term] for term in sorted(weights, key=lambda term: (-weights[term], term))[:STRONGEST]}


def question(terms: Mapping[str, float]) -> Query:
    """The query that asks for documents with such terms."""
    words = tuple(Word(term, (term,), ()) for term in terms)
    return Query(words=words, terms=tuple(terms), size=LOOKED_AT, facets=(), fold=True)


def related(engine: Engine, entry: Entry, size: int = 6) -> tuple[Related, ...]:
    """The likest documents; those that tell the same story elsewhere, of the same project, in the same place."""
    asked = _asked(engine, entry)
    return tuple(_alike(engine, entry, asked))[:size] if asked else ()


def precedents(engine: Engine, entry: Entry, size: int = 10) -> tuple[Related, ...]:
    """The earliest documents alike, near-duplicates as one, those published before the document alone."""
    asked = _asked(engine, entry)
    if asked is None or not entry.get("published"):
        return ()
    found = _alike(engine, entry, asked)
    earlier = [each for each in found if "" < (each.hit.entry.get("published") or "") < entry["published"]]
    told: dict[str, Related] = {}
    for each in sorted(earlier, key=lambda each: (each.hit.entry["published"], each.hit.entry["id"])):
        told.setdefault(each.hit.entry.get("cluster") or each.hit.entry["id"], each)
    return tuple(told.values())[:size]


@dataclass(frozen=True)
class _Asked:
    query: Query
    terms: Mapping[str, float]


def _asked(engine: Engine, entry: Entry) -> _Asked | None:
    terms = strongest(engine, entry)
    return _Asked(question(terms), terms) if terms else None


def _alike(engine: Engine, entry: Entry, asked: _Asked) -> list[Related]:
    kinds = {"kind": ("project",)} if entry["kind"] == "project" else {}
    found = engine.search(replace(asked.query, filters=kinds))
    compared = (_compared(entry, hit, asked.terms) for hit in found.hits if hit.entry["id"] != entry["id"])
    alike = [each for each in compared if each.share >= ALIKE or each.reason in ("project", "cluster")]
    return sorted(alike, key=lambda each: (-each.share, each.hit.entry["id"]))


def _compared(entry: Entry, hit: Hit, terms: Mapping[str, float]) -> Related:
    held = set(hit.entry["body_terms"].split())
    shared = tuple(term for term in terms if term in held)
    return Related(hit, _reason(entry, hit.entry), shared, sum(terms[term] for term in shared) / sum(terms.values()))


def _reason(entry: Entry, other: Entry) -> Reason:
    if entry.get("cluster") and entry.get("cluster") == other.get("cluster"):
        return "cluster"
    names = {(each.get("project") or {}).get("name") for each in (entry, other)}
    if len(names) == 1 and None not in names:
        return "project"
    places = [next(iter(each.get("district") or ()), None) for each in (entry, other)]
    return "district" if places[0] and places[0] == places[1] else "elsewhere"


def _telling(term: str) -> bool:
    return len(term) > 1 and not term.isdigit() and term != SENTENCE_END


def _place(entry: Entry) -> set[str]:
    """The names of the document's own district, which say who did a thing, not what was done."""
    names = [name for code in entry.get("district") or () for name in districts.label(code).split()]
    return {form for name in names for form in (name, name[:-1])}
