"""The parameters of a search: one table for the page, the API, its description."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, Mapping, get_args

from indexer.query import FACETS, Match, Sort
from webapp import labels

QUERY_CHARS = 1_000
PAGE_SIZE = 20
PAGE_SIZE_MOST = 100
EXCLUDE = "exclude_"  # before the name of a facet
WINDOW = 100_000  # the last result that a page can show


@dataclass(frozen=True)
class Parameter:
    """`values` where a list names them all, else `pattern` for the whole value; numbers run from `low` to `high`."""

    name: str
    ko: str
    en: str
    form: Literal["text", "value", "number", "date"] = "value"
    values: tuple[str, ...] = ()
    pattern: str = ""
    repeated: bool = False
    low: int = 1
    high: int = WINDOW
    longest: int = 0  # characters of a text; 0: no limit
    default: str | int | None = None


@cache
def search_parameters() -> Mapping[str, Parameter]:
    """By name, in the order of the documentation."""
    listed = (
        Parameter("q", "검색어", "words to search for; empty lists everything, newest first", "text",
                  longest=QUERY_CHARS, default=""),
        *(_filter(facet) for facet in FACETS),
        *(_exclusion(_filter(facet)) for facet in FACETS),
        Parameter("from", "등록일 시작", "published on this day or later; undated documents are left out", "date"),
        Parameter("to", "등록일 끝", "published on this day or earlier; undated documents are left out", "date"),
        Parameter("sort", "정렬", "order of the results", values=get_args(Sort), default="relevance"),
        Parameter("match", "낱말 조건", "how many of the words a document must hold", values=get_args(Match),
                  default="most"),
        Parameter("expand", "비슷한말", "0 looks for the words alone, without their official synonyms", values=("0", "1"),
                  default="1"),
        Parameter("fold", "재게시 묶기", "1 folds near-duplicates into one result", values=("0", "1"), default="0"),
        Parameter("size", "한 쪽의 결과 수", "results on a page", "number", high=PAGE_SIZE_MOST, default=PAGE_SIZE),
        Parameter("page", "쪽", "page, from 1; page × size is at most 100,000", "number", default=1),
    )
    return {parameter.name: parameter for parameter in listed}


def _filter(facet: str) -> Parameter:
    english = f"{facet.replace('_', ' ')}; repeat it for any of several values"
    ko = labels.words("ko")["facets"][facet]
    pattern = "(19|20)[0-9]{2}|unknown" if facet == "year" else ""
    return Parameter(facet, ko, english, values=labels.facet_values(facet), pattern=pattern, repeated=True)


def _exclusion(filter: Parameter) -> Parameter:
    name, english = EXCLUDE + filter.name, f"{filter.en.split(';')[0]}; documents with it are left out"
    return replace(filter, name=name, ko=f"{filter.ko} 제외", en=english)
