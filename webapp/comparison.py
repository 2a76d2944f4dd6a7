"""The page that compares districts over one question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Mapping

from flask import Blueprint, render_template

from indexer.query import Query
from webapp import adoption, ask, gather, labels, navigation, request_query, shares
from webapp.addresses import address, document_address
from webapp.figure import Figure, figure
from webapp.language import say
from webapp.results import Link
from webapp.shares import Share

pages = Blueprint("comparison", __name__)

FEWEST, MOST = 2, 6
THEMES = 5
PROJECTS_READ = 1_000


@dataclass(frozen=True)
class Side:
    """One of the compared districts."""

    code: str
    place: str
    sample: bool
    found: Link  # its results
    count: int
    total: int
    first: tuple[str, Link] | None  # day with document
    since: date | None
    themes: tuple[tuple[str, int], ...]
    projects: int
    budget_won: int
    years: tuple[Share, ...]
    figure: Figure | None

    @property
    def percent(self) -> float:
        return 100 * self.count / self.total if self.total else 0.0


@pages.get("/compare")
def page() -> str:
    query = ask.understood(request_query.read(ask.pairs(), fold=True))
    coverage: Mapping[str, Any] = ask.engine().summarise().get("coverage") or {}
    chosen = query.filters.get("district", ())
    fitting = FEWEST <= len(chosen) <= MOST and bool(query.text)
    return render_template(
        "comparison.html",
        query=query,
        views=navigation.views("comparison.page", query),
        chips=navigation.chips(query, "comparison.page"),
        cleared=navigation.unfiltered(query, "comparison.page"),
        kept=[pair for pair in navigation.kept(query) if pair[0] != "district"],
        choices=[(code, labels.place(code), code in chosen) for code in _offered(coverage, chosen)],
        chosen=len(chosen),
        fewest=FEWEST,
        most=MOST,
        sides=_sides(query, coverage) if fitting else (),
        document=document_address,
    )


def _offered(coverage: Mapping[str, Any], chosen: tuple[str, ...]) -> list[str]:
    known = {code for code in coverage if code in labels.districts()} | {code for code in chosen if code != "unknown"}
    return sorted(known)


def _sides(query: Query, coverage: Mapping[str, Any]) -> tuple[Side, ...]:
    search = ask.engine().search
    each = [replace(query, filters={**query.filters, "district": (code,)}) for code in query.filters["district"]]
    series = shares.aligned(shares.by_year(search, one) for one in each)
    highest = max((share.percent for row in series for share in row), default=0)
    return tuple(_side(one, years, highest, coverage) for one, years in zip(each, series))


def _side(query: Query, years: tuple[Share, ...], highest: float, coverage: Mapping[str, Any]) -> Side:
    (code,) = query.filters["district"]
    search, district = ask.engine().search, labels.districts().get(code)
    counted = search(replace(query, offset=0, size=0, fold=False, facets=("theme",)))
    everything = search(shares.everything(query)).total
    budgets = _budgets(query)
    return Side(
        code=code,
        place=labels.value_label("district", code),
        sample=bool(district and district.sample),
        found=Link(say("{count}건", count=f"{counted.total:,}"), address("search.page", query)),
        count=counted.total,
        total=everything,
        first=_first(query),
        since=adoption.since(coverage, code),
        themes=tuple(
            (labels.value_label("theme", value.value), value.count)
            for value in counted.facets["theme"]
            if labels.parent("theme", value.value) is None and value.value != "unknown"
        )[:THEMES],
        projects=len(budgets),
        budget_won=sum(budgets),
        years=years,
        figure=_figure(labels.value_label("district", code), years, highest),
    )


def _first(query: Query) -> tuple[str, Link] | None:
    hits = ask.engine().search(replace(query, sort="oldest", offset=0, size=1, fold=False, facets=())).hits
    stated = hits[0].entry.get("published") if hits else None
    if not stated:
        return None
    entry = hits[0].entry
    return stated[:10], Link(entry["title"] or say("제목 없음"), document_address(entry["id"], query))


def _budgets(query: Query) -> list[int]:
    """What the matching projects cost, those that say."""
    projects = replace(query, filters={**query.filters, "kind": ("project",)}, offset=0, fold=False)
    entries = gather.entries(ask.engine().search, projects, PROJECTS_READ)
    return [entry["budget_won"] for entry in entries if entry.get("budget_won") is not None]


def _figure(place: str, years: tuple[Share, ...], highest: float) -> Figure | None:
    if not years:
        return None
    most = max(years, key=lambda share: share.percent)
    sentence = say(
        "{place}: 모든 문서 가운데 비율, {first}년부터 {last}년까지, 가장 높은 해는 {year}년 {percent:.1f}%",
        place=place, first=years[0].label, last=years[-1].label, year=most.label, percent=most.percent,
    )  # fmt: skip
    columns = [(share.label[2:], share.percent, f"{share.percent:.1f}" if share.count else "0") for share in years]
    return figure(columns, sentence, highest)
