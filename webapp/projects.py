"""The projects that a plan lists, beside those of the plans of other years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, takewhile
from typing import Any, Callable, Mapping

from indexer.records import Entry

KINDS = ("plan", "budget")


@dataclass(frozen=True)
class Beside:
    """The same project in the plan of another year."""

    id: str
    year: str | None
    name: str
    budget_won: int | None
    change_won: int | None  # from the earlier budget to the later; None where either is not stated


@dataclass(frozen=True)
class Project:
    """None where the plan does not say."""

    id: str
    name: str
    department: str | None
    budget_won: int | None
    period: str | None
    page: int | None
    level: str = "task"
    above: str | None = None  # the name of the strategy of a task, of the task of an item
    status: str | None = None  # new, continued
    confidence: float | None = None  # 1.0 where a list at the front and a heading agree
    warnings: tuple[str, ...] = ()  # printed sums that their parts do not give
    previous: Beside | None = None
    next: Beside | None = None


@dataclass(frozen=True)
class Other:
    """The plan of another year."""

    id: str
    title: str
    year: str


@dataclass(frozen=True)
class Years:
    """What a plan says of itself as a whole: wrong sums, the plans beside it, what it no longer holds."""

    warnings: tuple[str, ...] = ()
    previous: Other | None = None
    next: Other | None = None
    dropped: tuple[Beside, ...] = ()


def projects(entry: Entry, get: Callable[[str], Entry | None]) -> tuple[Project, ...]:
    """Those of a plan or budget, in its order: the indexer numbers their ids from 1 behind the id of the plan."""
    if entry["kind"] not in KINDS:
        return ()
    numbered = (get(f"{entry['id']}:p{number}") for number in count(1))
    found = takewhile(lambda each: each is not None and each.get("project", {}).get("parent") == entry["id"], numbered)
    return tuple(project(each) for each in found if each is not None)


def project(entry: Entry) -> Project:
    """What the entry of one project says."""
    stated = entry["project"]
    own = stated.get("budget_won")
    return Project(
        id=entry["id"],
        name=stated["name"],
        department=stated.get("department"),
        budget_won=own,
        period=stated.get("period"),
        page=stated.get("page"),
        level=stated.get("level", "task"),
        above=stated.get("above"),
        status=stated.get("status"),
        confidence=stated.get("confidence"),
        warnings=tuple(stated.get("warnings") or ()),
        previous=_beside(stated.get("previous"), own, 1),
        next=_beside(stated.get("next"), own, -1),
    )


def years(entry: Entry) -> Years:
    """Of a plan; empty for what is none."""
    stated: Mapping[str, Any] = entry.get("plan") or {}
    dropped = (_beside(each, None, 1) for each in stated.get("dropped") or ())
    return Years(
        warnings=tuple(stated.get("warnings") or ()),
        previous=Other(**stated["previous"]) if stated.get("previous") else None,
        next=Other(**stated["next"]) if stated.get("next") else None,
        dropped=tuple(each for each in dropped if each),
    )


def _beside(stated: Mapping[str, Any] | None, own_won: int | None, sign: int) -> Beside | None:
    """`sign`: 1 where the other is the earlier one."""
    if not stated:
        return None
    won = stated.get("budget_won")
    change = sign * (own_won - won) if own_won is not None and won is not None else None
    return Beside(stated["id"], stated.get("year"), stated["name"], won, change)
