"""What a release is mainly for, by the weights of the words of its headline with those of its beginning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import exp
from typing import Iterable, Iterator, Mapping, Sequence

import mappings
from indexer.analyze import SENTENCE_END

KINDS = ("press", "news")  # other kinds have no release type
HEADLINE_END = 3  # last words of a headline: what is done stands there
LEAD_TERMS = 100
LEAD = 0.5  # strength of a word of the lead; any other place has 1
SAYS = "밝히"  # "… 개최했다고 밝혔다": the words in front of the first one say what is done
SAYS_WITHIN, SAID_TERMS = 150, 4
TERMS_READ = 200  # of a body; sentence ends count
FIRST_SENTENCE = 12  # terms after which the first sentence may end, where nobody says anything
UNCLEAR = 0.35  # share of probability below which a type is no more than a guess
EVIDENCE = 5  # words shown

Feature = tuple[str, str]  # place (title, end, says, lead), term


@dataclass(frozen=True)
class TypeMatch:
    type: str  # code of release_types.csv
    terms: tuple[str, ...]  # the words that spoke for it, the strongest first


def assign(title_terms: Sequence[str], body_terms: Sequence[str]) -> TypeMatch | None:
    """The most probable type; None when no word speaks for it or it is not clear."""
    present = features(title_terms, body_terms)
    known = {feature: strength for feature, strength in present.items() if feature in _weights()}
    scores = [bias for bias in _biases()]
    for feature, strength in known.items():
        for at, weight in _weights()[feature]:
            scores[at] += weight * strength
    best = max(range(len(scores)), key=lambda at: scores[at])
    share = 1 / sum(exp(score - scores[best]) for score in scores)
    terms = _evidence(known, best)
    return TypeMatch(codes()[best], terms) if terms and share >= UNCLEAR else None


def features(title_terms: Sequence[str], body_terms: Sequence[str]) -> dict[Feature, float]:
    """The words by the place where they stand, with their strength."""
    body_terms = body_terms[:TERMS_READ]
    title, lead = _words(title_terms), islice(_words_of(body_terms), LEAD_TERMS)
    found: dict[Feature, float] = {("title", word): 1.0 for word in title}
    found |= {("end", word): 1.0 for word in title[-HEADLINE_END:]}
    found |= {("lead", word): LEAD for word in lead}
    return found | {("says", word): 1.0 for word in _said(body_terms)}


@cache
def codes() -> tuple[str, ...]:
    """The codes, in the order of the columns of release_type_weights.csv."""
    return tuple(row["code"] for row in mappings.table("release_types"))


def _words(terms: Iterable[str]) -> list[str]:
    return list(_words_of(terms))


def _words_of(terms: Iterable[str]) -> Iterator[str]:
    return (term for term in terms if term != SENTENCE_END)


def _said(terms: Sequence[str]) -> list[str]:
    """The words in front of the first "said", else those that end the first sentence."""
    beginning = terms[:SAYS_WITHIN]
    if SAYS in beginning:
        end = beginning.index(SAYS)
    else:
        stops = (at for at, term in enumerate(terms) if term == SENTENCE_END and at > FIRST_SENTENCE)
        end = next(stops, len(terms))
    return _words(terms[max(0, end - SAID_TERMS - 2):end])[-SAID_TERMS:]


@cache
def _weights() -> Mapping[Feature, tuple[tuple[int, float], ...]]:
    """Weights other than 0 by feature, each with the column of its type."""
    found: defaultdict[Feature, list[tuple[int, float]]] = defaultdict(list)
    for row in mappings.table("release_type_weights"):
        if row["place"] != "bias":
            given = [(at, float(row[code])) for at, code in enumerate(codes()) if row[code]]
            found[row["place"], row["term"]] = given
    return {feature: tuple(given) for feature, given in found.items()}


@cache
def _biases() -> tuple[float, ...]:
    (row,) = (row for row in mappings.table("release_type_weights") if row["place"] == "bias")
    return tuple(float(row[code] or 0) for code in codes())


def _evidence(known: Mapping[Feature, float], best: int) -> tuple[str, ...]:
    """Words whose weight for the type is above their mean weight, summed over the places where they stand."""
    said: defaultdict[str, float] = defaultdict(float)
    for (place, term), strength in known.items():
        weights = dict(_weights()[place, term])
        said[term] += strength * (weights.get(best, 0.0) - sum(weights.values()) / len(codes()))
    ranked = sorted((term for term in said if said[term] > 0), key=lambda term: (-said[term], term))
    return tuple(ranked[:EVIDENCE])
