"""Measures tasks and amounts of plans written for it, in three formats: python -m tests.bench.own_plans [--detail]."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Iterator, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate

from crawler.sample.offices import WRITERS, pdf_file
from crawler.sample.papers import Block, Paper
from indexer.extract.reading import read
from indexer.plans import Project, projects
from indexer.plans.names import folded

FOLDER = Path(__file__).parent.parent / "indexer" / "plans" / "own"
PAGE = "====="  # a line that begins a new page
SETS = ("tuned", "held")  # rules may be changed for the first, the second only measures them


@dataclass(frozen=True)
class Score:
    """Each count is: found and right, found, stated."""

    plan: str
    set: str
    suffix: str
    tasks: tuple[int, int, int]
    amounts: tuple[int, int, int]
    departments: tuple[int, int]  # right, stated
    missed: tuple[str, ...]
    invented: tuple[str, ...]


def measure() -> Iterator[Score]:
    for path in sorted(FOLDER.glob("*.toml")):
        for suffix in (".pdf", ".docx", ".hwpx"):
            yield score(path, suffix)


def score(path: Path, suffix: str) -> Score:
    plan = tomllib.loads(path.read_text("utf-8"))
    extracted = read(f"plan{suffix}", written(plan, suffix))
    found = projects(extracted.tables, extracted.text, extracted.pages, plan["title"])
    stated = {folded(name): (department, won) for name, department, won in plan["tasks"]}
    tasks = {folded(one.name): one for one in found if one.level == "task"}
    right = tasks.keys() & stated.keys()
    wanted = Counter((key, won) for key, (_, amounts) in stated.items() for won in amounts)
    got = Counter((key, one.won) for key, task in tasks.items() for one in _amounts(task, found))
    offices = [(key, department) for key, (department, _) in stated.items() if department]
    return Score(
        plan=path.stem, set=plan["set"], suffix=suffix,
        tasks=(len(right), len(tasks), len(stated)),
        amounts=((wanted & got).total(), got.total(), wanted.total()),
        departments=(sum(key in tasks and tasks[key].department == name for key, name in offices), len(offices)),
        missed=(*(f"task {key}" for key in stated if key not in right), *map(str, wanted - got)),
        invented=(*(f"task {key}" for key in tasks if key not in right), *map(str, got - wanted)),
    )


def written(plan: dict[str, Any], suffix: str) -> bytes:
    """The plan as a file: a PDF with its pages, else paragraphs in one run."""
    pages = [tuple(_blocks(page.strip("\n").split("\n"))) for page in plan["text"].split(PAGE)]
    if suffix == ".pdf":
        return _pdf(pages)
    return WRITERS[suffix](Paper(plan["title"], tuple(block for page in pages for block in page), date(2026, 1, 5)))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(tuple(line[1:].removesuffix("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if line:
            yield Block("text", line)


def _pdf(pages: Sequence[Sequence[Block]]) -> bytes:
    made = BytesIO()
    pdf_file.write(Paper("", (), date(2026, 1, 5)))  # its fonts are known from then on
    flowables: list[Flowable] = []
    for page in pages:
        for block in page:
            flowables += pdf_file.flowables(block)
        flowables.append(PageBreak())
    SimpleDocTemplate(made, pagesize=A4, leftMargin=pdf_file.MARGIN, rightMargin=pdf_file.MARGIN).build(flowables)
    return made.getvalue()


def _amounts(task: Project, found: Sequence[Project]) -> list[Any]:
    below = [one for one in found if one is task or (one.level == "item" and one.parent == task.name)]
    return [amount for one in below for amount in one.amounts]


def summed(scores: Sequence[Score]) -> dict[str, float]:
    """Precision and recall of tasks, of amounts, the share of departments that are right."""
    figures = {}
    for name in ("tasks", "amounts"):
        right, found, stated = (sum(getattr(one, name)[at] for one in scores) for at in range(3))
        figures[f"{name} precision"], figures[f"{name} recall"] = right / max(found, 1), right / max(stated, 1)
    offices = sum(one.departments[1] for one in scores)
    figures["departments"] = sum(one.departments[0] for one in scores) / max(offices, 1)
    return figures


def main(arguments: Sequence[str]) -> int:
    scores = list(measure())
    for wanted in SETS:
        of_set = [one for one in scores if one.set == wanted]
        plans = len({one.plan for one in of_set})
        figures = ", ".join(f"{name} {value:.3f}" for name, value in summed(of_set).items())
        print(f"{wanted:6} {plans} plans in three formats: {figures}")
        if "--detail" in arguments:
            for one in of_set:
                if one.missed or one.invented or one.departments[0] < one.departments[1]:
                    print(f"  {one.plan}{one.suffix} missed {one.missed} invented {one.invented} {one.departments}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
