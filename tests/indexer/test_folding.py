"""Near-duplicates as one hit."""

from __future__ import annotations

from indexer.folding import fold


def test_a_cluster_is_one_hit_where_its_best_member_stood() -> None:
    ranked = [("a", 3.0), ("copy", 2.0), ("b", 1.5), ("first", 1.0), ("other", 0.5)]
    clusters = {"copy": "first", "first": "first", "other": "first"}
    assert fold(ranked, clusters) == [("a", 3.0, ()), ("first", 2.0, ("copy", "other")), ("b", 1.5, ())]


def test_a_representative_that_was_not_found_is_not_shown() -> None:
    assert fold([("copy", 2.0), ("other", 1.0)], {"copy": "first", "other": "first"}) == [("copy", 2.0, ("other",))]


def test_without_clusters_nothing_is_folded() -> None:
    assert fold([("a", None), ("b", None)], {}) == [("a", None, ()), ("b", None, ())]
