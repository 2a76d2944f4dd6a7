"""Files are read again when their reader has another version, and only those."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterable, Iterator

import pytest

from crawler.archive import Archive
from indexer import local
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.extract.pool import Pool
from indexer.extract.versions import current_readers
from indexer.pipeline import update
from indexer.records import Extracted
from tests.indexer.extract import office
from tests.indexer.extract.drawn import Drawing


def pdf() -> bytes:
    drawing = Drawing()
    drawing.text(60, 60, "가람시 숲길 조성 계획")
    return drawing.data()


HWPX = office.hwpx(office.hwpx_paragraph("가람시 숲길 조성 계획"))
FILES = {"계획.pdf": pdf(), "계획.hwpx": HWPX, "계획.docx": office.docx("<w:p><w:r><w:t>가람시 숲길</w:t></w:r></w:p>"),
         "소식.txt": "가람시 소식".encode(), "암호.hwp": office.hwp(b"", flags=office.PASSWORD),
         "묶음.zip": office.zipped({"속.hwpx": HWPX})}


class Installation:
    """An archive with its index, whose readers can be given other versions."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.archive, self.engine = Archive(folder / "archive.sqlite"), TantivyEngine(folder / "index")
        self.engine.promote(self.engine.create())
        self.read: list[str] = []
        self._patch, really = patch, Pool.read

        def noted(pool: Pool, name: str, data: bytes) -> Extracted:
            self.read.append(name)
            return really(pool, name, data)

        patch.setattr(Pool, "read", noted)
        for name, data in FILES.items():
            (folder / name).write_bytes(data)
            local.add(self.archive, folder / name, {})

    def versions(self, changed: dict[str, str]) -> None:
        versions = current_readers() | changed
        self._patch.setattr("indexer.pipeline.current_readers", lambda: versions)

    def update(self, stop: Any = None) -> list[str]:
        self.read.clear()
        update(self.archive, self.engine, {}, stop or (lambda indexed, key: None))
        return sorted(self.read)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    made = Installation(tmp_path, monkeypatch)
    assert made.update() == sorted(FILES)
    assert made.update() == []
    yield made
    made.archive.close()


@pytest.mark.parametrize(("reader", "files"), [
    ("dochan", ["계획.hwpx", "묶음.zip"]), ("pypdfium2", ["계획.pdf"]), ("lxml", ["계획.docx"]), ("pypdf", []),
    ("python-calamine", []), ("record walk", [])])
def test_only_files_of_the_reader_that_changed_are_read_again(
    installation: Installation, reader: str, files: Iterable[str]
) -> None:
    installation.versions({reader: f"{reader} 99"})
    assert installation.update() == files


def test_an_update_that_was_killed_reads_the_rest_again_the_next_time(installation: Installation) -> None:
    def stop(indexed: int, key: str) -> None:
        raise KeyboardInterrupt

    installation.versions({"pypdfium2": "pypdfium2 99"})
    with pytest.raises(KeyboardInterrupt):
        installation.update(stop)
    assert installation.update() == ["계획.pdf"]


def test_nothing_is_looked_at_while_the_versions_are_the_same(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation.engine, "scan", lambda: pytest.fail("looked at"))
    monkeypatch.setattr("indexer.pipeline.coverage", lambda engine: {})
    assert installation.update() == []
