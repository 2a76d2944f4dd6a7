"""The links out of a search: downloads with what they hold, feeds."""

from __future__ import annotations

from dataclasses import replace

from indexer.query import FACETS, Query
from webapp import labels
from webapp.addresses import address
from webapp.language import say
from webapp.results import Link

FORMATS = (
    ("csv", "CSV"), ("csv-excel", "CSV (엑셀용)"), ("xlsx", "XLSX"), ("jsonl", "JSON Lines"),
    ("ris", "RIS (Zotero·EndNote)"), ("bib", "BibTeX"), ("csl", "CSL-JSON"),
)  # fmt: skip


def downloads(query: Query) -> tuple[Link, ...]:
    return tuple(Link(say(label), _download(format, query)) for format, label in FORMATS)


def said(query: Query, total: int) -> str:
    """How many rows, under which filters, whether folded."""
    filters = ", ".join(f"{name}={label}" for name, label in conditions(query)) or say("없음")
    folded = say("재게시를 묶음") if query.fold else say("재게시를 묶지 않음")
    return say("{total:,}건 모두 · 필터: {filters} · {folded}", total=total, filters=filters, folded=folded)


def feeds(query: Query) -> dict[str, str]:
    plain = replace(query, offset=0, sort="relevance")
    return {name: address(f"feeds.{name}_feed", plain, fold=False) for name in ("atom", "json")}


def conditions(query: Query) -> tuple[tuple[str, str], ...]:
    """Name with value of each filter, exclusions and period included."""
    names = labels.words()["facets"]
    found = [(names[facet], labels.value_label(facet, value)) for facet in FACETS
             for value in query.filters.get(facet, ())]  # fmt: skip
    found += [(say("{name} 제외", name=names[facet]), labels.value_label(facet, value)) for facet in FACETS
              for value in query.excluded.get(facet, ())]  # fmt: skip
    if query.published_from or query.published_to:
        found.append((say("등록일"), f"{query.published_from or ''}~{query.published_to or ''}"))
    return tuple(found)


def _download(format: str, query: Query) -> str:
    plain = replace(query, offset=0, size=20)
    if format == "csv-excel":
        return address("export.rows_of", plain, fold=False, format="csv", bom=1)
    return address("export.rows_of", plain, fold=False, format=format)
