"""The measurements run, on a small scale."""

from __future__ import annotations

from pathlib import Path

from tests.bench import clusters, indexing, latency, soak


def test_indexing_is_measured_against_kiwi(tmp_path: Path) -> None:
    figures = indexing.measure(tmp_path, rounds=1, limit=10)
    assert figures["characters"] > 3_000
    assert 0.05 < figures["share_of_kiwi_cpu"] < 1.2


def test_search_is_measured_through_a_running_server(tmp_path: Path) -> None:
    figures = latency.measure(tmp_path, 300, queries=3, limit=20)
    assert figures["entries"] == 300
    assert set(figures["classes"]) >= {"rare word", "question", "three words, filters"}
    assert all(0 < row["p50_ms"] <= row["p95_ms"] for row in figures["classes"].values())


def test_clustering_is_measured(tmp_path: Path) -> None:
    (figures,) = clusters.measure(tmp_path, [400])
    assert figures["releases"] == 400 and 40 < figures["joined"] < 120 and figures["seconds"] >= 0


def test_a_server_is_asked_and_written_at_once(tmp_path: Path) -> None:
    figures = soak.measure(tmp_path / "data", 300, clients=8, seconds=3, limit=20)
    assert set(figures["answers"]) == {200} and figures["answers"][200] > 10
    before, after = figures["megabytes"]
    assert 0 < before and after < before + 100
