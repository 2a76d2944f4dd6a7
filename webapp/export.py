"""The downloads of a search."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Callable, Iterable, Iterator, Mapping
from urllib.parse import quote

from flask import Blueprint, Response, abort, request, stream_with_context
from werkzeug.wsgi import FileWrapper

from indexer.query import Query
from indexer.records import Entry
from webapp import api, ask, carried, gather, request_query
from webapp.addresses import permalink
from webapp.carried import MARK
from webapp.formats import references, rows, tables
from webapp.formats.citation import Citation, citation
from webapp.formats.json_lines import json_lines
from webapp.parameters import PAGE_SIZE
from webapp.request_query import BadParameter, Pairs

pages = Blueprint("export", __name__)

BOM = "bom"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json; charset=utf-8",
}


@pages.get("/export/<format>")
def rows_of(format: str) -> Response:
    """All hits of a search, or the marked documents alone; never fewer without saying so."""
    if format not in MEDIA_TYPES:
        abort(404, f"이런 형식은 없습니다: {format[:20]} ({', '.join(MEDIA_TYPES)} 가운데 하나)")
    asked, bom = _options(format, ask.pairs())
    query = ask.understood(request_query.read(asked))
    told = manifest(query, carried.marks())
    response = Response(mimetype=None, content_type=MEDIA_TYPES[format])
    response.set_etag(_fingerprint(told, request.query_string), weak=True)
    response.headers["Content-Disposition"] = _disposition(query, format)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    if response.status_code == 200:
        response.response = stream_with_context(_body(format, found(query, carried.marks()), told, bom))
    return response


def found(query: Query, marks: tuple[str, ...]) -> Iterator[Entry]:
    """The marked entries that still exist, or else all that the query finds."""
    if marks:
        return (entry for id in marks if (entry := ask.engine().get(id)) is not None)
    return gather.entries(ask.engine().search, query)


def manifest(query: Query, marks: tuple[str, ...]) -> dict[str, Any]:
    """What makes a set citable: what was asked, when, of which index, which covers what."""
    summary = ask.engine().summarise()
    return {
        "query": [list(pair) for pair in request_query.write(replace(query, offset=0, size=PAGE_SIZE))],
        "marked": list(marks),
        "matched": len(marks) or gather.count(ask.engine().search, query),
        "folded": query.fold,
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "columns_version": rows.VERSION,
        "index": {name: summary.get(name) for name in ("sequence", "fingerprint")},
        "coverage": summary.get("coverage") or {},
        "licence": "원문의 이용 조건은 각 지방정부의 공공누리 표시를 따릅니다.",
    }


def _options(format: str, pairs: Pairs) -> tuple[list[tuple[str, str]], bool]:
    """The parameters of the search; whether a CSV begins with a byte order mark."""
    pairs = list(pairs)
    boms = [value for name, value in pairs if name == BOM and format == "csv"]
    if any(value not in ("", "0", "1") for value in boms):
        raise BadParameter(BOM, f"{BOM}: 0이나 1만 쓸 수 있습니다.", f"{BOM}: takes 0 or 1")
    taken = (MARK, BOM) if format == "csv" else (MARK,)
    return [(name, value) for name, value in pairs if name not in taken], "1" in boms


def _body(format: str, entries: Iterator[Entry], told: dict[str, Any], bom: bool) -> Iterator[bytes]:
    if format == "jsonl":
        return json_lines(({**api.whole(entry), "permalink": permalink(entry["id"])} for entry in entries), told)
    if format in ("csv", "xlsx"):
        cells = (rows.row(entry, permalink(entry["id"])) for entry in entries)
        return tables.csv_lines(rows.names(), cells, bom) if format == "csv" else _workbook(cells, told)
    return _REFERENCES[format](citation(entry, permalink(entry["id"])) for entry in entries)


def _workbook(cells: Iterator[tuple[rows.Cell, ...]], told: dict[str, Any]) -> Iterator[bytes]:
    if told["matched"] >= tables.SHEET_ROWS:
        most = tables.SHEET_ROWS - 1
        ko = f"엑셀 시트에는 {most:,}행까지만 들어갑니다. CSV나 JSON Lines로 내려받으십시오."
        raise BadParameter("format", ko, f"a sheet holds at most {most:,} rows; use CSV or JSON Lines")
    notes = [(name, json.dumps(value, ensure_ascii=False)) for name, value in told.items()]
    return FileWrapper(tables.workbook(rows.names(), cells, notes))


def _fingerprint(told: Mapping[str, Any], asked: bytes) -> str:
    facts = {name: value for name, value in told.items() if name != "exported_at"}
    return hashlib.sha256(json.dumps(facts).encode() + asked).hexdigest()[:32]


def _disposition(query: Query, format: str) -> str:
    """A name in ASCII with one that holds the words of the search."""
    day = datetime.now(UTC).strftime("%Y%m%d")
    ending = "json" if format == "csl" else format
    words = "".join(char if char.isalnum() else "-" for char in query.text[:40]).strip("-")
    named = quote(f"jachi-{day}-{words}.{ending}" if words else f"jachi-{day}.{ending}")
    return f"attachment; filename=\"jachi-{day}.{ending}\"; filename*=UTF-8''{named}"


_REFERENCES: dict[str, Callable[[Iterable[Citation]], Iterator[bytes]]] = {
    "ris": references.ris,
    "bib": references.bibtex,
    "csl": references.csl,
}
