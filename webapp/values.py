"""The page on which every value of one facet can be searched, ordered, chosen."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, render_template

from indexer.query import FACETS
from webapp import ask, facets, labels, navigation, request_query
from webapp.addresses import address
from webapp.facets import Row
from webapp.language import say
from webapp.request_query import BadParameter

pages = Blueprint("values", __name__)

FIND, ORDER = "find", "order"
ORDERS = {"count": "건수순", "name": "가나다순"}


@pages.get("/values/<facet>")
def page(facet: str) -> str:
    """Chosen values stay chosen whatever is searched for."""
    if facet not in FACETS:
        abort(404)
    pairs = ask.pairs()
    own = {name: value for name, value in pairs if name in (FIND, ORDER)}
    order = own.get(ORDER) or "count"
    if order not in ORDERS:
        raise BadParameter(ORDER, f"{ORDER}: count나 name만 쓸 수 있습니다.", f"{ORDER}: takes count or name")
    query = request_query.read([pair for pair in pairs if pair[0] not in own], fold=True)
    asked, results = ask.search(replace(query, size=0, offset=0, facets=(facet,)))
    find = own.get(FIND, "").strip()
    rows = facets.flat(asked, facet, results.facets[facet])
    return render_template(
        "values.html",
        query=query,
        facet=facet,
        name=labels.words()["facets"][facet],
        rows=ordered(rows, order, find),
        find=find,
        order=order,
        orders=[(each, say(name)) for each, name in ORDERS.items()],
        kept=[pair for pair in navigation.kept(query) if pair[0] != facet],
        text=query.text,
        again=lambda each: address("values.page", query, facet=facet, order=each, find=find or None),
    )


def ordered(rows: tuple[Row, ...], order: str, find: str) -> list[Row]:
    """The rows that hold what is searched for, with every chosen one."""
    wanted = [row for row in rows if row.chosen or find.casefold() in row.label.casefold()]
    by_name = sorted(wanted, key=lambda row: (row.value == "unknown", row.label))
    return by_name if order == "name" else sorted(by_name, key=lambda row: -row.count)
