"""The page of precedents: who was first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flask import Blueprint, abort, render_template

from indexer.query import Query
from indexer.records import Entry
from webapp import adoption, ask, gather, labels, navigation, request_query
from webapp.addresses import document_address
from webapp.adoption import Coverage, First
from webapp.claims import Claim, claims
from webapp.figure import Figure, figure
from webapp.language import say

pages = Blueprint("precedents", __name__)

DOCUMENT = "document"
READ_FOR_CLAIMS = 300
TITLE_WORDS = 6


@dataclass(frozen=True)
class Row:
    first: First
    place: str
    sample: bool
    title: str
    address: str
    caveat: str


@pages.get("/precedents")
def page() -> str:
    pairs = ask.pairs()
    query = ask.understood(_read([pair for pair in pairs if pair[0] != DOCUMENT], dict(pairs).get(DOCUMENT)))
    coverage: Coverage = ask.engine().summarise().get("coverage") or {}
    found = adoption.firsts(ask.engine().search, query, coverage) if query.text else ()
    years = adoption.curve(found, coverage)
    return render_template(
        "precedents.html",
        query=query,
        views=navigation.views("precedents.page", query),
        chips=navigation.chips(query, "precedents.page"),
        cleared=navigation.unfiltered(query, "precedents.page"),
        kept=navigation.kept(query),
        rows=[_row(first, query) for first in found],
        years=years,
        figure=_figure(query, years) if years else None,
        tiles=adoption.tiles(found, coverage),
        claims=_claims(query, found) if found else (),
        without=[(labels.place(code), adoption.since(coverage, code)) for code in adoption.without(found, coverage)],
        covered=len(adoption.publishers(coverage)),
        known=sum(not district.sample for district in labels.districts().values()),
        address=document_address,
        place=_place,
    )


def words_of(entry: Entry) -> str:
    """What a document is about, as a question: its title without the names of its place, numbers, signs."""
    names = {name for code in entry.get("district") or () for name in _names(code)}
    words = re.findall(r"[^\W\d_]{2,}", entry["title"])
    telling = [word for word in words if not any(word.startswith(name) for name in names)]
    return " ".join(telling[:TITLE_WORDS]) or entry["title"]


def _read(pairs: list[tuple[str, str]], document: str | None) -> Query:
    query = request_query.read(pairs, fold=True)
    if not document:
        return query
    entry = ask.engine().get(document)
    if entry is None:
        abort(404, say("이 주소의 문서가 없습니다. 원문이 내려갔거나 주소가 바뀌었을 수 있습니다."))
    return replace(query, text=query.text or words_of(entry))


def _row(first: First, query: Query) -> Row:
    district = labels.districts().get(first.code)
    return Row(
        first,
        labels.place(first.code),
        bool(district and district.sample),
        first.entry["title"] or say("제목 없음"),
        document_address(first.entry["id"], query),
        _caveat(first),
    )


def _caveat(first: First) -> str:
    if first.since is None:
        return say("이 지역을 언제부터 모았는지 알 수 없습니다")
    if first.unsure:
        return say("이 지역은 {since}부터 수집 · 수집 초기라 더 이른 사례가 있을 수 있음", since=first.since)
    return say("이 지역은 {since}부터 수집", since=first.since)


def _figure(query: Query, years: tuple[adoption.Year, ...]) -> Figure:
    last = years[-1]
    sentence = say(
        "{first}년부터 {last}년까지 ‘{text}’ 문서를 처음 낸 지역의 누적 수, {last}년에 {count}곳",
        first=years[0].year, last=last.year, text=query.text, count=last.cumulative,
    )  # fmt: skip
    return figure([(str(year.year), year.cumulative, str(year.cumulative)) for year in years], sentence)


def _claims(query: Query, found: tuple[First, ...]) -> tuple[Claim, ...]:
    read = gather.entries(ask.engine().search, replace(query, fold=False, offset=0), READ_FOR_CLAIMS)
    return claims(read, query, (first.entry for first in found))


def _place(entry: Entry) -> str:
    code = next(iter(entry.get("district") or ()), None)
    return labels.place(code) if code else labels.words()["unknown"]["district"]


def _names(code: str) -> tuple[str, ...]:
    district = labels.districts().get(code)
    if district is None:
        return ()
    return (district.name, district.name[:-1]) if len(district.name) > 2 else (district.name,)
