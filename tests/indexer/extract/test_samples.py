"""Real attachments of real offices; what must be in them was found by independent readers."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from indexer.extract import read
from indexer.extract.pool import Pool
from indexer.records import Extracted
from tests.indexer.extract.samples import ROWS, STATUSES, bigrams, has_row, rows, squeezed

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def samples(shared: Path) -> dict[str, Extracted]:
    files = [path for path in sorted((shared / "samples" / "attachments").iterdir()) if path.suffix != ".md"]
    with Pool() as pool:
        results = pool.read_many((path.name, path.read_bytes()) for path in files)
        return {path.name: extracted for path, extracted in zip(files, results)}


def test_every_sample_ends_in_its_status(samples: dict[str, Extracted]) -> None:
    assert {name: extracted.status for name, extracted in samples.items()} == {
        name: STATUSES.get(name, "ok") for name in samples}


def test_every_listed_phrase_is_in_its_text(samples: dict[str, Extracted], shared: Path) -> None:
    readme = (shared / "samples" / "attachments" / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| (\S+\.\w+) \| (`.*?) \|", readme.partition("correct extraction holds")[2], re.MULTILINE)
    phrases = [(name, phrase) for name, cell in listed for phrase in re.findall(r"`([^`]+)`", cell)]
    assert len(phrases) > 30
    assert [case for case in phrases if squeezed(case[1]) not in squeezed(samples[case[0]].text)] == []


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_table_rows_stay_rows(samples: dict[str, Extracted], name: str, row: str) -> None:
    assert has_row(samples[name], row)


def test_the_first_tables_of_a_press_release_hold_its_time_and_contacts(samples: dict[str, Extracted]) -> None:
    found = list(rows(samples["press_mois_20251202.hwp"]))
    assert any({"담당 부서", "책임자"} <= set(cells) for cells in found)


def test_twins_are_equal(samples: dict[str, Extracted]) -> None:
    binary, package = samples["press_mois_20251202.hwp"], samples["press_mois_20251202.hwpx"]
    first, second = bigrams(binary.text), bigrams(package.text)
    assert (first & second).total() / max(first.total(), second.total()) >= 0.98
    assert binary.tables == package.tables


def test_a_distribution_document_never_yields_its_decoy(samples: dict[str, Extracted]) -> None:
    assert "상위 버전의 배포용 문서" not in squeezed(samples["distribution_tender_2024.hwp"].text)


def test_names_in_a_korean_zip_are_korean(samples: dict[str, Extracted]) -> None:
    assert [name for name, _ in samples["bundle_cp949_names.zip"].members] == [
        "붙임1. 입법예고.hwpx", "붙임2. 통합재정통계/2014년 8월.hwp"]


def test_both_kinds_of_notes_are_read(samples: dict[str, Extracted]) -> None:
    assert {"1) 각주 예시 1", "2) 미주 예시 1"} <= set(samples["nested_tables.hwpx"].text.splitlines())


def test_circled_digits_are_digits(samples: dict[str, Extracted]) -> None:
    text = samples["plan_busan_newairport_2025.pdf"].text
    assert "①" in text
    assert not re.search("^[\x81\u201a\u0192\u201e]", text, re.MULTILINE)


def test_work_plans_are_read_quickly_with_what_people_found_in_them(shared: Path) -> None:
    spent, pages = 0.0, 0
    for path in sorted((shared / "samples" / "plans").glob("*.pdf")):
        started = time.process_time()
        extracted = read(path.name, path.read_bytes())
        spent, pages = spent + time.process_time() - started, pages + len(extracted.pages)
        assert extracted.status == "ok"
        assert extracted.tables
    assert spent / pages < 0.2  # seconds; 0.015 on an idle core
