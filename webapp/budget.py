"""The page of projects with what they cost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Iterable

from flask import Blueprint, render_template

from indexer.query import Query
from indexer.records import Entry
from webapp import ask, gather, labels, navigation, request_query
from webapp.addresses import address, document_address
from webapp.language import say
from webapp.navigation import Choice
from webapp.request_query import BadParameter

pages = Blueprint("budget", __name__)

ORDER = "order"
ORDERS = {"budget": "예산 큰 차례", "least": "예산 작은 차례", "year": "최근 연도", "district": "지역", "name": "이름"}
READ = 3_000  # projects that are ordered here
SHOWN = 100


@dataclass(frozen=True)
class Row:
    """None where the plan does not say."""

    name: str
    address: str
    place: str
    code: str
    department: str | None
    year: str | None
    budget_won: int | None
    themes: tuple[str, ...]
    plan: str | None  # address


@dataclass(frozen=True)
class Sum:
    label: str
    projects: int
    budget_won: int


@pages.get("/budget")
def page() -> str:
    pairs = ask.pairs()
    order = next((value for name, value in pairs if name == ORDER and value), "budget")
    if order not in ORDERS:
        raise BadParameter(ORDER, f"{ORDER}: {', '.join(ORDERS)} 가운데 하나", f"{ORDER}: one of {', '.join(ORDERS)}")
    query = request_query.read([pair for pair in pairs if pair[0] != ORDER], fold=True)
    asked = ask.understood(replace(query, filters={**query.filters, "kind": ("project",)}, fold=False, offset=0))
    total = gather.count(ask.engine().search, asked)
    rows = [_row(entry, asked) for entry in gather.entries(ask.engine().search, asked, READ)]
    return render_template(
        "budget.html",
        query=query,
        views=navigation.views("budget.page", query),
        chips=navigation.chips(query, "budget.page"),
        cleared=navigation.unfiltered(query, "budget.page"),
        kept=navigation.kept(query),
        total=total,
        read=len(rows),
        stated=sum(row.budget_won is not None for row in rows),
        budget_won=sum(row.budget_won or 0 for row in rows),
        rows=ordered(rows, order)[:SHOWN],
        orders=[Choice(say(name), address("budget.page", query, order=each), each == order)
                for each, name in ORDERS.items()],
        order=order,
        themes=_sums((label, row) for row in rows for label in row.themes or (labels.value_label("theme", "unknown"),)),
        districts=_sums((row.place, row) for row in rows),
    )  # fmt: skip


def ordered(rows: Iterable[Row], order: str) -> list[Row]:
    """Those that do not say what they cost come last in any order by budget."""
    known = sorted(rows, key=lambda row: (row.name, row.address))
    if order == "budget":
        return sorted(known, key=lambda row: (row.budget_won is None, -(row.budget_won or 0)))
    if order == "least":
        return sorted(known, key=lambda row: (row.budget_won is None, row.budget_won or 0))
    if order == "year":
        return sorted(known, key=lambda row: row.year or "", reverse=True)
    return sorted(known, key=lambda row: row.code) if order == "district" else known


def _row(entry: Entry, query: Query) -> Row:
    code = next(iter(entry.get("district") or ()), "")
    parent = (entry.get("project") or {}).get("parent")
    top = [id for id in entry.get("theme") or () if labels.parent("theme", id) is None]
    return Row(
        name=entry["title"],
        address=document_address(entry["id"], query),
        place=labels.value_label("district", code or "unknown"),
        code=code,
        department=entry.get("department"),
        year=entry.get("year"),
        budget_won=entry.get("budget_won"),
        themes=tuple(labels.value_label("theme", id) for id in top),
        plan=document_address(parent, query) if parent else None,
    )


def _sums(labelled: Iterable[tuple[str, Row]]) -> list[Sum]:
    counts: dict[str, int] = defaultdict(int)
    amounts: dict[str, int] = defaultdict(int)
    for label, row in labelled:
        counts[label] += 1
        amounts[label] += row.budget_won or 0
    return sorted((Sum(label, counts[label], amounts[label]) for label in counts), key=lambda each: -each.budget_won)
