"""Turns the parameters of an address into a query."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from typing import Iterable, Mapping, cast

from indexer.query import FACETS, Match, Query, Sort
from webapp.parameters import EXCLUDE, PAGE_SIZE, QUERY_CHARS, WINDOW, Parameter, search_parameters

Pairs = Iterable[tuple[str, str]]  # parameters as they stand in the address, repeated ones several times

NARROWING = ("q", *FACETS, *(EXCLUDE + facet for facet in FACETS), "from", "to")

_SHOWN_CHARS = 40  # of a refused value


class BadParameter(ValueError):
    """A parameter that cannot be used, said in Korean and in English."""

    def __init__(self, parameter: str, ko: str, en: str) -> None:
        super().__init__(ko)
        self.parameter = parameter
        self.ko = ko
        self.en = en


def read(pairs: Pairs, fold: bool = False) -> Query:
    """The query that an address asks; BadParameter when it cannot be understood.

    An empty value counts as not given. `fold` is what holds when the address does not say.
    """
    given = _given(pairs)
    size, page = (int(given.get(name, [search_parameters()[name].default])[0] or 0) for name in ("size", "page"))
    if page * size > WINDOW:
        raise BadParameter(
            "page",
            f"page: {WINDOW:,}번째 결과까지만 볼 수 있습니다 (page {page} × size {size}). 필터로 범위를 좁히십시오.",
            f"page: only the first {WINDOW:,} results can be seen (page {page} × size {size})",
        )
    first, last = (date.fromisoformat(given[name][0]) if name in given else None for name in ("from", "to"))
    if first and last and first > last:
        raise BadParameter("to", f"to: from({first})보다 앞선 날입니다: {last}", f"to: {last} is before from ({first})")
    return Query(
        text=given.get("q", [""])[0],
        filters={facet: tuple(given[facet]) for facet in FACETS if facet in given},
        excluded={facet: tuple(given[EXCLUDE + facet]) for facet in FACETS if EXCLUDE + facet in given},
        published_from=first,
        published_to=last,
        sort=cast(Sort, given.get("sort", ["relevance"])[0]),
        match=cast(Match, given.get("match", ["most"])[0]),
        expand=given.get("expand") != ["0"],
        fold=given["fold"] == ["1"] if "fold" in given else fold,
        offset=(page - 1) * size,
        size=size,
    )


def read_narrowed(pairs: Pairs) -> Query:
    """The query of an address that takes words with filters, and no other parameter."""
    pairs = list(pairs)
    nothing_but(NARROWING, pairs)
    return read(pairs)


def read_text(pairs: Pairs) -> str:
    """The `q` of an address that takes no other parameter."""
    pairs = list(pairs)
    nothing_but(("q",), pairs)
    return _given(pairs).get("q", [""])[0]


def nothing_but(names: Iterable[str], pairs: Pairs) -> None:
    """BadParameter for the first parameter of another name."""
    for name, _ in pairs:
        if name not in names:
            raise _unknown(name)


def write(query: Query, fold: bool = False) -> list[tuple[str, str]]:
    """The shortest parameters that ask a query: the inverse of `read`."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(facet, value) for facet in FACETS for value in query.filters.get(facet, ())]
    pairs += [(EXCLUDE + facet, value) for facet in FACETS for value in query.excluded.get(facet, ())]
    days = {"from": query.published_from, "to": query.published_to}
    pairs += [(name, day.isoformat()) for name, day in days.items() if day]
    pairs += [("sort", query.sort)] if query.sort != "relevance" else []
    pairs += [("match", query.match)] if query.match != "most" else []
    pairs += [("expand", "0")] if not query.expand else []
    pairs += [("fold", str(int(query.fold)))] if query.fold != fold else []
    pairs += [("size", str(query.size))] if query.size != PAGE_SIZE else []
    page = page_of(query)
    return pairs + ([("page", str(page))] if page > 1 else [])


def page_of(query: Query) -> int:
    return query.offset // query.size + 1


