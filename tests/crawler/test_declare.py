"""A table of boards becomes declarations, and the bundled ones cover the country."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import mappings
from crawler import board_table, declare, sources
from crawler.addresses import pairs
from crawler.board import list_url
from crawler.layouts import BASE
from crawler.sources import Source

REAL = sources.load()
ROW = {"code": "99110", "kind": "보도자료", "cms_family": "own", "evidence": "e", "year_seen": "2026", "note": ""}

# address, family of the table, note: family, address of its second page
READ = [
    (
        "https://a.example/www/selectBbsNttList.do?key=2&bbsNo=1&pageUnit=10&pageIndex=1",
        "neocms-selectBbsNtt",
        "",
        "bbs_ntt",
        "https://a.example/www/selectBbsNttList.do?bbsNo=1&key=2&pageIndex=2",
    ),
    (
        "https://a.example/www/selectGosiList.do?key=5&not_ancmt_se_code=01,04",
        "neocms-selectBbsNtt",
        "pageParam &pageIndex",
        "bbs_ntt",
        "https://a.example/www/selectGosiList.do?key=5&not_ancmt_se_code=01,04&pageIndex=2",
    ),
    (
        "https://a.example/portal/contents.do?mid=0301",
        "yh-cmsgovportal",
        "bcIdx=611",
        "cms_portal",
        "https://a.example/portal/contents.do?mid=0301&page=2",
    ),
    (
        "https://a.example/01/02.web",
        "scms-web-gcode",
        "gcode=1016",
        "scms_web",
        "https://a.example/01/02.web?gcode=1016&cpage=2",
    ),
    ("https://a.example/news.do", "own", "pageParam &cp", BASE, "https://a.example/news.do?cp=2"),
    (
        "https://a.example/gs040201",
        "own",
        "",
        "path_number",
        "https://a.example/gs040201?curPage=2",
    ),
    ("https://a.example/news.do?a={b}", "own", "", BASE, "https://a.example/news.do?a={b}"),
]


@pytest.mark.parametrize(("address", "cms", "note", "family", "expected"), READ)
def test_an_address_becomes_a_family_with_its_parameters(
    tmp_path: Path, address: str, cms: str, note: str, family: str, expected: str
) -> None:
    found = board_table.board({**ROW, "url": address, "cms_family": cms, "note": note})
    (tmp_path / "maru.toml").write_text(declare.declaration("11545", [found]), "utf-8")
    source = sources.load(tmp_path)["maru.press"]
    assert (source.family, list_url(source, 2)) == (family, expected)
    assert (source.verified, source.seen, source.evidence, source.hint) == ("never", "2026", "e", False)


def test_a_board_of_saeol_is_known_by_its_host_and_kind() -> None:
    address = "https://eminwon.a.example/emwp/jsp/ofr/OfrNewsEpctLSub.jsp?news_epct_yn=1,2"
    press = board_table.board({**ROW, "url": address, "cms_family": "saeol-eminwon"})
    assert (press.family, press.site) == ("saeol", "https://eminwon.a.example")
    assert press.params == {"open": "1,2", "heading": "보도자료"} and not press.layout
    notice = board_table.board({**ROW, "kind": "고시공고", "url": address, "cms_family": "saeol-eminwon"})
    assert (notice.name, notice.kind, notice.family) == ("gosi", "notice", "saeol_notice")


def test_an_old_row_or_one_in_doubt_is_a_hint_and_a_saved_page_is_said() -> None:
    def hint(**changed: str) -> bool:
        return board_table.board({**ROW, "url": "https://a.example/x", **changed}).hint

    assert not hint() and not hint(year_seen="2025") and not hint(note="datacentre IPs time out")
    assert hint(year_seen="2021-2023") and hint(year_seen="2012-2023") and hint(note="list URL not verified")
    saved = "https://www.geumcheon.go.kr/portal/selectBbsNttList.do?bbsNo=8&key=297"
    assert board_table.board({**ROW, "url": saved, "cms_family": "neocms-selectBbsNtt"}).verified == "page"


def test_new_rows_come_before_old_ones_and_a_second_address_is_a_hint() -> None:
    rows = [
        {**ROW, "url": "https://a.example/old", "year_seen": "2021-2023"},
        {**ROW, "url": "https://a.example/second", "note": "second address seen"},
        {**ROW, "url": "https://a.example/good"},
        {**ROW, "url": "https://www.a.example/good?page=1"},
        {**ROW, "url": "https://a.example/gone", "code": ""},
    ]
    found = board_table.boards(rows)["99110"]
    assert [(board.name, board.layout["list_url"], board.hint) for board in found] == [
        ("press", "{site}/good?page={page}", False),
        ("press2", "{site}/second", True),
        ("press3", "{site}/old", True),
    ]


def test_a_declaration_is_written_once_and_again_only_when_asked(tmp_path: Path) -> None:
    found = board_table.boards([{**ROW, "code": "11545", "url": "https://a.example/news.do"}])
    assert declare.write(found, tmp_path, again=False) == Counter(written=1)
    place = tmp_path / "서울특별시" / "seoul_geumcheon.toml"
    place.write_text("edited", "utf-8")
    assert declare.write(found, tmp_path, again=False) == Counter(kept=1)
    assert place.read_text("utf-8") == "edited"
    declare.write(found, tmp_path, again=True)
    assert sources.load(tmp_path)["seoul_geumcheon.press"].guessed


def test_every_district_has_a_name_of_its_own() -> None:
    districts = mappings.table("districts")
    stems = {row["code"]: declare.stem(row) for row in districts}
    assert len(set(stems.values())) == len(districts)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)?", stem) for stem in stems.values())
    assert (stems["11000"], stems["11545"], stems["31110"]) == ("seoul", "seoul_geumcheon", "ulsan_junggu")


def test_every_district_of_the_country_is_declared_with_a_press_board() -> None:
    boards: dict[str, list[Source]] = defaultdict(list)
    for source in REAL.values():
        boards[source.district].append(source)
    codes = [row["code"] for row in mappings.table("districts")]
    assert len(codes) == 245 and set(boards) == set(codes)
    for code in codes:
        first = [source for source in boards[code] if source.id.endswith(".press")]
        assert first and first[0].kind == "press", code
        assert not first[0].hint or "not verified" in first[0].note, code


def test_a_declaration_stands_in_the_folder_of_its_province_under_its_name() -> None:
    districts = {row["code"]: row for row in mappings.table("districts")}
    for source in REAL.values():
        district = districts[source.district]
        stem = declare.stem(district)
        assert source.id.partition(".")[0] == stem
        assert (sources.DISTRICTS / district["sido"] / f"{stem}.toml").is_file()


def test_every_declaration_says_who_saw_the_board_and_when() -> None:
    for source in REAL.values():
        assert source.evidence and re.fullmatch(r"20\d\d(-20\d\d)?", source.seen), source.id
        assert source.hint or int(source.seen[-4:]) >= 2024, source.id


def test_every_list_has_an_address_of_its_own() -> None:
    first = Counter(list_url(source, 1) for source in REAL.values())
    formed = re.compile(r"https?://[\w.-]+(:\d+)?(/[^\s{}?]*)?(\?[^\s{}?]+)?")
    assert [url for url in first if not formed.fullmatch(url.replace("보도 및 대응자료", "보도자료"))] == []
    assert [url for url, count in first.items() if count > 1] == []


def test_boards_that_fit_no_family_say_that_they_are_guessed() -> None:
    guessed = {source.id for source in REAL.values() if source.guessed}
    assert guessed == {source.id for source in REAL.values() if source.family == BASE and not source.layout.row}
    districts = {source.district for source in REAL.values() if source.id.endswith(".press") and not source.guessed}
    assert len(districts) >= 210


@pytest.mark.shared
def test_the_addresses_of_the_table_come_back(shared: Path) -> None:
    """All but those of 새올, which are asked by POST; a note or a better row may add parameters."""
    table = board_table.table()["pages"]
    silent = {*table["names"], *table["idle"]}

    def plain(url: str) -> tuple[str, set[tuple[str, str]]]:
        path = re.sub(r"^https?://(www\.)?", "", url.partition("?")[0]).rstrip("/")
        return path, {pair for pair in pairs(url) if pair[1] and pair[0] not in silent}

    made = defaultdict(list)
    for source in REAL.values():
        made[source.district].append(plain(list_url(source, 1)))

    def comes_back(row: dict[str, str]) -> bool:
        path, said = plain(board_table.mended(row["url"]))
        return any(path == other and said <= asked for other, asked in made[row["code"]])

    with (shared / "press_boards.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"]]
    missed = [row for row in rows if not comes_back(row)]
    assert len(rows) == 647
    assert len(missed) <= 16
    assert all("eminwon" in row["url"] or row["code"] == "41370" for row in missed)
