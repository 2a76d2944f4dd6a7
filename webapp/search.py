"""The search page."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template

from indexer.query import Query, Results
from webapp import advice, ask, chart, downloads, facets, labels, navigation, request_query
from webapp.addresses import search_address
from webapp.results import Link, card

pages = Blueprint("search", __name__)


@pages.get("/")
def page() -> str:
    query, results = ask.search(request_query.read(ask.pairs(), fold=True))
    landing = not query.text and not query.filters and not query.offset
    unfolded = replace(query, fold=False)
    found = facets.groups(query, results)
    return render_template(
        "search.html",
        query=query,
        views=navigation.views("search.page", query),
        results=results,
        heading=heading(query, results),
        cards=[card(hit.entry, query) for hit in results.hits],
        groups=found,
        chart=next((chart.years(group) for group in found if group.facet == "year"), None),
        chips=navigation.chips(query),
        unfiltered=navigation.unfiltered(query),
        kept=[(name, value) for name, value in request_query.write(query, fold=True) if name in _KEPT],
        orders=navigation.orders(query),
        sizes=navigation.sizes(query),
        pages=navigation.pages(query, results),
        number=request_query.page_of(query),
        downloads=downloads.downloads(unfolded),
        said=downloads.said(unfolded, results.total),
        feeds=downloads.feeds(unfolded),
        strict=search_address(replace(query, match="all", offset=0)),
        covered=advice.covered(results) if landing else None,
        examples=_examples() if landing else (),
        steps=() if results.total else advice.steps(query, _count),
    )


def heading(query: Query, results: Results) -> str:
    """The title of the page: what is asked, then how much was found."""
    chosen = [labels.value_label(facet, value) for facet, values in query.filters.items() for value in values]
    asked = [query.text] if query.text else []
    return " · ".join([*asked, *chosen] or ["모든 문서"]) + f" – 검색결과 {results.total:,}건"


def _examples() -> tuple[Link, ...]:
    newest = Query(sort="newest", size=advice.LOOKED_AT, facets=())
    return advice.examples(hit.entry for hit in ask.engine().search(newest).hits)


def _count(query: Query) -> int:
    return ask.search(replace(query, size=0, facets=()))[1].total


_KEPT = ("sort", "match", "fold", "size")  # carried by the form
