"""The page of the marked documents, to cite or download together."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from indexer.query import Query
from webapp import ask, carried, downloads, request_query
from webapp.addresses import permalink
from webapp.formats import prose
from webapp.formats.citation import citation
from webapp.results import Link, card

pages = Blueprint("marked", __name__)


@pages.get("/marked")
def page() -> str:
    """Marks live in the address: there is no account, nothing is stored."""
    request_query.nothing_but((), ask.pairs())
    ids = carried.marks()
    entries = [entry for id in ids if (entry := ask.engine().get(id)) is not None]
    query = ask.understood(Query())
    return render_template(
        "marked.html",
        cards=[(card(entry, query), prose.citations(citation(entry, permalink(entry["id"]))), _without(entry["id"]))
               for entry in entries],
        missing=len(ids) - len(entries),
        downloads=[Link(label, url_for("export.rows_of", format=format, mark=list(ids)))
                   for format, label in downloads.FORMATS if format != "csv-excel"],
        cleared=url_for("search.page", mark=[]),
    )  # fmt: skip


def _without(id: str) -> str:
    return url_for("marked.page", mark=[mark for mark in carried.marks() if mark != id])
