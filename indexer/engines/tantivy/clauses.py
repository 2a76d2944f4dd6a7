"""A query in tantivy's clauses: what matches, what filters, what ranks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Sequence

import tantivy
from tantivy import Occur

import mappings
from indexer.engines.tantivy.index import facet_fields, minutes, schema
from indexer.query import Query, Word


def holds(word: Word) -> tantivy.Query:
    ways = [all_of([_term(field, term) for term in terms]) for field, terms in _ways(word) if terms]
    return any_of(ways)


def filters(query: Query, skip: str | None = None) -> list[tantivy.Query]:
    """The period, with the chosen and the unwanted values of every facet but one."""
    fields = facet_fields()
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
    return tantivy.Query.boolean_query([(Occur.Must, tantivy.Query.const_score_query(wanted, 0.0)), *ranking])


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


def _ways(word: Word) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("body_terms", word.terms), ("body_bigrams", word.bigrams)
