"""Near-duplicates as one hit, over the first ranked ids of any engine."""

from __future__ import annotations

from typing import Mapping, Sequence

FIRST = 1000  # ranks that are folded; what stands behind them is not

Ranked = tuple[str, float | None]  # id with score
Folded = tuple[str, float | None, tuple[str, ...]]  # with the ids folded away


def fold(ranked: Sequence[Ranked], clusters: Mapping[str, str]) -> list[Folded]:
    """One hit a cluster, where its best one stood: its representative when that was found, else the best one.

    `clusters` gives the cluster, which is the id of its representative, of the ids that have one.
    """
    members: dict[str, list[Ranked]] = {}
    for id, score in ranked:
        members.setdefault(clusters.get(id, id), []).append((id, score))
    return [_one(cluster, found) for cluster, found in members.items()]


def _one(cluster: str, found: Sequence[Ranked]) -> Folded:
    ids = [id for id, _ in found]
    shown = cluster if cluster in ids else ids[0]
    return shown, found[0][1], tuple(id for id in ids if id != shown)
