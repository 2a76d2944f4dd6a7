"""Links between plans of different years in the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

from indexer.engines.tantivy.engine import TantivyEngine
from indexer.entry import entry
from indexer.plan_entries import plan_entries
from indexer.plan_years import link
from indexer.records import Document, Entry

HEAD = "{year}년 주요업무계획\n녹 지 국\nⅢ. {year}년 주요업무 추진계획\n"
TASKS = {
    2024: ("솔빛공원 조성 12억원", "물안숲 가꾸기 3억원"),
    2025: ("물안숲 가꾸기 3억원", "솔빛공원 조성 15억원", "두메 나무은행 1억원"),
    2026: ("솔빛공원 조성 추진 20억원",),
}


def plan(year: int, **changed: Any) -> list[Entry]:
    names = (line.rsplit(" ", 1) for line in TASKS[year])
    tasks = "\n".join(f"{at}. {name}\n○ 사업비 : {won}" for at, (name, won) in enumerate(names, 1))
    tail = "\n9. 맺음 행사 열기\n○ 사업비 : 1억원"  # a plan of one task has no rank of headings
    document = Document(
        id=f"plan-{year}", kind="plan", title=f"{year}년 녹지국 주요업무계획", body=HEAD.format(year=year) + tasks + tail,
        source="test", district="99710", year=year, **changed,
    )
    found, projects = plan_entries(document, document.body)
    return [{**entry(document, document.body, []), "plan": dict(found)}, *projects]


@pytest.fixture(scope="module")
def stored() -> Callable[[], dict[int, list[Entry]]]:
    made = {year: plan(year) for year in TASKS}
    return lambda: made


def engine(folder: Path, batches: list[list[Entry]]) -> TantivyEngine:
    made = TantivyEngine(folder)
    made.promote(made.create())
    for batch in batches:
        made.put(batch)
        link(made, [each["id"] for each in batch if each["kind"] == "plan"])
    return made


def test_a_project_knows_itself_in_the_plans_before_and_behind(
    tmp_path: Path, stored: Callable[[], dict[int, list[Entry]]]
) -> None:
    plans = stored()
    made = engine(tmp_path, [plans[year] for year in (2026, 2024, 2025)])
    park = made.get("plan-2025:p2")
    assert park is not None
    before, behind = park["project"]["previous"], park["project"]["next"]
    assert (before["id"], before["budget_won"]) == ("plan-2024:p1", 1_200_000_000)
    assert (behind["id"], behind["year"]) == ("plan-2026:p1", "2026")
    middle, last = made.get("plan-2025"), made.get("plan-2026")
    assert middle and last
    assert (middle["plan"]["previous"]["id"], middle["plan"]["next"]["id"]) == ("plan-2024", "plan-2026")
    assert [each["name"] for each in last["plan"]["dropped"]] == ["물안숲 가꾸기", "두메 나무은행"]
    assert middle["plan"]["added"] == 1


def test_the_links_do_not_depend_on_the_order_of_arrival(
    tmp_path: Path, stored: Callable[[], dict[int, list[Entry]]]
) -> None:
    plans = stored()
    orders = ([[2024], [2025], [2026]], [[2026, 2025, 2024]])
    found = [
        {one["id"]: (one.get("plan"), one.get("project")) for one in engine(
            tmp_path / str(at), [[each for year in batch for each in plans[year]] for batch in order]
        ).scan()}
        for at, order in enumerate(orders)
    ]
    assert found[0] == found[1]


def test_a_second_look_changes_nothing(tmp_path: Path, stored: Callable[[], dict[int, list[Entry]]]) -> None:
    made = engine(tmp_path, [list(entries) for entries in stored().values()])
    assert link(made, ["plan-2025"]) == 0


def test_plans_of_other_offices_or_unknown_governments_are_not_linked(
    tmp_path: Path, stored: Callable[[], dict[int, list[Entry]]]
) -> None:
    first, second = stored()[2024], stored()[2025]
    roads = [{**second[0], "title": "2025년 도로국 주요업무계획"}, *second[1:]]
    nowhere = [{**second[0], "district": []}, *second[1:]]
    for at, others in enumerate((roads, nowhere)):
        known = engine(tmp_path / str(at), [first, others]).get("plan-2024")
        assert known is not None and "next" not in known["plan"]
