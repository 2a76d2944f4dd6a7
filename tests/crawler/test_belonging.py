"""An address is known by its host, path and board."""

from __future__ import annotations

import pytest

from crawler import sources
from crawler.belonging import source_of
from crawler.board import list_url

KNOWN = sources.everything()
ADDRESSES = [
    ("https://www.geumcheon.go.kr/portal/selectBbsNttView.do?key=297&bbsNo=8&nttNo=271223", "seoul_geumcheon.press"),
    ("https://geumcheon.go.kr/portal/selectBbsNttView.do?nttNo=1&bbsNo=4&key=293", "seoul_geumcheon.saesosik"),
    ("https://www.geumcheon.go.kr/portal/selectBbsNttView.do?key=1&bbsNo=99&nttNo=271223", None),
    ("https://inseri.gb.go.kr/Main/page.do?mnu_uid=6792&BD_CODE=bbs_bodo&cmd=2&B_NUM=5", "gyeongsangbuk.press2"),
    (
        "https://www.shinan.go.kr/home/www/openinfo/participation_07/participation_07_03/show/138492",
        "jeonnamgwangju_sinan.press",
    ),
    ("https://www.hongcheon.go.kr/www/selectEminwonNewsView.do?key=283&news_epct_no=20960", "gangwon_hongcheon.press"),
    ("https://www.osan.go.kr/portal/bbs/view.do?mId=0301080000&bIdx=276710&ptIdx=588", "gyeonggi_osan.press"),
    ("https://www.danyang.go.kr/dy21/984?action=read&action-value=ab12", "chungcheongbuk_danyang.press"),
    ("https://www.busan.go.kr/nbtnewsBU/1756178?curPage=2&srchBeginDt=2026-01-01", "busan.press"),
    ("https://www.busan.go.kr/stadium/sfnotice", None),
    ("http://127.0.0.1:8010/maru/selectBbsNttView.do?bbsNo=36&key=297&nttNo=3", "maru.press"),
    ("https://www.brcn.go.kr/cop/bbs/BBSMSTR_000000000263/selectBoardArticle.do;jsessionid=A1?nttId=5", "boryeong"),
    ("https://nowhere.example/x", None),
    ("no address", None),
    ("", None),
]


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_an_address_leads_to_the_board_it_belongs_to(address: str, expected: str | None) -> None:
    found = source_of(address, KNOWN.values())
    assert found is None if expected is None else found is not None and expected in found.id


def test_every_board_is_found_by_its_own_list() -> None:
    lost = [source.id for source in KNOWN.values() if source_of(list_url(source, 3), KNOWN.values()) is not source]
    assert [id for id in lost if KNOWN[id].params.get("board", "-") or not KNOWN[id].hint] == []
