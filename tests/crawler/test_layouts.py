"""Families of content management systems."""

from __future__ import annotations

import re

import pytest

from crawler.addresses import placeholders
from crawler.layouts import BASE, families, override, recognise

SEEN = [
    ('<a href="./selectBbsNttView.do?bbsNo=1&nttNo=2">', "bbs_ntt"),
    ("<a onclick=\"goTo.view('list','1','2','3')\">", "cms_portal"),
    ("<button onclick=\"yhLib.file.download('a','b')\">", "cms_portal"),
    ('<a href="/board/view.maru?boardId=BBS_0000007&menuCd=DOM_1&dataSid=3">', "rfc_board"),
    ("<a onclick=\"fn_search_detail('B0000001')\">", "egov_bbsmstr"),
    ('<form action="/bbs/BBSMSTR_000000000131/view.do">', "egov_bbsmstr"),
    ('<a href="/board.es?mid=a1&bid=2&act=view&list_no=3">', "es_cms"),
    ("<td onclick=\"javaScript:searchDetail('3')\">", "saeol"),
    ("<a onclick=\"fn_icms_navi_common('view', '3')\">", "icms"),
    ("<a onclick=\"doBbsFView('1','2')\">", "site_ex_bbs"),
    ('<div class="my-board"><a href="/news/3">', BASE),
    ("", BASE),
]


@pytest.mark.parametrize(("html", "family"), SEEN)
def test_a_family_is_recognised_by_its_marks(html: str, family: str) -> None:
    assert recognise(html) == family


def test_every_family_that_can_be_crawled_is_complete() -> None:
    for name, layout in families().items():
        if not layout.list_url:
            continue
        assert layout.row and layout.post_id and layout.marks, name
        assert {"site"} <= placeholders(layout.list_url), name
        assert placeholders(layout.list_url) & {"page", "offset"}, name
        assert not layout.post_url or "post" in placeholders(layout.post_url), name
        assert re.compile(layout.post_id).groups == 1, name


def test_an_override_changes_only_its_keys() -> None:
    base = families()["bbs_ntt"]
    made = override(base, {"body": ".x", "first_page": 0}, "here")
    assert (made.body, made.first_page, made.row) == (".x", 0, base.row)
