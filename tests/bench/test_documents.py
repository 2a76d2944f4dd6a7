"""The readers give what readers of other hands give."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.records import Extracted
from tests.bench import damage, documents
from tests.bench.documents import FLOORS, found_rows, measure, totals
from tests.indexer.extract.office import hwp, hwp_paragraph, hwp_table, hwpx, hwpx_paragraph

CELLS = [(0, 0, 1, 1, "사업명"), (0, 1, 1, 1, "예산액"), (1, 0, 1, 1, "숲길 조성"), (1, 1, 1, 1, "3,652")]
MADE = {
    "계획.hwp": hwp(hwp_paragraph("가람시 업무계획") + hwp_table(2, 2, CELLS)),
    "계획.hwpx": hwpx(hwpx_paragraph("가람시 업무계획")),
}


def test_files_of_our_own_are_read_whole() -> None:
    measured = list(measure(MADE.items()))
    assert [(one.file, one.recall) for one in measured] == [(name, 1.0) for name in MADE]
    assert all(one.pairs > 5 and one.seconds > 0 for one in measured)


def test_lost_text_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "read", lambda name, data: Extracted("ok", "가람시 업무계획"))
    (one,) = measure([("계획.hwp", MADE["계획.hwp"])])
    assert one.recall < 0.5


@pytest.mark.shared
def test_samples_are_read_as_completely_as_others_read_them(shared: Path) -> None:
    folder = shared / "samples" / "attachments"
    files = [path for path in sorted(folder.iterdir()) if path.suffix in (".hwp", ".hwpx", ".pdf")]
    summed = totals(measure(((path.name, path.read_bytes()) for path in files), pages=2))
    assert {each.format for each in summed} == set(FLOORS)
    assert {each.format: each.recall for each in summed if each.recall < FLOORS[each.format]} == {}


@pytest.mark.shared
def test_rows_that_are_known_are_found(shared: Path) -> None:
    assert [key for key, found in found_rows(shared).items() if not found] == []


def test_damaged_copies_are_made_the_same_way_from_a_seed_and_end_in_statuses() -> None:
    made = list(damage.damaged(MADE, 8, seed=3))
    assert made == list(damage.damaged(MADE, 8, seed=3))
    assert all(data != MADE[name] for name, data in made)
    statuses, longest = damage.measure(MADE, 8, seed=3)
    assert statuses.total() == 8 and longest < 30
    assert not {status for _, status in statuses} & {"crash", "timeout"}
