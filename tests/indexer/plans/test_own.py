"""Plans written for measuring, in PDF, DOCX and HWPX: what their headings, sheets, lists and sentences give."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.own_plans import FOLDER, score

PLANS = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".hwpx"])
@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_plan_gives_its_tasks_with_departments_and_amounts_but_no_others(path: Path, suffix: str) -> None:
    found = score(path, suffix)
    assert (found.missed, found.invented) == ((), ())
    assert found.departments[0] == found.departments[1]
