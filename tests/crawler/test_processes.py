"""Crawls as processes: killed at random moments, side by side on one archive."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from crawler.archive import Archive
from tests.crawler.board_site import Board
from tests.crawler.processes import ended, killed_again_and_again, served, start


def test_a_crawl_killed_three_times_loses_nothing_and_asks_at_most_once_more_a_kill(tmp_path: Path) -> None:
    figures = killed_again_and_again(tmp_path, kills=3, seed=7)
    assert (figures["lost"], figures["doubled"]) == (0, 0)
    assert figures["asked_again_beyond_kills"] <= 0  # one at most for each kill until then
    assert figures["most_of_one_list_page"] <= 4


def test_two_processes_with_a_part_each_fill_one_archive(tmp_path: Path) -> None:
    with ExitStack() as held:
        sites = [held.enter_context(served(Board([11, 12, 13], files={12: ["가.hwp"]}))) for _ in range(8)]
        for number, site in enumerate(sites):
            site.declare(tmp_path / "sources", f"site{number}")
        both = [start(tmp_path, "--part", f"{place}/2") for place in (1, 2)]
        said = [ended(process) for process in both]
    assert [code for code, _ in said] == [0, 0], said
    with Archive(tmp_path / "data" / "archive.sqlite", readonly=True) as archive:
        assert len(list(archive.changed(0, ("post",)))) == 24
    assert all(max(site.asked.values()) == 1 for site in sites)
    assert 1 <= len(list((tmp_path / "data" / "reports").glob("*-?of2.json"))) <= 2


def test_a_second_run_over_the_same_host_is_refused_while_the_first_goes_on(tmp_path: Path) -> None:
    with served(Board(list(range(1, 30)))) as site:
        site.declare(tmp_path / "sources", "maru")
        site.lock.acquire()  # the first run waits for its first answer
        first = start(tmp_path)
        locks = tmp_path / "data" / "locks"
        while not list(locks.glob("127*")) or not (tmp_path / "data" / "archive.sqlite").exists():
            assert first.poll() is None
        code, said = ended(start(tmp_path))
        site.lock.release()
        assert code == 1 and "another crawl is at work" in said
        assert ended(first)[0] == 0
