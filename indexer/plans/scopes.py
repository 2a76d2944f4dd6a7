"""The years that a text states, for the scope of an amount."""

from __future__ import annotations

import re

YEAR_WITHIN = 14  # characters before an amount in which its year stands

QUOTE = "['’‘`´ˊʼ＇]"
_YEAR = re.compile(rf"(?<!\d)(?:20(?P<long>\d\d)|{QUOTE}(?P<short>\d\d))(?!\d)|(?<!\d)(?P<bare>\d\d)년")
_RANGE = re.compile(
    rf"(?P<first>(?:20\d\d|{QUOTE}?\d\d)?)[.년]?\s*[\d.월일상하반기]{{0,8}}\s*[~∼～⁓\-–]\s*"
    rf"(?P<last>20\d\d|{QUOTE}\d\d)(?!\d)"
)
_DATED = re.compile(rf"^\s*\(?\s*(?:20\d\d|{QUOTE}\d\d)\s*[.년:]")
_AFTER = re.compile(rf"^\s*[(,]?\s*(?:20(?P<long>\d\d)|{QUOTE}?(?P<short>\d\d))\s*년(?!\s*[~∼])")
_TOTAL = re.compile(r"총\s*(?:사업비)?\s*[:：]?\s*$")


def scope(text: str, start: int, end: int, label: str, year: int | None, several_years: bool) -> str:
    """Of the amount at that place: year for the plan's own, total for several, unstated."""
    near, behind = text[max(0, start - YEAR_WITHIN):start], _AFTER.match(text[end:])
    years = [int(behind["long"] or behind["short"]) + 2000] if behind else []
    if not _RANGE.search(near):
        years += years_in(near)
    if year is not None and year in years:
        return "year"
    if label.startswith("총") or _TOTAL.search(text[:start]) or several_years or spans_years(text):
        return "total"
    return "unstated"


def spans_years(text: str) -> bool:
    """Whether a printed period covers more than one calendar year."""
    for found in _RANGE.finditer(text):
        first, last = found["first"][-2:], found["last"][-2:]
        if not first.isdigit() or int(first) != int(last):
            return True
    return "계속" in text


def is_former(text: str, year: int | None) -> bool:
    """Whether it is a dated line of an earlier year."""
    if year is None or not _DATED.match(text):
        return False
    stated = years_in(re.split(r"[:：]", text, maxsplit=1)[0])
    return bool(stated) and max(stated) < year


def is_of_another_year(clause: str, year: int | None) -> bool:
    found = years_in(clause)
    return year is not None and bool(found) and max(found) != year and year not in found and not _RANGE.search(clause)


def years_in(text: str) -> list[int]:
    return [int(found["long"] or found["short"] or found["bare"]) + 2000 for found in _YEAR.finditer(text)]
