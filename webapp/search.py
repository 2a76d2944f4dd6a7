"""The search page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from indexer import corrections, regions
from indexer.query import Hit, Query, Results
from indexer.records import Entry
from indexer.regions import Region
from webapp import advice, ask, carried, chart, downloads, facets, labels, navigation, periods, request_query
from webapp.addresses import address, search_address
from webapp.language import say
from webapp.parameters import EXCLUDE
from webapp.request_query import Pairs
from webapp.results import Link, card

pages = Blueprint("search", __name__)

WITHIN = "within"  # words to search for among the results
KEPT = ("sort", "match", "expand", "fold", "size")  # of the state, in the form
OTHERS = 20  # shown of a cluster


@pages.get("/")
def page() -> str | Response:
    pairs = ask.pairs()
    if any(name == WITHIN and value.strip() for name, value in pairs):
        return _narrowed(pairs)
    pairs = [pair for pair in pairs if pair[0] != WITHIN]
    query, results = ask.search(request_query.read(pairs, fold=True))
    shown = {**_asked(query, results), **_found(query, results), **_help(query, results)}
    return render_template("search.html", query=query, results=results, heading=heading(query, results), **shown)


def heading(query: Query, results: Results) -> str:
    """The title of the page: what is asked, then how much was found."""
    chosen = [labels.value_label(facet, value) for facet, values in query.filters.items() for value in values]
    asked = [query.text] if query.text else []
    return " · ".join([*asked, *chosen] or [say("모든 문서")]) + say(" – 검색결과 {total:,}건", total=results.total)


def _narrowed(pairs: Pairs) -> Response:
    """The words asked for within the results join the question."""
    query = request_query.read([pair for pair in pairs if pair[0] != WITHIN], fold=True)
    words = " ".join(value.strip() for name, value in pairs if name == WITHIN)
    return redirect(search_address(replace(query, text=f"{query.text} {words}".strip(), match="all", offset=0)), 302)


def _asked(query: Query, results: Results) -> dict[str, Any]:
    """The controls: what was asked, how to ask otherwise."""
    found = facets.groups(query, results)
    return {
        "views": navigation.views("search.page", query),
        "groups": found,
        "chart": next((chart.years(group) for group in found if group.facet == "year"), None),
        "chips": navigation.chips(query),
        "unfiltered": navigation.unfiltered(query),
        "kept": [(name, value) for name, value in request_query.write(query, fold=True) if _is_kept(name)],
        "tabs": navigation.tabs(query, results),
        "periods": navigation.periods(query, periods.periods(date.today())),
        "excluding": lambda facet, value: search_address(request_query.excluding(query, facet, value)),
        "all_values": lambda facet: address("values.page", replace(query, offset=0), facet=facet),
        "within": WITHIN,
        "orders": navigation.orders(query),
        "sizes": navigation.sizes(query),
        "plain": search_address(replace(query, expand=False, offset=0)),
        "expanded": search_address(replace(query, expand=True, offset=0)),
        "strict": search_address(replace(query, match="all", offset=0)),
    }


def _found(query: Query, results: Results) -> dict[str, Any]:
    """The hits of this page, the way to the others, what the whole set can be taken away as."""
    unfolded = replace(query, fold=False)
    rows = _count(unfolded) if query.fold else results.total
    return {
        "cards": [card(hit.entry, query, _others(hit), at) for at, hit in enumerate(results.hits, query.offset + 1)],
        "shown": [hit.entry["id"] for hit in results.hits],
        "marked": carried.marks(),
        "pages": navigation.pages(query, results),
        "number": request_query.page_of(query),
        "downloads": downloads.downloads(unfolded),
        "said": downloads.said(unfolded, rows),
        "folded": rows - results.total,
        "feeds": downloads.feeds(unfolded),
    }


def _help(query: Query, results: Results) -> dict[str, Any]:
    """What to try where little or nothing is asked or found."""
    landing = not query.text and not query.filters and not query.offset
    return {
        "offers": _offers(query, results),
        "regions": _regions(query),
        "covered": advice.covered(results) if landing else None,
        "examples": _examples() if landing else (),
        "steps": () if results.total else (*_relaxations(query), *advice.steps(query, _count)),
    }


def _others(hit: Hit) -> list[Entry]:
    """The near-duplicates folded into a hit, those that are shown."""
    found = (ask.engine().get(id) for id in hit.others[:OTHERS])
    return [entry for entry in found if entry is not None]


def _offers(query: Query, results: Results) -> tuple[advice.Step, ...]:
    """Other spellings, where the words as they stand find little."""
    if not query.text or not corrections.doubtful(query, results):
        return ()
    found = corrections.offers(ask.engine(), query)
    return tuple(
        advice.Step(offer.text, search_address(replace(query, text=offer.text, offset=0)), offer.count)
        for offer in found
    )


def _relaxations(query: Query) -> tuple[advice.Step, ...]:
    """The question with less demanded, where nothing met the demands."""
    free = replace(corrections.freed(query), offset=0)
    found = corrections.relaxations(ask.engine(), query) if query.required else ()
    return tuple(advice.Step(each.text, search_address(replace(free, text=each.text)), each.count) for each in found)


def _regions(query: Query) -> tuple[advice.Step, ...]:
    """The districts that the question names, as filters to choose."""
    found = regions.offers(ask.engine(), query) if query.text else ()
    return tuple(advice.Step(region.label, search_address(_within(query, region)), region.count) for region in found)


def _within(query: Query, region: Region) -> Query:
    return replace(query, text=region.text, filters={**query.filters, "district": (region.code,)}, offset=0)


def _is_kept(name: str) -> bool:
    """The form carries what has no field of its own."""
    return name in KEPT or name.startswith(EXCLUDE)


def _examples() -> tuple[Link, ...]:
    newest = Query(sort="newest", size=advice.LOOKED_AT, facets=())
    return advice.examples(hit.entry for hit in ask.engine().search(newest).hits)


def _count(query: Query) -> int:
    return ask.search(replace(query, size=0, facets=()))[1].total
