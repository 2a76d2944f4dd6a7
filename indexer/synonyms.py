"""Official words for the lay words of a question (mappings/synonyms.csv)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Iterable, Mapping, Sequence

import mappings
from indexer.analyze import SENTENCE_END, Analysed, analyse, marked_bigrams
from indexer.query import Synonym, Word

Terms = tuple[str, ...]
Span = tuple[int, int]


def found(analysed: Analysed, text: str) -> list[tuple[Span, Synonym]]:
    """The lay words of an analysed text, each with an official word; the longest at every place."""
    terms = [each for each in zip(analysed.terms, analysed.starts, analysed.ends) if each[0] != SENTENCE_END]
    by_terms, by_letters, longest = _table()
    matches: list[tuple[Span, Synonym]] = []
    read_to = 0
    for at, (_, start, _) in enumerate(terms):
        for size in range(min(longest, len(terms) - at), 0, -1):
            meant = by_terms.get(tuple(term for term, _, _ in terms[at : at + size]), ())
            if meant and at >= read_to:
                matches.extend(((start, terms[at + size - 1][2]), each) for each in meant)
                read_to = at + size
                break
    for start, end in [*(found.span() for found in _several().finditer(text)), *analysed.runs]:
        if not any(a < end and b > start for (a, b), _ in matches):
            matches.extend(((start, end), each) for each in by_letters.get(text[start:end], ()))
    return matches


def attached(words: Iterable[tuple[Word, Span]], matches: Sequence[tuple[Span, Synonym]]) -> list[Word]:
    """The words, each with the official words that stand for the whole of it."""
    return [
        replace(word, also=(*word.also, *(each.word for (a, b), each in matches if a <= start and end <= b)))
        for word, (start, end) in words
    ]


@cache
def _table() -> tuple[Mapping[Terms, Sequence[Synonym]], Mapping[str, Sequence[Synonym]], int]:
    """Synonyms by the terms of the lay words, by their letters, and the most terms of one."""
    by_terms: dict[Terms, list[Synonym]] = {}
    by_letters: dict[str, list[Synonym]] = {}
    for row in mappings.table("synonyms"):
        synonym = Synonym(row["lay"], row["official"], _word(row["official"]))
        terms = _terms(row["lay"])
        if len(terms) >= len(row["lay"].split()):  # 새 아파트 has one term, and must not stand for every 아파트
            by_terms.setdefault(terms, []).append(synonym)
        by_letters.setdefault(row["lay"], []).append(synonym)
    return by_terms, by_letters, max(map(len, by_terms))


@cache
def _several() -> re.Pattern[str]:
    """Lay words of several words as they are written: some have no terms (헌 옷), or other ones in a sentence."""
    lay = sorted((each for each in _table()[1] if " " in each), key=len, reverse=True)
    return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, lay)) + ")")


def _word(official: str) -> Word:
    bigrams = (bigram for part in official.split() for bigram in marked_bigrams(part))
    return Word(official, tuple(dict.fromkeys(_terms(official))), tuple(dict.fromkeys(bigrams)))


def _terms(text: str) -> Terms:
    return tuple(term for term in analyse(text).terms if term != SENTENCE_END)
