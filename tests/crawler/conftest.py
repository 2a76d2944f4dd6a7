"""A fictional source with the archive that it is crawled into."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

from crawler.archive import Archive
from crawler.sources import Source
from tests.crawler.test_crawl import board_source


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.sqlite") as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return board_source(tmp_path, "maru")
