"""When a project begins and ends, from its printed period."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.plans.scopes import QUOTE

_YEAR = rf"20\d\d|{QUOTE}\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])(?=\s?월|[.]|\s*[~∼～⁓]|\s*$|,)"
_DAY = r"(?:\s*\d{1,2}\s?[일.])?"
_SPAN = re.compile(
    rf"(?:(?P<year>{_YEAR})\s?년?\s?[.]?\s*)?(?:(?P<month>{_MONTH})\s?[월.]?{_DAY})?\s*(?:[~∼～⁓]|부터)\s*"
    rf"(?:(?P<last_year>{_YEAR})\s?년?\s?[.]?\s*)?(?P<last_month>{_MONTH})?"
)
_OPEN, _WHOLE_YEAR = re.compile(r"계속|매년"), re.compile(r"연중|상시")


@dataclass(frozen=True)
class Span:
    """ISO months or years ("2025-03", "2025"); None where the period does not say. `recurrence`: 연중, 계속."""

    starts: str | None = None
    ends: str | None = None
    recurrence: str | None = None


def span(period: str | None) -> Span:
    """2025. 3. ~ 2027. 12. begins in 2025-03 and ends in 2027-12; the second year may be left out."""
    if not period:
        return Span()
    recurrence = "계속" if _OPEN.search(period) else "연중" if _WHOLE_YEAR.search(period) else None
    spans = [found for found in _SPAN.finditer(period) if found["year"] or found["month"]]
    if spans and spans[0]["year"]:
        first, last = spans[0], spans[-1]
        year = last["last_year"] or (last["year"] or first["year"] if last["last_month"] else None)
        ends = _iso(year, last["last_month"]) if year else None
        return Span(_iso(first["year"], first["month"]), ends, recurrence)
    years = [_full(year) for year in re.findall(_YEAR, period)]
    if not years:
        return Span(recurrence=recurrence)
    return Span(years[0], None if recurrence == "계속" else years[-1], recurrence)


def _iso(year: str, month: str | None) -> str:
    return f"{_full(year)}-{int(month):02}" if month else _full(year)


def _full(year: str) -> str:
    return year if len(year) == 4 else f"20{year[-2:]}"
