"""Measures the tasks and amounts found in labelled plans: python -m tests.bench.plans [SHARED]."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Sequence

from indexer.extract.reading import read
from indexer.plans import Project, projects


@dataclass(frozen=True)
class Score:
    plan: str
    tasks: tuple[int, int, int]  # found and right, found, labelled
    amounts: tuple[int, int, int]
    missed: tuple[str, ...]
    invented: tuple[str, ...]


def measure(shared: Path) -> Iterator[Score]:
    for path in sorted((shared / "labels" / "plans").glob("*.json")):
        yield score(json.loads(path.read_text("utf-8")), shared / "samples" / "plans")


def score(label: dict[str, Any], plans: Path) -> Score:
    """What stands outside of the list of tasks (`other_items`) or reads either way (`optional`) is not counted."""
    file = plans / label["file"]
    extracted = read(file.name, file.read_bytes())
    found = projects(extracted.tables, extracted.text, extracted.pages)
    labelled = {_key(task["name"]): task for task in label["tasks"]}
    others = {_key(one["name"]) for one in label["other_items"]}
    tasks = {_key(one.name): one for one in found if one.level == "task" and not _is_other(one.name, others)}
    right = [key for key in tasks if key in labelled and tasks[key].page == labelled[key]["pdf_page"]]
    wanted = Counter((key, amount["won"]) for key, task in labelled.items() for amount in task["amounts"])
    got = Counter(
        (key, amount.won) for key in tasks for one in _below(tasks[key], found) for amount in one.amounts
    )
    got -= Counter((key, each["won"]) for key, task in labelled.items() for each in task.get("optional", ())) - wanted
    hits = sum((wanted & got).values())
    return Score(
        plan=label["plan"],
        tasks=(len(right), len(tasks), len(labelled)),
        amounts=(hits, sum(got.values()), sum(wanted.values())),
        missed=tuple(f"task {key}" for key in labelled if key not in right) + tuple(map(str, (wanted - got))),
        invented=tuple(f"task {key}" for key in tasks if key not in right) + tuple(map(str, (got - wanted))),
    )


def _below(task: Project, found: Sequence[Project]) -> list[Project]:
    return [one for one in found if one is task or (one.level == "item" and one.parent == task.name)]


def _is_other(name: str, others: set[str]) -> bool:
    return any(other in _key(name) or _key(name).startswith(other[:12]) for other in others)


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", name)


def main(arguments: Sequence[str]) -> int:
    shared = Path(arguments[0]) if arguments else Path(__file__).parent.parent.parent.parent / "shared"
    for one in measure(shared):
        for name, (hits, found, labelled) in (("tasks", one.tasks), ("amounts", one.amounts)):
            precision, recall = hits / max(found, 1), hits / max(labelled, 1)
            counts = f"{hits} of {found}, {labelled} labelled"
            print(f"{one.plan:24} {name:8} precision {precision:.3f}, recall {recall:.3f} ({counts})")
        if "--detail" in arguments:
            print(*(f"    missed   {each}" for each in one.missed), sep="\n")
            print(*(f"    invented {each}" for each in one.invented), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
