"""What a person asks for, in the index's own terms."""

from __future__ import annotations

from dataclasses import replace
from typing import Iterable

from indexer import synonyms
from indexer.analyze import SENTENCE_END, analyse, clean, marked_bigrams
from indexer.demands import clause, named
from indexer.query import Between, Clause, Query
from indexer.syntax import parse
from indexer.words import distinct, light, literal, meaningful, words

MOST_WORDS = 64  # of a pasted text that are asked for


def understand(query: Query) -> Query:
    """The query with its words and demands, and with the terms and bigrams that rank, filled in from its text."""
    parsed = parse(clean(query.text))
    analysed = analyse(parsed.free)
    repairs = list(parsed.repairs)
    required = [found for node in parsed.nodes if (found := clause(node, repairs)) is not None]
    ranking = " ".join(named(parsed.nodes))
    beside = analyse(ranking)
    terms = [term for term in [*analysed.terms, *beside.terms] if term != SENTENCE_END and term not in light()]
    marked = [bigram for bigram in [*analysed.bigrams, *beside.bigrams] if bigram != SENTENCE_END]
    raw = [bigram for word in meaningful(f"{parsed.free} {ranking}") for bigram in marked_bigrams(word)]
    lay = synonyms.found(analysed, parsed.free) if query.expand else []
    return replace(
        query,
        words=tuple(words(analysed, parsed.free, lay=lay) or literal(parsed.free))[:MOST_WORDS],
        synonyms=tuple(dict.fromkeys(each for _, each in lay)),
        terms=distinct(terms),
        bigrams=distinct([*marked, *raw]),
        required=tuple(required),
        repairs=distinct([*repairs, *_projects(query, required)]),
        filters={**query.filters, "kind": ("project",)} if _projects(query, required) else query.filters,
    )


def _projects(query: Query, required: Iterable[Clause]) -> list[str]:
    """Only projects have a budget of their own: who asks for one asks for projects."""
    budgets = any(isinstance(each, Between) and each.property == "budget_won" for each in required)
    return ["예산은 계획의 사업에 있어 사업에서 찾았습니다."] if budgets and not query.filters.get("kind") else []
