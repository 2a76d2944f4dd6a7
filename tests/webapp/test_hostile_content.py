"""What a crawled page or a visitor writes is shown as text, wherever it stands."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.entry import entry
from indexer.records import Document
from tests.webapp.memory_engine import MemoryEngine
from webapp import create_app

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]><script>alert(1)</script>",
    "{{ 7 * 7 }}${7*7}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "＜script＞alert(1)＜/script＞",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
LINKS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,<script>1</script>",
         "vbscript:x", "java\tscript:alert(1)", "//evil.example/x", "file:///etc/passwd"]  # fmt: skip
PAGES = ["/", "/?q={q}", "/documents/bad", "/documents/bad?q={q}", "/precedents?q={q}", "/compare?q={q}",
         "/trends?q={q}", "/budget?q={q}", "/coverage", "/?district={q}", "/marked?q={q}", "/nothing/{q}"]  # fmt: skip


def serving(text: str, url: str | None = "https://maru.example/1") -> FlaskClient:
    """One document that says the text in every place that a source fills."""
    body = f"청년 월세 {text} 지원 {text}"
    document = Document("bad", "press", f"청년 {text}", body, "x.press", url, "99110", date(2025, 1, 2), 2025,
                        f"과 {text}", datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    file = {"name": f"{text}.hwp", "url": url, "status": "ok", "reader": text, "pages": None, "start": len(body),
            "end": len(body), "page_starts": []}  # fmt: skip
    made = {**entry(document, body, [file]), "tables": [{"attachment": None, "rows": [[text, "1"], [text, text]]}]}
    return create_app(MemoryEngine([made])).test_client()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_makes_markup_of_it(text: str, page: str) -> None:
    answer = serving(text).get(page.format(q=quote(text)))
    assert answer.status_code in (200, 400, 404)
    shown = BeautifulSoup(answer.text, "lxml")
    scripts = [each for each in shown.select("script") if not str(each.get("src", "")).startswith("/static/")]
    assert all(each.get("type") == "application/ld+json" and json.loads(each.text) for each in scripts)
    assert not shown.select("iframe, object, embed, img[src='x'], svg[onload]")
    assert not [tag for tag in shown.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    links = [str(each.get(name)) for name in ("href", "src", "action") for each in shown.select(f"[{name}]")]
    assert not [link for link in links if link.strip().lower().startswith(("javascript:", "data:", "vbscript:"))]
    assert "49$" not in answer.text


@pytest.mark.parametrize("link", LINKS)
def test_only_links_to_the_web_are_links(link: str) -> None:
    client = serving("글", url=link)
    for page in ("/", "/documents/bad", "/precedents?q=청년", "/?q=청년"):
        shown = BeautifulSoup(client.get(page).text, "lxml")
        assert link.strip() not in {str(each.get("href")).strip() for each in shown.select("[href]")}, page
    for feed in ("/feed.atom?q=청년", "/feed.json?q=청년"):
        entries: list[Any] = feedparser.parse(client.get(feed).text).entries
        assert not [each for each in entries for one in each.get("links", []) if one.get("href") == link]


@pytest.mark.parametrize("text", HOSTILE)
def test_feeds_and_exports_hold_it_as_text(text: str) -> None:
    client = serving(text)
    atom = feedparser.parse(client.get("/feed.atom?q=청년").text, sanitize_html=False)
    assert not atom.bozo and len(atom.entries) == 1
    assert json.loads(client.get("/feed.json?q=청년").text)["items"][0]["title"].startswith("청년 ")
    for format in ("csv", "jsonl", "xlsx", "ris", "bib", "csl"):
        answer = client.get(f"/export/{format}?q=청년")
        assert answer.data and answer.status_code == 200, format
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")"])
def test_a_spreadsheet_gets_no_formula(text: str) -> None:
    body = "청년 월세"
    document = Document("bad", "press", text, body, "x.press", "https://a.example/", "99110", date(2025, 1, 2), 2025,
                        text, datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    client = create_app(MemoryEngine([entry(document, body, [])])).test_client()
    rows = list(csv.reader(io.StringIO(client.get("/export/csv?q=청년").text.lstrip("\ufeff"))))
    assert not [cell for row in rows for cell in row if cell[:1] in "=+@\t\r" and cell[:1]]
    with zipfile.ZipFile(io.BytesIO(client.get("/export/xlsx?q=청년").data)) as book:
        assert b"<f>" not in b"".join(book.read(name) for name in book.namelist() if "sheet" in name)


@pytest.mark.parametrize("text", ["a\r\nSet-Cookie: x=1", "a\nX-Forged: 1", "a%0d%0aX-Forged:%201", "\u2028X"])
def test_no_answer_lets_a_header_in(text: str) -> None:
    client = serving(text)
    for address in ("/", "/export/csv", "/feed.atom", "/api/v1/search"):
        answer = client.get(address, query_string={"q": text, "district": text})
        answer.get_data()
        names = {name.lower() for name in answer.headers.keys()}
        assert "x-forged" not in names and "set-cookie" not in names and answer.status_code in (200, 400)


def test_a_large_body_is_refused_and_frames_are_forbidden(client: FlaskClient) -> None:
    assert client.post("/", data=b"x" * 1_000_000).status_code in (405, 413)
    assert client.get("/").headers["X-Frame-Options"] == "DENY"


def test_https_is_insisted_on_where_the_operator_says_so(monkeypatch: pytest.MonkeyPatch, client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    monkeypatch.setenv("JACHI_HSTS_SECONDS", "63072000")
    assert client.get("/").headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
