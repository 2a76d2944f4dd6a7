"""Which sets of words make a document a match: the rule that both engines obey."""

from __future__ import annotations

from itertools import combinations
from math import inf, log
from typing import Callable, Sequence

# Of the question's information in a match. Judged questions: nDCG@10 .904, recall@100 .928 (a quarter: .903, .917).
SHARE = 0.2
WORDS_WANTED_ALL = 3  # up to so many words, all are wanted
MOST_INFORMATIVE = 8
MOST_TERMS = 64  # that rank: of a longer text the rarest
FEW = 10  # fewer matches than this are relaxed to any word


def information(total: int, holding: int) -> float:
    """The idf of a word that `holding` of `total` live documents hold."""
    return log(1 + (total - holding + 0.5) / (holding + 0.5))


def rarest(terms: Sequence[str], frequency: Callable[[str], int]) -> tuple[str, ...]:
    """At most MOST_TERMS of the terms, in their order: those that fewest entries hold, unknown ones last."""
    if len(terms) <= MOST_TERMS:
        return tuple(terms)
    kept = set(sorted(terms, key=lambda term: frequency(term) or inf)[:MOST_TERMS])
    return tuple(term for term in terms if term in kept)


def stretches(bigrams: Sequence[str]) -> list[tuple[str, ...]]:
    """What is left of a word that was mistyped in one place: any of these runs of its bigrams, nearly half of it."""
    size = max(1, (len(bigrams) - 1) // 2)
    return [tuple(bigrams[at : at + size]) for at in range(len(bigrams) - size + 1)]


def sufficient(weights: Sequence[float], share: float = SHARE) -> list[tuple[int, ...]]:
    """The smallest sets of words, by index, whose weight reaches the share of the whole.

    Only the most informative words take part. No set holds another.
    """
    strongest = sorted(range(len(weights)), key=lambda at: (-weights[at], at))[:MOST_INFORMATIVE]
    wanted = share * sum(weights)
    found: list[tuple[int, ...]] = []
    for size in range(1, len(strongest) + 1):
        for chosen in combinations(sorted(strongest), size):
            reaches = sum(weights[at] for at in chosen) >= wanted
            if reaches and not any(set(smaller) <= set(chosen) for smaller in found):
                found.append(chosen)
    return found or [tuple(sorted(strongest))]
