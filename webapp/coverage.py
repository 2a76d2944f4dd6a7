"""The pages that say what jachi is with what it covers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Iterable, Mapping

from flask import Blueprint, render_template

from indexer.query import Query
from indexer.records import UNKNOWN
from webapp import ask, labels
from webapp.addresses import search_address
from webapp.formats.rows import columns

pages = Blueprint("coverage", __name__)


@dataclass(frozen=True)
class Covered:
    """A district as it is covered; dates as 2025-12-10, None where there are none."""

    code: str
    name: str
    above: str | None  # code of the covered 시도 whose numbers include this one's
    sample: bool
    documents: int
    first: str | None
    last: str | None
    captured: str | None


@pages.get("/coverage")
def page() -> str:
    rows = coverage(ask.engine().summarise())
    return render_template("coverage.html", rows=rows, total=total(rows), address=_address)


@pages.get("/about")
def about() -> str:
    return render_template("about.html", columns=columns())


def coverage(summary: Mapping[str, Any]) -> tuple[Covered, ...]:
    """By code, those without a known district last."""
    given: Mapping[str, Mapping[str, Any]] = summary.get("coverage") or {}
    rows = [_covered(code, given[code]) for code in sorted(given, key=lambda code: (code == UNKNOWN, code))]
    return tuple(replace(row, above=row.above if row.above in given else None) for row in rows)


def total(rows: Iterable[Covered]) -> int:
    """Documents in all, each counted once."""
    return sum(row.documents for row in rows if row.above is None)


def _covered(code: str, given: Mapping[str, Any]) -> Covered:
    district = labels.districts().get(code)
    return Covered(
        code=code,
        name=labels.value_label("district", code),
        above=labels.parent("district", code),
        sample=bool(district and district.sample),
        documents=given["documents"],
        first=_day(given.get("first")),
        last=_day(given.get("last")),
        captured=_day(given.get("captured_at")),
    )


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _address(code: str) -> str:
    return search_address(Query(filters={"district": (code,)}, fold=True))
