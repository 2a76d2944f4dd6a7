"""What a person asks for, in the index's own terms."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Iterable

import mappings
from indexer.analyze import SENTENCE_END, Analysed, analyse, clean, marked_bigrams
from indexer.query import Query, Word

WORDS_OF_A_LONG_RUN = 3  # a word of more content terms was written without its spaces: each term is a word

_WORD = re.compile(r"\S+")
_MEANINGFUL = re.compile(r"\w+")


def understand(query: Query) -> Query:
    """The query with its words, and with the terms and bigrams that rank, filled in from its text."""
    text = clean(query.text)
    analysed = analyse(text)
    words = [word for match in _WORD.finditer(text) for word in _words(analysed, match)]
    terms = _distinct(term for term in analysed.terms if term != SENTENCE_END and term not in _light())
    raw = [bigram for word in _MEANINGFUL.findall(text) for bigram in marked_bigrams(word)]
    return replace(
        query, words=tuple(dict.fromkeys(words)), terms=terms, bigrams=_distinct([*analysed.bigrams, *raw])
    )


@cache
def _light() -> frozenset[str]:
    """Verbs and question words that say little; they rank and match nothing."""
    return frozenset(mappings.lines("light_words.txt"))


def _words(analysed: Analysed, match: re.Match[str]) -> list[Word]:
    """The words of one piece of text between spaces: usually one, none for light words or signs."""
    start, end = match.span()
    inside = [term for term, at in zip(analysed.terms, analysed.starts) if start <= at < end and term != SENTENCE_END]
    terms = _distinct(term for term in inside if term not in _light())
    runs = [match.string[max(start, a) : min(end, b)] for a, b in analysed.runs if a < end and b > start]
    if len(terms) > WORDS_OF_A_LONG_RUN:
        return [Word(term, (term,), tuple(marked_bigrams(term))) for term in terms]
    if inside and not terms:
        return []
    bigrams = _distinct(bigram for run in runs or _MEANINGFUL.findall(match.group()) for bigram in marked_bigrams(run))
    return [Word(match.group(), terms, bigrams)] if terms or bigrams else []


def _distinct(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
