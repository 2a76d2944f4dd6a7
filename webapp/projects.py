"""The projects that a plan lists."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, takewhile
from typing import Callable

from indexer.records import Entry


@dataclass(frozen=True)
class Project:
    """None where the plan does not say."""

    id: str
    name: str
    department: str | None
    budget_won: int | None
    period: str | None
    page: int | None


def projects(entry: Entry, get: Callable[[str], Entry | None]) -> tuple[Project, ...]:
    """Those of a plan, in its order: the indexer numbers their ids from 1 behind the id of the plan."""
    if entry["kind"] != "plan":
        return ()
    numbered = (get(f"{entry['id']}:p{number}") for number in count(1))
    found = takewhile(lambda each: each is not None and each.get("project", {}).get("parent") == entry["id"], numbered)
    return tuple(_project(each) for each in found if each is not None)


def _project(entry: Entry) -> Project:
    stated = entry["project"]
    return Project(
        entry["id"],
        stated["name"],
        stated.get("department"),
        stated.get("budget_won"),
        stated.get("period"),
        stated.get("page"),
    )
