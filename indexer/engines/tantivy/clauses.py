"""A query in tantivy's clauses: what matches, what filters, what ranks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Sequence

import tantivy
from tantivy import Occur

import mappings
from indexer.analyze import marked_bigrams
from indexer.engines.tantivy.index import facet_fields, minutes, schema
from indexer.query import AllOf, Among, AnyOf, Between, Clause, Containing, Not, Phrase, Query, Word

SYNONYM = 0.6  # of a term's weight; judged: lay words gain nDCG@10 (.79 at .4, .83), questions lose from .8 on


def holds(clause: Clause) -> tantivy.Query:
    """The documents that meet a clause."""
    match clause:
        case Word():
            ways = [all_of([_held(field, term, clause) for term in terms if term]) for field, terms in _ways(clause)]
            return any_of([*ways, *map(holds, clause.also)])
        case Phrase():
            return any_of([_in_order(field, terms, clause.slop) for field, terms in _ways(clause)])
        case Containing(name, part):
            return tantivy.Query.regex_query(schema(), name, f".*{_literal(part)}.*")
        case Among(name, values):
            return any_of([_term(name, value) for value in values])
        case Between():
            return _between(clause)
        case AnyOf(clauses):
            return any_of([holds(each) for each in clauses])
        case AllOf(clauses):
            return all_of([holds(each) for each in clauses])
        case Not(refused):
            return _none_of([holds(refused)])[0]


def filters(query: Query, skip: str | None = None) -> list[tantivy.Query]:
    """The period, with the chosen and the unwanted values of every facet but one."""
    fields = facet_fields(query.as_of)
    chosen = [
        any_of([_term(fields[name], value) for value in values])
        for name, values in query.filters.items()
        if name != skip and values
    ]
    unwanted = [_term(fields[name], value) for name, values in query.excluded.items() for value in values]
    return [*chosen, *_none_of(unwanted), *_period(query.published_from, query.published_to), *scope(query)]


def scope(query: Query) -> list[tantivy.Query]:
    """Entries of projects only where they were asked for."""
    return [] if "project" in query.filters.get("kind", ()) else _none_of([_term("kind", "project")])


def scoring(query: Query, wanted: tantivy.Query) -> tantivy.Query:
    boosts = mappings.schema()["mappings"]["_meta"]["boosts"]
    ranking = [
        (Occur.Should, tantivy.Query.boost_query(_term(field, term), boost))
        for field, boost in boosts.items()
        for term in (query.terms if field.endswith("terms") else query.bigrams)
    ]
    ranking += [
        (Occur.Should, tantivy.Query.boost_query(_term(field, term), boost * SYNONYM))
        for field, boost in boosts.items()
        for term in _synonymous(query, "terms" if field.endswith("terms") else "bigrams")
    ]
    return tantivy.Query.boolean_query([(Occur.Must, tantivy.Query.const_score_query(wanted, 0.0)), *ranking])


def _synonymous(query: Query, kind: str) -> tuple[str, ...]:
    """The terms, or the bigrams, of synonyms that the question does not have itself."""
    own = {*query.terms, *query.bigrams}
    words = [synonym.word for synonym in query.synonyms]
    found = (term for word in words for term in (word.terms if kind == "terms" else word.bigrams))
    return tuple(dict.fromkeys(term for term in found if term not in own))


def published_at(minute: int | None) -> tantivy.Query:
    """Entries of one minute since 1970; None for the undated."""
    if minute is not None:
        return tantivy.Query.range_query(schema(), "published", tantivy.FieldType.Integer, minute, minute)
    dated = tantivy.Query.exists_query("published")
    return tantivy.Query.boolean_query([(Occur.Must, tantivy.Query.all_query()), (Occur.MustNot, dated)])


def all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def _none_of(unwanted: Sequence[tantivy.Query]) -> list[tantivy.Query]:
    """A clause, or none; one of refusals alone would match nothing."""
    if not unwanted:
        return []
    all_but = [(Occur.Must, tantivy.Query.all_query()), *((Occur.MustNot, each) for each in unwanted)]
    return [tantivy.Query.boolean_query(all_but)]


def _period(first: date | None, last: date | None) -> list[tantivy.Query]:
    """A clause, or none, for the minutes of the days from first to last."""
    if first is None and last is None:
        return []
    begin = minutes(first.isoformat()) if first else None
    end = minutes((last + timedelta(days=1)).isoformat()) if last and last < date.max else None
    whole = tantivy.FieldType.Integer
    if begin is None and end is None:
        return [tantivy.Query.exists_query("published")]
    return [tantivy.Query.range_query(schema(), "published", whole, begin, end, include_upper=end is None)]


def _term(field: str, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), field, term)


def _ways(clause: Word | Phrase) -> list[tuple[str, Sequence[str | None]]]:
    """By its terms, by its bigrams."""
    ways = (f"{clause.field}_terms", clause.terms), (f"{clause.field}_bigrams", clause.bigrams)
    return [(field, terms) for field, terms in ways if terms]


def _held(field: str, term: str, word: Word) -> tantivy.Query:
    """A term; where it is one of several, by its bigrams too, since it may stand in a compound of the text."""
    alone = len(word.terms) < 2 or len(term) < 2 or field != f"{word.field}_terms" or word.field == "attachment"
    if alone:
        return _term(field, term)
    letters = all_of([_term(f"{word.field}_bigrams", bigram) for bigram in marked_bigrams(term)])
    return any_of([_term(field, term), letters])


def _in_order(field: str, terms: Sequence[str | None], slop: int) -> tantivy.Query:
    placed = [(at, term) for at, term in enumerate(terms) if term is not None]
    if len(placed) == 1:
        return _term(field, placed[0][1])
    return tantivy.Query.phrase_query(schema(), field, placed, slop)


def _between(clause: Between) -> tantivy.Query:
    low, high = (minutes(end) if isinstance(end, str) else end for end in (clause.low, clause.high))
    return tantivy.Query.range_query(schema(), clause.property, tantivy.FieldType.Integer, low, high)


def _literal(text: str) -> str:
    """Letters that mean themselves in a pattern."""
    return re.sub(r"([\\.+*?()|\[\]{}^$#&~-])", r"\\\1", text)
