"""The saved pages of real boards are read as their README says, without a source."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler import saved, sources
from crawler.belonging import source_of
from crawler.errors import BoardError
from crawler.records import Listing, Post

pytestmark = pytest.mark.shared

# by the name of a page: its address where that is known, the board it belongs to, the family, what its README says
FACTS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "saved_pages.json").read_text("utf-8"))
LISTS = [name for name, facts in FACTS.items() if facts["type"] == "list"]
POSTS = [name for name, facts in FACTS.items() if facts["type"] == "post"]
TODAY = date(2026, 11, 25)


def page(shared: Path, name: str) -> str:
    return (shared / "samples" / "pages" / f"{name}.html").read_text("utf-8")


@pytest.mark.parametrize("addressed", [False, True], ids=["alone", "with address"])
@pytest.mark.parametrize("name", LISTS)
def test_a_saved_list_is_read_right(shared: Path, name: str, addressed: bool) -> None:
    facts = FACTS[name]
    found: Any = saved.read(page(shared, name), facts["url"] if addressed else "", today=TODAY).found
    assert len(found) == facts["count"]
    assert sum(row.pinned for row in found) == facts["pinned"]
    for row in facts["rows"]:
        read = found[row["place"]]
        assert read.title == row["title"]
        assert str(read.published) == row["published"]
        assert (read.department, read.post) == (row["department"], row["id"])


@pytest.mark.parametrize("addressed", [False, True], ids=["alone", "with address"])
@pytest.mark.parametrize("name", POSTS)
def test_a_saved_post_is_read_right(shared: Path, name: str, addressed: bool) -> None:
    facts = FACTS[name]
    url = facts["url"] if addressed else ""
    found = saved.as_json(saved.read(page(shared, name), url, today=TODAY).found)
    assert found["type"] == "post"
    for key in ("title", "published", "department"):
        assert found[key] == facts[key]
    assert " ".join(found["body"].split()).startswith(facts["start"])
    assert [file["name"] for file in found["attachments"]] == facts["attachments"]


@pytest.mark.parametrize("name", FACTS)
def test_no_saved_page_of_a_board_is_guessed(shared: Path, name: str) -> None:
    assert saved.read(page(shared, name), today=TODAY).family == FACTS[name]["family"]


@pytest.mark.parametrize("name", [name for name in FACTS if FACTS[name]["url"]])
def test_the_address_of_a_saved_page_leads_to_its_board(name: str) -> None:
    found = source_of(FACTS[name]["url"], sources.everything().values())
    assert (found.id if found else None) == FACTS[name]["source"]
    assert found is None or found.verified == "page"


def test_every_saved_page_is_in_a_table(shared: Path) -> None:
    assert {path.stem for path in (shared / "samples" / "pages").glob("*.html")} == set(FACTS)


def test_boilerplate_of_the_page_is_not_in_the_body(shared: Path) -> None:
    for name in POSTS:
        found = saved.read(page(shared, name)).found
        assert isinstance(found, Post)
        for word in ("만족하십니까", "최종수정일", "카카오톡", "공공누리 제"):
            assert word not in found.body, name


@pytest.mark.parametrize(
    ("name", "source", "url"),
    [
        (
            "geumcheon-press-list",
            "seoul_geumcheon.press",
            "https://www.geumcheon.go.kr/portal/selectBbsNttView.do?key=297&bbsNo=8&nttNo=271223",
        ),
        (
            "gwangju-gyeonggi-press-list",
            "gyeonggi_gwangju.press",
            "https://www.gjcity.go.kr/portal/bbs/view.do?mId=0203010000&bIdx=346105&ptIdx=22",
        ),
    ],
)
def test_with_its_source_a_list_gives_steady_addresses(shared: Path, name: str, source: str, url: str) -> None:
    found = saved.read(page(shared, name), "", sources.everything()[source]).found
    assert isinstance(found, list) and isinstance(found[0], Listing)
    assert found[0].url == url


def test_hashes_of_a_download_call_become_its_address(shared: Path) -> None:
    url = "https://www.osan.go.kr/portal/bbs/view.do?mId=0301080000&bIdx=276710&ptIdx=588"
    found = saved.read(page(shared, "osan-press-detail"), url).found
    assert isinstance(found, Post)
    assert found.attachments[0].url == (
        "https://www.osan.go.kr/cmm/fms/FileDown.do?atchFileId="
        "20f80b78cd99d859ee53bc97a1cee32c9a7d63e0b01f03c076c1c4355965761a&fileSn=f9a1967c526603d17ab488b9d2747cda"
    )


@pytest.mark.parametrize(
    "html", ["", "garbage", "<html><body></body></html>", "\x00\x01<", "<table><tr><td>1</td></tr></table>"]
)
def test_what_is_no_page_of_a_board_is_an_error_that_names_it(html: str) -> None:
    with pytest.raises(BoardError, match="^page.html"):
        saved.read(html, name="page.html")
