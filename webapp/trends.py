"""The page of trends: how much was said of something, when."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping

from flask import Blueprint, render_template

from webapp import ask, navigation, request_query, shares
from webapp.figure import Figure, figure
from webapp.language import say
from webapp.shares import Share

pages = Blueprint("trends", __name__)


@pages.get("/trends")
def page() -> str:
    query = ask.understood(request_query.read(ask.pairs(), fold=True))
    years = shares.by_year(ask.engine().search, query)
    last = _last_day(ask.engine().summarise().get("coverage") or {})
    months = shares.by_month(ask.engine().search, query, last) if last and query.text else ()
    return render_template(
        "trends.html",
        query=query,
        views=navigation.views("trends.page", query),
        chips=navigation.chips(query, "trends.page"),
        cleared=navigation.unfiltered(query, "trends.page"),
        kept=navigation.kept(query),
        years=years,
        months=months,
        figures=figures(years, query.text) if query.text else (),
        monthly=figures(months, query.text),
    )


def figures(series: tuple[Share, ...], text: str) -> tuple[Figure, ...]:
    """The numbers, then the shares."""
    if not series:
        return ()
    most = max(series, key=lambda share: share.count)
    densest = max(series, key=lambda share: share.percent)
    facts = {"text": text, "first": series[0].label, "last": series[-1].label}
    counted = say(
        "{first}부터 {last}까지 ‘{text}’ 문서 수, 가장 많은 때는 {when} {count:,}건",
        **facts, when=most.label, count=most.count,
    )  # fmt: skip
    part = say(
        "{first}부터 {last}까지 모든 문서 가운데 ‘{text}’ 문서의 비율, 가장 높은 때는 {when} {percent:.1f}%",
        **facts, when=densest.label, percent=densest.percent,
    )  # fmt: skip
    parts = [(_short(share.label), share.percent, f"{share.percent:.1f}" if share.count else "0") for share in series]
    return (
        figure([(_short(share.label), share.count, f"{share.count:,}") for share in series], counted),
        figure(parts, part),
    )


def _short(label: str) -> str:
    """2025, 25.03."""
    return label if len(label) == 4 else label[2:].replace("-", ".")


def _last_day(coverage: Mapping[str, Mapping[str, Any]]) -> date | None:
    days = [str(row["last"])[:10] for row in coverage.values() if row.get("last")]
    return date.fromisoformat(max(days)) if days else None
