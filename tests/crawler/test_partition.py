"""Hosts in parts, and one crawl a host."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from crawler.archive import Archive
from crawler.errors import DataError, SourceError
from crawler.partition import alone, host, of_part, part_of
from crawler.settings import data_folder
from crawler.sources import Source
from tests.crawler.test_crawl import board_source


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    source = board_source(tmp_path, "maru")
    sites = [f"https://www.site{number % 40}.example/kor" for number in range(80)]
    return [replace(source, id=f"s{number}.press", site=site) for number, site in enumerate(sites)]


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_every_source_lies_in_one_part_and_all_boards_of_a_host_in_the_same(sources: list[Source], parts: int) -> None:
    made = [of_part(sources, (place, parts)) for place in range(1, parts + 1)]
    assert sorted(source.id for part in made for source in part) == sorted(source.id for source in sources)
    hosts = [{host(source) for source in part} for part in made]
    assert sum(map(len, hosts)) == 40
    assert min(map(len, made)) > 0


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/2/3", "-1/2"])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="1/2"):
        part_of(text)


def test_two_crawls_share_a_folder_but_no_host(tmp_path: Path) -> None:
    with alone(tmp_path, ["a:80", "b:80"]):
        with alone(tmp_path, ["c:80"]):
            pass
        with pytest.raises(DataError, match="another crawl is at work on b:80"):
            with alone(tmp_path, ["c:80", "b:80"]):
                pass
        with alone(tmp_path, ["c:80"]):  # what the refused one had taken is free again
            pass
    with alone(tmp_path, ["b:80"]):
        pass


def test_several_crawls_may_begin_in_a_new_folder_at_the_same_moment(tmp_path: Path) -> None:
    together = Barrier(4)

    def begin(folder: Path) -> None:
        together.wait()
        data_folder(folder, create=True)
        Archive(folder / "archive.sqlite").close()

    with ThreadPoolExecutor(4) as pool:
        for number in range(20):
            list(pool.map(begin, [tmp_path / str(number)] * 4))
