"""The projects of the sample governments' own plans, in every format that they publish."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.sample.content import FOLDER
from crawler.sample.offices import WRITERS
from crawler.sample.plans import plan_paper
from indexer.extract.reading import read
from indexer.money import parse_won
from indexer.plans import projects

PLANS = sorted((FOLDER / "plans").glob("*.toml"))


@pytest.mark.parametrize("suffix", [".docx", ".hwpx", ".pdf"])
@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_every_project_has_its_department_period_strategy_with_its_budget(path: Path, suffix: str) -> None:
    plan = tomllib.loads(path.read_text("utf-8"))
    extracted = read(f"plan{suffix}", WRITERS[suffix](plan_paper(plan)))
    found = projects(extracted.tables, extracted.text, extracted.pages, plan["title"])
    tasks = {one.name: (one.department, one.budget_won, one.period, one.parent) for one in found if one.level == "task"}
    assert tasks == {
        one["name"]: (
            one["department"], parse_won(one["budget"], plan["unit"]), one["period"],
            strategy["name"] if plan["layout"] != "table" else None,
        )
        for strategy in plan["strategies"] for one in strategy["projects"]
    }
