"""The test-only sites: one a family, each with habits that lead readers astray, but not the real one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from crawler import board as reader
from crawler.dates import day
from crawler.encoding import decode
from crawler.errors import AlertPage, NoRows
from crawler.records import Attachment, Listing
from crawler.sample.content import Publication
from crawler.sample.server import Answer, Fault, respond
from crawler.sample.sites import Site, sites, traps, values
from crawler.sources import SAMPLES, Source, load

SOURCES = load(SAMPLES.parent / "traps")
NAMES = sorted(traps())
WITHOUT_DEPARTMENT = ("mnu_uid_step", "action_read", "tc_board")  # posts that name none, or a person
NO_PAGES = ("rfc_json", "wordpress")  # lists that are an interface or a feed
MOST_PAGES = 30
TRAPS = {  # a piece of a list with a piece of a post
    "saeol": ("javaScript:searchDetail(", "goDownLoad("),
    "mnu_uid": ('alt="새글"', "<svg"),
    "mnu_uid_step": ("<dd>", "document.write("),
    "planweb": ("NEW</a>", "readDownloadFile.do"),
    "skin_tb": ("접수기간", "copyright-bx"),
    "portal_bbs": (";jsessionid=", ">다운로드</a>"),
    "scms_web": ('href="?gcode=', "바로보기"),
    "path_idx": ('class="c_txt"', "09:12"),
    "path_show": ("17:44:00", 'alt=""'),
    "path_number": ("srchBeginDt=", "synap"),
    "icms": ('name="bbsAttrbCode"', "Date Created"),
    "site_ex_bbs": ("doBbsFView(", "wdigm_title("),
    "bd_select": ("opView('2026", 'type="hidden" id="hwpData"'),
    "asp": ("euc-kr", "WDB_common"),
    "action_read": ("action-value=", "&nbsp;"),
    "tc_board": ("성**", "putFileHtml("),
    "daejeon": ("최근 갱신: 2026-10-31", "바로보기"),
    "rfc_json": ('{"RSLT_DATA"', "dataContent"),
    "wordpress": ("<rss", "wp-content"),
}


def source_of(name: str) -> Source:
    return SOURCES[f"{name}.press"]


def get(source: Source, url: str, *faults: Fault) -> Answer:
    asked = reader.request(source, url)
    parts = urlsplit(asked.url)
    return respond(parts.path, "&".join(filter(None, (parts.query, asked.form))), faults=faults)


def read(name: str, page: int, *faults: Fault) -> list[Listing]:
    source = source_of(name)
    url = reader.list_url(source, page)
    answer = get(source, url, *faults)
    return reader.parse_list(source, decode(answer.body, answer.headers.get("Content-Type")), url)


def by_key(site: Site) -> dict[str, Publication]:
    board = site.boards[0]
    return {values(site, board, post)["post"]: post for post in site.posted(board)}


def test_every_trap_has_a_source_and_none_hides_a_sample_site() -> None:
    assert set(SOURCES) == {f"{name}.press" for name in NAMES}
    assert not set(NAMES) & set(sites())
    assert {source.family for source in SOURCES.values()} == {site.layout.family for site in traps().values()}
    assert len(NAMES) == 39


# the alert test of the reader looks into small feeds as if they were pages
@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
@pytest.mark.parametrize("name", NAMES)
class TestTheReader:
    def test_finds_every_post_once_with_what_the_list_states(self, name: str) -> None:
        site, found = traps()[name], dict[str, Listing]()
        for page in range(1, MOST_PAGES):
            try:
                rows = read(name, page)
            except NoRows:
                break
            own = [row for row in rows if not row.pinned]
            assert len({row.post for row in rows}) == len(rows) and len(own) <= 10
            assert not {row.post for row in own} & {post for post, row in found.items() if not row.pinned}
            found |= {row.post: row for row in rows}
        posts = by_key(site)
        assert {key: row.title for key, row in found.items()} == {key: post.title for key, post in posts.items()}
        for what in ("published", "department"):
            stated = {key: getattr(row, what) for key, row in found.items() if getattr(row, what) is not None}
            assert stated == {key: getattr(posts[key], what) for key in stated}
            whole, some = what in site.states, f"some {what}" in site.states
            assert (len(stated) == len(found), bool(stated)) == (whole, whole or some)

    def test_reads_every_post_with_its_text_and_files(self, name: str) -> None:
        site, source = traps()[name], source_of(name)
        posts, given = by_key(site), list[Attachment]()
        for row in read(name, 2):
            post = posts[row.post]
            answer = get(source, row.url)
            made = reader.parse_post(source, decode(answer.body, answer.headers.get("Content-Type")), row.url)
            assert (made.title, day(made.published)) == (post.title, post.published)
            assert made.department == (None if name in WITHOUT_DEPARTMENT else post.department)
            if name != "tc_board" or not post.enclosures:
                assert [block.text for block in post.blocks if block.text not in made.body] == []
            assert "만족하십니까" not in made.body and "다른 글" not in made.body
            assert [file.name for file in made.attachments] == [file.name for file in post.enclosures]
            given += made.attachments
        for file in given[:1]:  # each costs the making of an office file
            assert get(source, file.url).headers["Content-Type"] == "application/octet-stream"

    def test_is_told_of_a_post_that_is_not_there(self, name: str) -> None:
        source, row = source_of(name), read(name, 1)[0]
        gone = row.url.replace(row.post, "9" * len(row.post))
        answer = get(source, gone)
        with pytest.raises(AlertPage, match="존재하지 않는"):
            reader.parse_post(source, decode(answer.body, answer.headers.get("Content-Type")), gone)

    def test_meets_the_faults_of_the_sample_sites_here_too(self, name: str) -> None:
        with pytest.raises(NoRows) as error:
            read(name, 1, Fault("empty"))
        assert error.value.stated or name in NO_PAGES
        assert len({row.title for row in read(name, 1, Fault("same_titles"))}) == 1
        with pytest.raises(AlertPage):
            read(name, 1, Fault("alert"))
        if name not in NO_PAGES:
            assert {row.published for row in read(name, 1, Fault("undated"))} == {None}
            with pytest.raises(NoRows):
                read(name, 1, Fault("redesign"))


def test_all_traps_have_a_piece_to_show() -> None:
    assert set(TRAPS) <= set(NAMES)


@pytest.mark.parametrize("name, pieces", TRAPS.items())
def test_the_pages_hold_the_trap_that_they_are_there_for(name: str, pieces: tuple[str, str]) -> None:
    source = source_of(name)
    posts = by_key(traps()[name])
    urls = [reader.list_url(source, 1), next(row.url for row in read(name, 1) if posts[row.post].enclosures)]
    for url, piece in zip(urls, pieces):
        answer = get(source, url)
        assert piece in decode(answer.body, answer.headers.get("Content-Type"))


@pytest.mark.parametrize("name", ["portal_bbs", "path_number"])
def test_a_pinned_row_with_an_old_day_stands_on_every_page(name: str) -> None:
    oldest = min(post.published for post in by_key(traps()[name]).values())
    for page in (1, 3):
        assert [row.published for row in read(name, page) if row.pinned] == [oldest]


def test_a_page_in_another_encoding_says_so_only_inside() -> None:
    for name in ("saeol", "asp"):
        answer = get(source_of(name), reader.list_url(source_of(name), 1))
        assert "charset" not in answer.headers["Content-Type"] and "예시 누리집" in answer.body.decode("cp949")


def test_posts_of_a_board_are_always_the_same_and_titled_apart() -> None:
    posts = traps()["asp"].posted(traps()["asp"].boards[0])
    assert len({post.title for post in posts}) == len({post.id for post in posts}) == len(posts) > 40
    assert posts[0].published.year == 2026 and posts[-1].published.year == 2025
