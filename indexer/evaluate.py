"""How well judged queries are answered: nDCG@10, MRR@10 with the share left without an answer, by query shape."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean, median
from typing import Callable, Iterable, Iterator, Mapping, Sequence

from indexer.errors import InputError
from indexer.query import Query, Results

TOP = 10
COLUMNS = ("shape", "query", "id", "grade")


@dataclass(frozen=True)
class Judged:
    """A query with the grades of documents: 2 is about it, 1 in part, 0 was looked at and is not; all others are 0."""

    shape: str
    text: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Score:
    """Means over queries; `mrr` is one over the place of the first relevant document, `zero` the share of no hits."""

    queries: int
    ndcg: float
    mrr: float
    zero: float
    matches: float  # the median


def judgements(path: Path) -> list[Judged]:
    """The judged queries of a CSV file with the columns shape, query, id, grade."""
    grades: dict[tuple[str, str], dict[str, int]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                grades.setdefault((row["shape"], row["query"]), {})[row["id"]] = int(row["grade"])
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"{path}: needs the columns {', '.join(COLUMNS)} ({error})") from error
    return [Judged(shape, text, found) for (shape, text), found in grades.items()]


def measure(judged: Iterable[Judged], ask: Callable[[Query], Results]) -> dict[str, Score]:
    """The figures of each shape, then those of `all` queries."""
    by_shape: dict[str, list[Score]] = {}
    for each in judged:
        by_shape.setdefault(each.shape, []).append(score(each, ask(Query(text=each.text, size=TOP, facets=()))))
    every = [one for scores in by_shape.values() for one in scores]
    return {shape: _mean(scores) for shape, scores in {**by_shape, "all": every}.items() if scores}


def score(judged: Judged, results: Results) -> Score:
    ids = [hit.entry["id"] for hit in results.hits[:TOP]]
    first = next((place for place, id in enumerate(ids, 1) if judged.grades.get(id)), None)
    return Score(1, ndcg(judged, ids), 1 / first if first else 0.0, float(not results.total), results.total)


def ndcg(judged: Judged, ids: Sequence[str]) -> float:
    """Of the first ten ids found, in their order."""
    best = _gain(sorted(judged.grades.values(), reverse=True)[:TOP])
    return _gain([judged.grades.get(id, 0) for id in ids[:TOP]]) / best


def mean_ndcg(found: Iterable[tuple[Judged, Sequence[str]]]) -> float:
    return fmean(ndcg(judged, ids) for judged, ids in found)


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{'shape':12}{'queries':>8}{'nDCG@10':>9}{'MRR@10':>8}{'zero':>7}{'matches':>9}"
    for shape, row in scores.items():
        yield f"{shape:12}{row.queries:>8}{row.ndcg:>9.3f}{row.mrr:>8.3f}{row.zero:>7.3f}{row.matches:>9.0f}"


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1.0) / log2(place + 1) for place, grade in enumerate(grades, 1))


def _mean(scores: Sequence[Score]) -> Score:
    return Score(
        queries=len(scores),
        ndcg=fmean(one.ndcg for one in scores),
        mrr=fmean(one.mrr for one in scores),
        zero=fmean(one.zero for one in scores),
        matches=median(one.matches for one in scores),
    )
