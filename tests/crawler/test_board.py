"""Addresses of lists, and pages that are not what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest

from crawler import sources
from crawler.board import Request, list_url, parse_list, parse_post, request
from crawler.errors import AlertPage, BoardError, EmptyBody, NoRows
from crawler.layouts import families
from crawler.sources import Source

MARU = sources.load(sources.SAMPLES)["maru.press"]


@pytest.mark.parametrize(
    ("id", "page", "expected"),
    [
        ("maru.press", 1, "http://127.0.0.1:8010/maru/selectBbsNttList.do?bbsNo=36&key=297&pageIndex=1"),
        ("solbit.press", 3, "http://127.0.0.1:8010/solbit/portal/bbs/list.do?ptIdx=22&mId=0203010000&page=3"),
        (
            "ulsan_junggu.press",
            2,
            "https://www.junggu.ulsan.kr/board/list.ulsan"
            "?boardId=BBS_0000090&menuCd=DOM_000000102003002000&startPage=2",
        ),
    ],
)
def test_the_address_of_a_list_page(id: str, page: int, expected: str) -> None:
    assert list_url(sources.everything()[id], page) == expected


def test_pages_may_start_elsewhere_or_be_counted_in_rows() -> None:
    layout = replace(families()["mnu_uid"], page_size=20)
    source = replace(MARU, layout=layout, site="http://a", params={"menu": "1", "board": "b"})
    assert [list_url(source, page).rpartition("=")[2] for page in (1, 2, 3)] == ["0", "20", "40"]
    zero = replace(MARU, layout=replace(MARU.layout, first_page=0))
    assert list_url(zero, 1).endswith("pageIndex=0")


def test_a_board_that_takes_forms_only_is_asked_by_post() -> None:
    source = sources.everything()["busan_gijang.press"]
    asked = request(source, list_url(source, 2))
    assert asked.url == "https://eminwon.gijang.go.kr/emwp/gov/mogaha/ntis/web/ofr/action/OfrAction.do"
    form = dict(parse_qsl(asked.form, keep_blank_values=True))
    assert (form["pageIndex"], form["method"], form["news_epct_no"]) == ("2", "selectListOfrNews", "")
    assert form["title"] == "보도자료" and "보" not in asked.form
    other = sources.everything()["maru.press"]
    assert request(other, list_url(other, 1)) == Request(list_url(other, 1))


def test_hidden_fields_of_a_list_complete_the_addresses_of_its_posts() -> None:
    source = sources.everything()["daegu_namgu.press"]
    row = """<tr><td><a href="#" onclick="fn_icms_navi_common('view', '77')">마루구 소식</a></td></tr>"""
    html = f'<form><input type="hidden" name="bbsId" value="BBS_1"></form><table><tbody>{row}</tbody></table>'
    assert parse_list(source, html, "https://x/")[0].url == ""
    more = '<input name="bbsTyCode" value="T"><input name="bbsAttrbCode" value="A">'
    assert parse_list(source, html + more, "https://x/")[0].url == (
        "https://www.nam.daegu.kr/index.do?menu_id=00000854&menu_link=/icms/bbs/selectBoardArticle.do"
        "&bbsId=BBS_1&nttId=77&bbsTyCode=T&bbsAttrbCode=A"
    )


@pytest.mark.parametrize(
    ("id", "answer", "stated"),
    [
        ("seoul.press", "<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", True),
        ("jeonnamgwangju_damyang.press", '{"RSLT_DATA": {"boardContentsList": []}}', True),
        ("jeonnamgwangju_damyang.press", '{"RSLT_DATA": {"other": []}}', False),
    ],
)
def test_an_interface_or_a_feed_without_posts_says_that_it_is_empty(id: str, answer: str, stated: bool) -> None:
    with pytest.raises(NoRows) as error:
        parse_list(sources.everything()[id], answer, "http://x")
    assert error.value.stated == stated


LONG = "<p>" + "마루구는 오늘도 주민과 함께한다. " * 80 + "</p>"


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("<html><script>alert('잘못된 접근입니다.'); location.href='/';</script></html>", AlertPage),
        ("<html><body>권한이 없습니다.<script>history.back()</script></body></html>", AlertPage),
        ("<html><body><h1>접속자가 많아 기다리고 있습니다</h1></body></html>", AlertPage),
        ("<html><body><h1>404 Not Found</h1></body></html>", BoardError),
        ("", BoardError),
    ],
)
def test_a_small_error_page_is_no_page_of_the_board(html: str, error: type[Exception]) -> None:
    for parse in (parse_list, parse_post):
        with pytest.raises(error, match="^maru.press http://x"):
            parse(MARU, html, "http://x")


def test_the_sentences_of_error_pages_may_stand_in_a_good_page() -> None:
    script = '<script>function f() { alert("권한이 없습니다"); }</script>'
    html = f'<div class="bbs_content">{LONG}<p>잘못된 접근입니다.</p></div>{script}'
    assert "잘못된 접근입니다." in parse_post(MARU, html, "http://x").body


def test_an_empty_board_says_so_and_an_unknown_page_does_not() -> None:
    for html, stated in (("<p>등록된 게시물이 없습니다.</p>" + LONG, True), (LONG, False)):
        with pytest.raises(NoRows) as error:
            parse_list(MARU, html, "http://x")
        assert error.value.stated == stated


def test_a_post_needs_text_or_attachments() -> None:
    with pytest.raises(EmptyBody):
        parse_post(MARU, '<div class="bbs_content"><img src="a.jpg"></div>' + "<!-- -->" * 400, "http://x")


def test_an_old_layout_reads_an_old_capture() -> None:
    old = replace(MARU.layout, heading=".was")
    source: Source = replace(MARU, older=((date(2026, 3, 1), old),))
    html = (
        f'<h1 class="was">옛 제목</h1><p class="p-table__subject_text">새 제목</p><div class="bbs_content">{LONG}</div>'
    )
    assert parse_post(source, html, "").title == "새 제목"
    assert parse_post(source.at(date(2026, 2, 1)), html, "").title == "옛 제목"
