"""The bundled sample sites: what they answer, what hangs on their posts, that the real crawler reads them."""

from __future__ import annotations

import re
import signal
import socket
import struct
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup, Tag

import mappings
from crawler import board as reader
from crawler.errors import AlertPage, NoRows
from crawler.records import Listing
from crawler.sample import SampleError
from crawler.sample.content import Publication, publications
from crawler.sample.papers import Block, blocks
from crawler.sample.server import Answer, respond, serve
from crawler.sample.sites import Board, Site, sites, values
from crawler.sources import SAMPLES, load

BOARDS = [
    pytest.param(site, board, id=f"{site.prefix}.{board.kind}") for site in sites().values() for board in site.boards
]
PRESS = [pytest.param(site, site.boards[0], id=site.layout.family + "-" + site.prefix) for site in sites().values()]


def get(address: str, headers: dict[str, str] | None = None) -> Answer:
    parts = urlsplit(address)
    return respond(parts.path, parts.query, headers)


def address(site: Site, board: Board, role: str, about: Publication | None = None, **other: str) -> str:
    return f"/{site.prefix}{site.layout.routes[role].fill(values(site, board, about) | other)}"


def page(site: Site, answer: Answer) -> BeautifulSoup:
    return BeautifulSoup(answer.body.decode(site.encoding), "lxml")


def listed(site: Site, board: Board, number: int) -> list[Listing]:
    """The rows of a list page as the real crawler reads them, none on a page past the end."""
    source = load(SAMPLES)[f"{site.prefix}.{board.kind}"]
    url = reader.list_url(source, number)
    try:
        return reader.parse_list(source, get(url).body.decode(site.encoding), url)
    except NoRows:
        return []


def all_listed(site: Site, board: Board) -> dict[str, Listing]:
    found: dict[str, Listing] = {}
    for number in range(1, 10):
        rows = listed(site, board, number)
        if all(row.post in found for row in rows):
            return found
        found |= {row.post: row for row in rows}
    raise AssertionError("the list does not end")


def test_every_sample_district_has_a_site_whose_sources_load() -> None:
    assert {site.district for site in sites().values()} == {row["code"] for row in mappings.table("sample_districts")}
    assert {site.layout.family for site in sites().values()} == {
        "bbs_ntt", "cms_portal", "rfc_board", "egov_bbsmstr", "es_cms"
    }
    assert set(load(SAMPLES)) == {f"{site.prefix}.{board.kind}" for site in sites().values() for board in site.boards}


@pytest.mark.parametrize("site, board", BOARDS)
def test_the_crawler_finds_every_post_with_its_title_day_and_department(site: Site, board: Board) -> None:
    found = all_listed(site, board)
    assert {key: (row.title, row.published, row.department) for key, row in found.items()} == {
        values(site, board, post)["post"]: (post.title, post.published, post.department) for post in site.posted(board)
    }


@pytest.mark.parametrize("site, board", BOARDS)
def test_the_crawler_reads_every_post_page_and_gets_every_file(site: Site, board: Board) -> None:
    source = load(SAMPLES)[f"{site.prefix}.{board.kind}"]
    for key, row in all_listed(site, board).items():
        post = next(post for post in site.posted(board) if values(site, board, post)["post"] == key)
        read = reader.parse_post(source, get(row.url).body.decode(site.encoding), row.url)
        assert (read.title, read.published, read.department) == (post.title, post.published, post.department)
        assert [block.text for block in post.blocks if block.text not in read.body] == []
        assert "만족하십니까" not in read.body and "담당자" not in read.body
        assert [file.name for file in read.attachments] == [enclosure.name for enclosure in post.enclosures]
        for file in read.attachments:
            assert get(file.url).headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("site, board", BOARDS)
def test_a_post_page_holds_the_whole_text(site: Site, board: Board) -> None:
    for post in site.posted(board):
        text = page(site, get(address(site, board, "post", post))).get_text()
        assert [block.text for block in post.blocks if block.text not in text] == []


@pytest.mark.parametrize("site, board", BOARDS)
def test_every_page_says_that_it_is_an_example(site: Site, board: Board) -> None:
    for role, post in (("list", None), ("post", site.posted(board)[0])):
        text = page(site, get(address(site, board, role, post))).get_text()
        assert "예시 누리집" in text and "가상의 지방자치단체" in text


