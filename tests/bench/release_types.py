"""Makes mappings/release_type_weights.csv: how strongly each word speaks for each release type.

A multinomial logistic regression over the words of headlines with those of leads, to which a share of naive Bayes is
added (cross-validated: 0.840 without, 0.850 with it). Where a word is listed in
labels/release_type_words.csv its weight is drawn towards 1 for that type (less in the lead), any other towards 0, so
that words which no labelled release holds count too. Learned from labels/release_types.csv (our own reading of shared
releases) with the sample releases; the labels of the shared folder take no part, since they are what is measured on.
"""

from __future__ import annotations

import csv
import json
import random
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

import numpy as np
import numpy.typing as npt

import mappings
from indexer.analyze import analyse, clean
from indexer.enrich import district_names
from indexer.enrich.release_types import Feature, codes, features
from tests.bench.texts import RELEASES, shared_releases

LABELS = Path(__file__).parent / "labels"
WEIGHTS = mappings.FOLDER / "release_type_weights.csv"
SEEN, PUBLISHERS = 3, 2  # a word must stand in so many releases of so many publishers
LISTED, LISTED_IN_LEAD = 1.0, 0.3  # towards which the weight of a listed word is drawn
PENALTY, BIAS_PENALTY = 1.0, 0.01
BAYES, UNSEEN = 0.1, 0.5  # share of naive Bayes, count of a word that a type never has
STEPS = 120
KEPT = 0.04  # weights nearer to 0 are left out
FOLDS = 5

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    publisher: str
    type: str
    features: Mapping[Feature, float]


def main() -> None:
    learned_from = examples()
    print(f"cross-validated accuracy {cross_validated(learned_from):.3f} on {len(learned_from)} releases")
    names, weights = learn(learned_from)
    write(names, weights)


def examples() -> list[Example]:
    """Every labelled release, the sample releases behind the real ones."""
    wanted = {row["id"]: row["release_type"] for row in _rows("release_types.csv")}
    real = [
        _example(record["district"], wanted[record["id"]], record["title"], record["text"])
        for record in map(json.loads, shared_releases().read_text("utf-8").splitlines())
        if record["id"] in wanted
    ]
    return [*real, *(_sample(path) for path in sorted(RELEASES.glob("*.md")))]


def cross_validated(known: Sequence[Example]) -> float:
    order = list(range(len(known)))
    random.Random(0).shuffle(order)
    right = 0
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        names, weights = learn([example for at, example in enumerate(known) if at not in held])
        asked = [known[at] for at in held]
        best = (_matrix(asked, names) @ weights).argmax(axis=1)
        right += sum(codes()[at] == example.type for at, example in zip(best, asked))
    return right / len(known)


def learn(known: Sequence[Example]) -> tuple[list[Feature], Matrix]:
    """The features with their weights by type, the last row those of no feature at all."""
    listed = _listed()
    names = _vocabulary(known, listed)
    towards = np.zeros((len(names) + 1, len(codes())))
    for at, (place, term) in enumerate(names):
        for type in listed.get(term, ()):
            towards[at, codes().index(type)] = LISTED_IN_LEAD if place == "lead" else LISTED
    wanted = np.eye(len(codes()))[[codes().index(example.type) for example in known]]
    given = _matrix(known, names)
    return names, _regression(given, wanted, towards) + BAYES * _bayes(given, wanted)


def write(names: Sequence[Feature], weights: Matrix) -> None:
    centred = weights - weights.mean(axis=1, keepdims=True)
    rows = sorted(zip([*names, ("bias", "")], centred.tolist()), key=lambda row: row[0])
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["place", "term", *codes()])
        for (place, term), given in rows:
            shown = [f"{weight:.2f}" if abs(weight) >= KEPT else "" for weight in given]
            if any(shown):
                writer.writerow([place, term, *shown])


def _rows(name: str) -> list[dict[str, str]]:
    with (LABELS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _sample(path: Path) -> Example:
    _, head, body = path.read_text("utf-8").split("+++", 2)
    stated = tomllib.loads(head)
    return _example(stated["district"], stated["release_type"], stated["title"], body.strip())


def _example(publisher: str, type: str, title: str, text: str) -> Example:
    return Example(publisher, type, features(analyse(clean(title)).terms, analyse(clean(text)).terms))


def _listed() -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("release_type_words.csv"):
        for word in row["words"].split():
            found[word].append(row["release_type"])
    return found


def _vocabulary(known: Sequence[Example], listed: Mapping[str, Sequence[str]]) -> list[Feature]:
    """What more than one publisher writes, without names of places, with every listed word."""
    seen, publishers = Counter[Feature](), defaultdict[Feature, set[str]](set)
    for example in known:
        for feature in example.features:
            seen[feature] += 1
            publishers[feature].add(example.publisher)
    common = [name for name in seen if seen[name] >= SEEN and len(publishers[name]) >= PUBLISHERS]
    learned = {name for name in common if not name[1].isdigit() and not _is_place(name[1])}
    return sorted(learned | {("title", word) for word in listed})


def _is_place(term: str) -> bool:
    known = (district_names.official(), district_names.short(), district_names.alone())
    return any(name in names for names in known for name in (term, term[:-1])) or term in district_names.above()


def _matrix(known: Sequence[Example], names: Sequence[Feature]) -> Matrix:
    column = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(known), len(names) + 1))
    matrix[:, -1] = 1
    for row, example in enumerate(known):
        for feature, strength in example.features.items():
            if feature in column:
                matrix[row, column[feature]] = strength
    return matrix


def _regression(given: Matrix, wanted: Matrix, towards: Matrix) -> Matrix:
    """Accelerated gradient steps on the penalised likelihood."""
    penalty = np.full((given.shape[1], 1), PENALTY)
    penalty[-1] = BIAS_PENALTY
    step = 1 / (0.5 * np.linalg.norm(given, 2) ** 2 + PENALTY)
    weights: Matrix = towards.copy()
    ahead, pace = towards.copy(), 1.0
    for _ in range(STEPS):
        scores = given @ ahead
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        better = ahead - step * (given.T @ (shares - wanted) + penalty * (ahead - towards))
        next_pace = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = better + (pace - 1) / next_pace * (better - weights)
        weights, pace = better, next_pace
    return weights


def _bayes(given: Matrix, wanted: Matrix) -> Matrix:
    """How much commoner a word is in a type than in the others, as a logarithm; the last row that of the types."""
    counts = given.T @ wanted + UNSEEN
    shares: Matrix = np.log(counts / counts.sum(axis=0))
    shares -= shares.mean(axis=1, keepdims=True)
    shares[-1] = np.log(wanted.mean(axis=0))
    return shares


if __name__ == "__main__":
    main()