def without(query: Query, facet: str, value: str) -> Query:
    """The query with one filter value less, from its first page."""
    return replace(query, filters=_less(query.filters, facet, value), offset=0)


def readmitting(query: Query, facet: str, value: str) -> Query:
    """The query with one excluded value less, from its first page."""
    return replace(query, excluded=_less(query.excluded, facet, value), offset=0)


def excluding(query: Query, facet: str, value: str) -> Query:
    """The query that leaves a value out, from its first page."""
    refused = {**query.excluded, facet: (*query.excluded.get(facet, ()), value)}
    ordered = {name: refused[name] for name in FACETS if name in refused}
    return replace(without(query, facet, value), excluded=ordered)


def _less(chosen: Mapping[str, tuple[str, ...]], facet: str, value: str) -> dict[str, tuple[str, ...]]:
    left = tuple(other for other in chosen.get(facet, ()) if other != value)
    return {name: values for name, values in {**chosen, facet: left}.items() if values}


def _given(pairs: Pairs) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        parameter = search_parameters().get(name)
        if parameter is None:
            raise _unknown(name)
        values = given.setdefault(name, [])
        if value := _checked(parameter, value):
            values.append(value)
        if len(values) > 1 and not parameter.repeated:
            raise BadParameter(name, f"{name}: 한 번만 쓸 수 있습니다.", f"{name}: may be given only once")
    return {name: list(dict.fromkeys(values)) for name, values in given.items() if values}


def _checked(parameter: Parameter, value: str) -> str:
    if parameter.form == "text":
        return _checked_text(parameter.name, value)
    if value:
        _check_value(parameter, value)
    return value


def _checked_text(name: str, value: str) -> str:
    text = unicodedata.normalize("NFC", value)
    control = next((char for char in text if unicodedata.category(char) in ("Cc", "Cs")), None)
    if control is not None:
        code = f"U+{ord(control):04X}"
        raise BadParameter(
            name, f"{name}: 검색어에 제어 문자({code})가 있습니다.", f"{name}: holds the control character {code}"
        )
    if len(text) > QUERY_CHARS:
        raise BadParameter(
            name,
            f"{name}: 검색어는 {QUERY_CHARS:,}자까지입니다 (지금 {len(text):,}자).",
            f"{name}: at most {QUERY_CHARS:,} characters, not {len(text):,}",
        )
    return text.strip()


def _check_value(parameter: Parameter, value: str) -> None:
    name, shown = parameter.name, _shown(value)
    if parameter.form == "number":
        low, high = parameter.low, parameter.high
        digits = re.fullmatch("[1-9][0-9]{0,9}", value)
        if not digits or not low <= int(value) <= high:
            raise BadParameter(
                name,
                f"{name}: {low:,}부터 {high:,}까지의 정수만 쓸 수 있습니다: {shown}",
                f"{name}: a whole number from {low:,} to {high:,}, not {shown}",
            )
    elif parameter.form == "date":
        if not _is_day(value):
            raise BadParameter(
                name,
                f"{name}: 2025-12-10처럼 있는 날짜를 쓰십시오: {shown}",
                f"{name}: a date like 2025-12-10, not {shown}",
            )
    elif value not in parameter.values and not (parameter.pattern and re.fullmatch(parameter.pattern, value)):
        raise BadParameter(name, f"{name}: 쓸 수 없는 값입니다: {shown}", f"{name}: does not take the value {shown}")


def _is_day(value: str) -> bool:
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)) and date.fromisoformat(value) is not None
    except ValueError:  # 2025-02-30
        return False


def _unknown(name: str) -> BadParameter:
    return BadParameter(name, f"알 수 없는 매개변수입니다: {_shown(name)}", f"unknown parameter: {_shown(name)}")


def _shown(value: str) -> str:
    """A value fit for a message: short, without control characters."""
    plain = "".join(char if char.isprintable() else "�" for char in value[:_SHOWN_CHARS])
    return plain + ("…" if len(value) > _SHOWN_CHARS else "")
