"""The simulated day and year run, on a small scale."""

from __future__ import annotations

from pathlib import Path

from tests.bench import crawl, year


def test_a_day_is_simulated_politely_and_without_loss(tmp_path: Path) -> None:
    figures = crawl.day(tmp_path, hosts=5, hours=2)
    assert (figures["posts_lost"], figures["runs_with_errors"], figures["errors"]) == (0, 0, [])
    assert figures["posts"] == 5 * crawl.BACKLOG and figures["hosts_at_once"] == 5
    assert figures["least_gap_seconds"] >= figures["delay_seconds"]
    assert figures["least_gap_where_robots_asks"] >= figures["delay_that_robots_asks"]
    assert figures["requests_side_by_side_on_a_host"] == 0


def test_pages_are_measured() -> None:
    assert all(0 < milliseconds < 1000 for milliseconds in crawl.pages().values())


def test_years_are_counted_with_the_days_until_silence_is_told() -> None:
    figures = year.measure("two posts a month", seeds=1)
    assert (figures["years"], figures["mute"], figures["never_told"]) == (1, 10, 0)
    assert figures["allowed_days"][0] < figures["delay_days"]["median"]