@pytest.mark.parametrize("site, board", PRESS)
def test_list_pages_hold_ten_rows_below_the_pinned_one_that_each_repeats(site: Site, board: Board) -> None:
    total = len(site.posted(board))
    for number in range(1, total // 10 + 2):
        answer = page(site, get(address(site, board, "list", page=str(number))))
        text = answer.get_text()
        assert all(name in text for name in ("번호", "제목", "담당부서", "등록일", "조회"))
        assert len(answer.find_all(string=re.compile(r"^\s*공지\s*$"))) == 1
        numbers = [line for line in _first_cells(answer) if line.isdigit()]
        last = total - 10 * (number - 1)
        assert numbers == [str(n) for n in range(last, max(last - 10, 0), -1)]


def _first_cells(page: BeautifulSoup) -> list[str]:
    rows = page.select("tbody tr, .tbody > ul")
    return [cell.get_text(strip=True) for row in rows if isinstance(cell := row.find(["td", "li"]), Tag)]


@pytest.mark.parametrize(
    "number, first", [("0", True), ("-1", True), ("x", True), ("99999999999", True), ("900", False)]
)
def test_a_strange_page_number_gives_the_first_page_and_a_high_one_an_empty_list(number: str, first: bool) -> None:
    answer = get(f"/maru/selectBbsNttList.do?bbsNo=36&key=297&pageIndex={number}")
    assert ("등록된 게시물이 없습니다" not in answer.body.decode()) == first


@pytest.mark.parametrize("site, board", PRESS)
def test_a_post_that_is_not_there_gives_a_small_alert_page_with_status_200(site: Site, board: Board) -> None:
    path = address(site, board, "post", post="7777777")
    answer = get(path)
    assert answer.status == 200 and len(answer.body) < 1000
    with pytest.raises(AlertPage, match="존재하지 않는 게시물"):
        reader.parse_post(load(SAMPLES)[f"{site.prefix}.press"], answer.body.decode(site.encoding), path)


def test_the_portal_family_wants_the_menu_in_the_address_of_a_post() -> None:
    site = sites()["solbit"]
    whole = address(site, site.boards[0], "post", site.posted(site.boards[0])[0])
    assert "잘못된 접근입니다" not in get(whole).body.decode()
    assert "잘못된 접근입니다" in get(whole.partition("&mId")[0]).body.decode()


def test_the_portal_lists_have_script_links_only() -> None:
    site = sites()["dume"]
    rows = page(site, get(address(site, site.boards[0], "list"))).select("tbody a")
    assert rows and all(row["href"] == "#" and "goTo.view('list'," in str(row["onclick"]) for row in rows)


def test_long_titles_are_cut_with_the_full_title_beside_them() -> None:
    site = sites()["hanyeoul"]
    shown = page(site, get(address(site, site.boards[0], "list")))
    links = shown.select("tbody a")
    cut = [link for link in links if link.get_text(strip=True).endswith("..")]
    assert cut and all(str(link["title"]).startswith(link.get_text(strip=True)[:-2]) for link in cut)
    assert re.fullmatch(r"\d\d\.\d\d\.\d\d", shown.select("td.date")[0].text)


def test_one_site_states_its_encoding_only_inside_its_pages() -> None:
    site = sites()["muran"]
    answer = get(address(site, site.boards[0], "list"))
    assert answer.headers["Content-Type"] == "text/html"
    assert b'charset="euc-kr"' in answer.body
    assert "물안군" in answer.body.decode("cp949")
    assert get("/maru/").headers["Content-Type"] == "text/html;charset=UTF-8"


def test_a_session_in_the_path_changes_nothing() -> None:
    site = sites()["gaon"]
    answer = get(address(site, site.boards[0], "list", page="1"))
    links = [str(link["href"]) for link in page(site, answer).select(".pagination a")]
    assert links and all(";jsessionid=" in link for link in links)
    assert get(links[0]).body == get(re.sub(r";jsessionid=[^?]*", "", links[0])).body


@pytest.mark.parametrize(
    "path",
    ["/", "/robots.txt", "/gaon/", "/maru/selectBbsNttList.do?bbsNo=36&key=297"]
    + [
        address(site, site.boards[1], role, site.posted(site.boards[1])[0])
        for site in sites().values()
        for role in ("post", "file")
    ],
)
def test_an_unchanged_answer_is_not_sent_again(path: str) -> None:
    first = get(path)
    again = get(path, {"if-none-match": first.headers["ETag"]})
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert get(path, {"if-none-match": '"other"'}).body == first.body


def test_robots_txt_blocks_previews_and_is_missing_on_the_second_host() -> None:
    rules = get("/robots.txt", {"host": "127.0.0.1:8010"})
    assert b"Crawl-delay:" in rules.body and b"Disallow: /*/previewBbs.do" in rules.body
    assert get("/robots.txt", {"host": "localhost:8010"}).status == 404


@pytest.mark.parametrize(
    "path, status",
    [("/maru", 200), ("/maru/index.do", 200), ("/maru/other.do", 404), ("/nowhere/", 404), ("/maru/../gaon/", 404)],
)
def test_a_site_has_a_front_page_and_says_404_for_what_it_does_not_know(path: str, status: int) -> None:
    assert get(path).status == status


@pytest.mark.parametrize(
    "prefix, form",
    [
        ("maru", lambda name: f"attachment; filename*=UTF-8''{quote(name)}"),
        ("solbit", lambda name: f'attachment; filename="{quote(name)}";'),
        ("muran", lambda name: f"attachment; filename={name.encode('cp949').decode('latin-1')}"),
        ("haesol", lambda name: f'attachment; filename="{name.encode().decode("latin-1")}"'),
    ],
)
def test_files_come_with_their_name_in_the_form_of_the_family(prefix: str, form: object) -> None:
    site = sites()[prefix]
    post = site.posted(site.boards[1])[0]
    answer = get(address(site, site.boards[1], "file", post))
    assert callable(form)
    assert answer.headers["Content-Disposition"] == form(post.enclosures[0].name)


def test_a_file_that_is_not_there_gives_an_alert_page() -> None:
    assert "파일이 존재하지 않습니다" in unquote(get("/maru/downloadBbsFile.do?atchmnflNo=1").body.decode())
    assert "파일이 존재하지 않습니다" in get("/maru/downloadBbsFile.do").body.decode()


def test_the_content_covers_what_the_samples_promise() -> None:
    releases = [one for one in publications() if one.board == "press"]
    plans = [one for one in publications() if one.board == "plan"]
    assert len(releases) >= 80 and len(plans) >= 10
    assert {one.published.year for one in releases} == set(range(2016, 2027))
    assert sum(len(one.enclosures) for one in plans) >= 8
    assert {one.district for one in plans} == {site.district for site in sites().values()}
    assert {enclosure.name.rpartition(".")[2] for one in plans for enclosure in one.enclosures} == {
        "hwpx", "pdf", "docx", "xlsx", "zip"
    }


def test_ids_are_single_on_each_site() -> None:
    for site in sites().values():
        ids = [post.id for board in site.boards for post in site.posted(board)]
        assert len(ids) == len(set(ids)), site.prefix


def test_markdown_becomes_headings_items_tables_and_paragraphs() -> None:
    assert blocks("## 장\n\n첫 줄\n둘째 줄\n- 항목\n\n| 가 | 나 |\n|---|---|\n| 1 | 2 |") == (
        Block("chapter", "장"),
        Block("text", "첫 줄 둘째 줄"),
        Block("item", "항목"),
        Block("table", rows=(("가", "나"), ("1", "2"))),
    )


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("press/a.md", "no front matter", "a.md: no front matter"),
        ("press/b.md", "+++\nid = 1\n+++\nbody", "b.md: the key 'title' is missing"),
        ("plans/c.toml", "id = ", "c.toml: "),
        ("plans/d.toml", "id = 1", "d.toml: the key 'attachments' is missing"),
    ],
)
def test_bad_content_is_refused_by_the_name_of_its_file(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SampleError, match=re.escape(said)):
        publications(tmp_path)


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SampleError, match=f"127.0.0.1:{taken.getsockname()[1]}"):
            serve(port=taken.getsockname()[1])


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_server_answers_over_http_and_ends_cleanly(ending: signal.Signals) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = f"from crawler.sample.server import serve; serve(port={port}, ready=lambda: print('ready', flush=True))"
    with subprocess.Popen([sys.executable, "-c", call], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdout and server.stderr
        assert server.stdout.readline() == b"ready\n"
        with urlopen(f"http://127.0.0.1:{port}/haesol/") as answer:
            assert "해솔도" in answer.read().decode()
        _hang_up(port)
        assert urlopen(f"http://127.0.0.1:{port}/").status == 200
        server.send_signal(ending)
        assert server.wait(10) == 0
        assert server.stderr.read() == b""


def _hang_up(port: int) -> None:
    """A client that asks and resets the connection without reading."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(b"GET /maru/selectBbsNttList.do?bbsNo=36 HTTP/1.1\r\nHost: x\r\n\r\n" * 50)


def test_the_file_of_a_release_holds_its_text_but_not_the_pointer_to_itself() -> None:
    pointing = [one for one in publications() if one.blocks[0].text.startswith("붙임 파일을 참고")]
    assert pointing
    for release in pointing:
        sheet = [block.text for block in release.enclosures[0].paper.blocks]
        assert release.blocks[0].text not in sheet and len("".join(sheet)) > 300
