"""Downloads, read back with other people's readers of their formats."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any, Callable
from urllib.parse import unquote

import bibtexparser
import openpyxl
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient

from indexer.entry import entry
from indexer.query import Query, Results
from indexer.records import Document
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app, gather
from webapp.formats import rows

FORMATS = ("csv", "jsonl", "xlsx", "ris", "bib", "csl")
SEARCHES = ["", "?q=청년월세", "?q=청년월세&district=99110", "?year=2025&sort=oldest", "?kind=project", "?q=없는말"]


def total(client: FlaskClient, search: str) -> int:
    return int(client.get("/api/v1/search" + search).get_json()["total"])


def read_csv(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_jsonl(body: bytes) -> list[Any]:
    return [json.loads(line) for line in body.splitlines()]


def read_xlsx(body: bytes) -> list[dict[str, Any]]:
    header, *found = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(header, row)) for row in found]


READERS: dict[str, Callable[[bytes], list[Any]]] = {
    "csv": read_csv,
    "jsonl": lambda body: read_jsonl(body)[:-1],
    "xlsx": read_xlsx,
    "ris": lambda body: list(rispy.loads(body.decode())),
    "bib": lambda body: list(bibtexparser.loads(body.decode()).entries),
    "csl": json.loads,
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("search", SEARCHES)
def test_a_download_holds_as_many_as_the_search_finds(client: FlaskClient, format: str, search: str) -> None:
    answer = client.get(f"/export/{format}{search}")
    assert answer.status_code == 200
    assert len(READERS[format](answer.data)) == total(client, search)


def test_csv_and_xlsx_say_the_same_in_the_documented_columns(client: FlaskClient) -> None:
    plain, sheet = read_csv(client.get("/export/csv").data), read_xlsx(client.get("/export/xlsx").data)
    assert list(plain[0]) == list(sheet[0]) == list(rows.names())
    assert [{name: str(cell or "") for name, cell in row.items()} for row in sheet] == [
        {name: "" if cell == "0" else cell for name, cell in row.items()} for row in plain
    ]
    row = next(row for row in plain if row["id"] == "youth_rent:3")
    wanted = {
        "district": "99520", "district_name": "해솔도 너른시", "province_name": "해솔도", "kind_name": "보도자료",
        "published": "2022-02-14", "department": "인구정책과", "url": "https://99520.example/press/3",
        "permalink": "http://localhost/documents/youth_rent:3", "captured_at": "2026-01-05T03:00:00+00:00",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted


def test_a_csv_begins_with_the_mark_of_its_encoding_only_when_asked(client: FlaskClient) -> None:
    assert client.get("/export/csv?bom=1").data.startswith(b"\xef\xbb\xbfid,")
    assert client.get("/export/csv").data.startswith(b"id,")
    assert client.get("/export/csv?bom=2").status_code == 400
    assert client.get("/export/ris?bom=1").status_code == 400


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_nothing_in_a_table_is_a_formula(start: str) -> None:
    title = start + "cmd|' /C calc'!A0"
    document = Document(id="x", kind="press", title=title, body="본문", source="test")
    client = create_app(MemoryEngine([entry(document, "본문", [])])).test_client()
    assert read_csv(client.get("/export/csv").data)[0]["title"] == "'" + title
    cell = openpyxl.load_workbook(io.BytesIO(client.get("/export/xlsx").data)).worksheets[0]["B2"]
    assert cell.data_type == "s" and cell.value.replace("_x000D_", "\r").startswith(start)


def test_json_lines_lose_nothing_and_end_with_their_manifest(client: FlaskClient) -> None:
    body = client.get("/export/jsonl?q=청년월세&fold=0").data
    *documents, last = body.splitlines(keepends=True)
    manifest = json.loads(last)["manifest"]
    assert "id" not in json.loads(last)
    assert manifest["count"] == manifest["matched"] == len(documents)
    assert manifest["sha256"] == hashlib.sha256(b"".join(documents)).hexdigest()
    assert ["q", "청년월세"] in manifest["query"] and manifest["coverage"]["99110"]["documents"] == 5
    plan = next(document for document in map(json.loads, documents) if document["id"] == "plan/2025:너른시")
    whole = client.get("/api/v1/documents/plan/2025:너른시").get_json()
    assert {name: plan[name] for name in whole} == whole


def test_ris_tells_releases_from_plans(client: FlaskClient) -> None:
    found = {each["id"]: each for each in rispy.loads(client.get("/export/ris?q=청년월세").data.decode())}
    releases = [each for each in found.values() if each["type_of_reference"] == "NEWS"]
    (plan,) = [each for each in found.values() if each["type_of_reference"] == "RPRT"]
    assert plan["title"] == "2025년 주요업무계획" and plan["year"] == "2025"
    rented = next(each for each in releases if each.get("date") == "2022/02/14")
    assert rented["authors"] == ["해솔도 너른시"] and rented["place_published"] == "해솔도"
    assert rented["urls"] == ["https://99520.example/press/3"] and rented["keywords"]


def test_bibtex_keys_are_ascii_distinct_and_the_same_every_time(client: FlaskClient) -> None:
    found, again = (bibtexparser.loads(client.get("/export/bib").data.decode()).entries_dict for _ in range(2))
    assert list(found) == list(again) and len(found) == total(client, "")
    assert all(key.isascii() and key.isalnum() for key in found)
    plan = next(each for each in found.values() if each["ENTRYTYPE"] == "techreport")
    assert plan["institution"] == "해솔도 너른시" and plan["urldate"] == "2026-01-05"


def test_bibtex_survives_the_signs_of_tex() -> None:
    title = r"100% 지원 {가} & #1 \ ~ ^ _나_ $5"
    document = Document(id="x", kind="press", title=title, body="본문", source="test")
    client = create_app(MemoryEngine([entry(document, "본문", [])])).test_client()
    (found,) = bibtexparser.loads(client.get("/export/bib").data.decode()).entries
    assert r"100\% 지원 \{가\} \& \#1" in found["title"]


def test_a_citation_processor_sets_the_csl_items(client: FlaskClient) -> None:
    items = client.get("/export/csl?q=청년월세&kind=press&year=2022").get_json(force=True)
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(items), formatter.plain
    )
    bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
    (line,) = ["".join(parts) for parts in bibliography.bibliography()]
    assert "너른시" in line and "2022" in line and "청년월세" in line


@pytest.mark.parametrize("format", FORMATS)
def test_marked_documents_alone_are_exported(client: FlaskClient, format: str) -> None:
    answer = client.get(f"/export/{format}?q=청년월세&mark=flood:0&mark=none&mark=youth_rent:1")
    assert len(READERS[format](answer.data)) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_a_download_that_did_not_change_is_not_sent_again(client: FlaskClient, format: str) -> None:
    tag = client.get(f"/export/{format}?q=청년월세").headers["ETag"]
    assert client.get(f"/export/{format}?q=청년월세", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"/export/{format}?q=도시재생", headers={"If-None-Match": tag}).status_code == 200


def test_a_download_is_named_for_its_words(client: FlaskClient) -> None:
    named = client.get("/export/csl?q=청년 월세/../x").headers["Content-Disposition"]
    assert named.startswith("attachment;") and unquote(named).endswith("청년-월세----x.json")


@pytest.mark.parametrize("address, status", [
    ("/export/pdf", 404), ("/export/", 404), ("/export/csv?colour=red", 400), ("/export/csv?lang=en", 400),
])  # fmt: skip
def test_what_is_not_offered_is_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_all_hits_come_in_batches_of_a_bounded_size(memory: MemoryEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "BATCH", 5)
    asked: list[tuple[int, int]] = []

    def search(query: Query) -> Results:
        asked.append((query.offset, query.size))
        return memory.search(query)

    ids = [each["id"] for each in gather.entries(search, Query(sort="newest"))]
    assert len(ids) == len(set(ids)) == 27
    assert asked == [(0, 5), (5, 5), (10, 5), (15, 5), (20, 5), (25, 5)]
    assert len(list(gather.entries(search, Query(), most=7))) == 7
