"""Links the projects of a plan with those of the plans of other years by the same office."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any, Iterable, Iterator, Mapping, Sequence

from indexer.engines import Engine
from indexer.plans.continuity import continued
from indexer.plans.offices import office
from indexer.plans.records import Amount, Project
from indexer.query import Query
from indexer.records import Entry

MOST_PLANS = 1000  # of one government
HEAD_CHARACTERS = 2_000  # of a text, in which its office is looked for

Family = tuple[str, str]  # district, office


def link(engine: Engine, ids: Iterable[str]) -> int:
    """Stores with every plan which plan is before and behind it, with every project which project.

    All plans of the governments of these plans are looked at, so that the result does not depend on the order in
    which they came. The number of entries that changed.
    """
    plans = (engine.get(id) for id in ids)
    districts = sorted({family[0] for plan in plans if plan and (family := _family(plan))})
    changed = [
        entry for district in districts for years in _families(engine, district) for entry in _changed(engine, years)
    ]
    if changed:
        engine.put(changed)
    return len(changed)


def _family(plan: Entry) -> Family | None:
    """None where the government or the year is unknown."""
    if plan["kind"] != "plan" or not plan.get("district") or not plan.get("year"):
        return None
    return plan["district"][0], office(plan["title"], plan["text"][:HEAD_CHARACTERS], plan.get("department"))


def _families(engine: Engine, district: str) -> Iterator[list[Entry]]:
    """The plans of each office, one a year, the oldest first: of several the one with the most projects."""
    query = Query(filters={"kind": ("plan",), "district": (district,)}, size=MOST_PLANS, facets=())
    families: dict[Family, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for hit in engine.search(query).hits:
        family = _family(hit.entry)
        if family and family[0] == district:
            families[family][hit.entry["year"]].append(hit.entry)
    for _, years in sorted(families.items()):
        yield [
            min(years[year], key=lambda plan: (-len(projects(engine, plan)), plan["id"])) for year in sorted(years)
        ]


def projects(engine: Engine, plan: Entry) -> list[Entry]:
    """Those of a plan, in its order: their ids are numbered from 1 behind that of the plan."""
    found = list[Entry]()
    for number in count(1):
        entry = engine.get(f"{plan['id']}:p{number}")
        if entry is None:
            return found
        found.append(entry)
    return found


def _changed(engine: Engine, plans: Sequence[Entry]) -> Iterator[Entry]:
    """The entries of those plans with their links, where they are not stored yet."""
    listed = [projects(engine, plan) for plan in plans]
    links: dict[str, dict[str, Any]] = defaultdict(dict)
    for (plan, own), (following, others) in zip(zip(plans, listed), zip(plans[1:], listed[1:])):
        links[plan["id"]]["next"], links[following["id"]]["previous"] = _plan(following), _plan(plan)
        pairs = [(own[pair.earlier], others[pair.later]) for pair in continued(_named(own), _named(others))]
        for one, other in pairs:
            links[one["id"]]["next"], links[other["id"]]["previous"] = _project(other), _project(one)
        going, known = {one["id"] for one, _ in pairs}, {other["id"] for _, other in pairs}
        links[following["id"]]["dropped"] = [_project(one) for one in own if one["id"] not in going]
        links[following["id"]]["added"] = sum(other["id"] not in known for other in others)
    for plan, own in zip(plans, listed):
        for entry, place in ((plan, "plan"), *((one, "project") for one in own)):
            yield from _relinked(entry, place, links[entry["id"]])


def _relinked(entry: Entry, place: str, links: Mapping[str, Any]) -> Iterator[Entry]:
    known = entry.get(place) or {}
    kept = {name: value for name, value in known.items() if name not in ("previous", "next", "dropped", "added")}
    if {**kept, **links} != known:
        yield {**entry, place: {**kept, **links}}


def _plan(plan: Entry) -> dict[str, Any]:
    return {"id": plan["id"], "title": plan["title"], "year": plan["year"]}


def _project(entry: Entry) -> dict[str, Any]:
    stated = entry["project"]
    brief = {name: stated.get(name) for name in ("name", "budget_won", "level", "status")}
    return {"id": entry["id"], "year": entry.get("year"), **brief}


def _named(entries: Sequence[Entry]) -> list[Project]:
    return [_as_project(entry["project"]) for entry in entries]


def _as_project(stated: Mapping[str, Any]) -> Project:
    amounts = tuple(Amount(**amount) for amount in stated.get("amounts", ()))
    return Project(stated["name"], stated.get("department"), level=stated.get("level", "task"), amounts=amounts)
