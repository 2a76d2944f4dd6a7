"""Which links of a post are its attachments, under which names."""

from __future__ import annotations

import pytest
from bs4 import Tag

from crawler.files import attachments
from crawler.layouts import families
from crawler.markup import soup

PAGE = "http://a.kr/b/view.do?no=1"


def found(html: str) -> list[tuple[str, str]]:
    area = soup(f"<div id='area'>{html}</div>").find(id="area")
    assert isinstance(area, Tag)
    body = area.select_one("#body")
    read = attachments(area, body, families()["generic"], PAGE, html)
    return [(file.name, file.url) for file in read]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<a href="/file/download.do?id=1">안내.hwp</a>', "안내.hwp"),
        ('<a href="/file/download.do?id=1" title="안내.hwp">첨부</a>', "안내.hwp"),
        ('<a href="/file/download.do?id=1" title="안내.hwp 파일 다운로드">다운로드</a>', "안내.hwp"),
        ('<span>안내.hwp</span> <a href="/file/download.do?id=1">다운로드</a>', "안내.hwp"),
        ('<a href="/file/download.do?id=1">첨부</a><span>안내.hwp</span>', "안내.hwp"),
        ('<li>안내.hwp <a href="/file/download.do?id=1">내려받기</a></li>', "안내.hwp"),
        ('<a href="/file/download.do?id=1">안내.hwp (689.0 KB)</a>', "안내.hwp"),
        ('<a href="/file/download.do?id=1">안내.hwp [0.02MB] (다운로드 3회)</a>', "안내.hwp"),
        (
            '<a href="/file/download.do?id=1" title="첨부파일(안내(최종).xlsx) 파일 다운로드"><img alt=""></a>',
            "안내(최종).xlsx)",
        ),
        ('<a href="/file/download.do?id=1">보도자료(5.1.).hwpx</a>', "보도자료(5.1.).hwpx"),
        ('<a href="/file/download.do?id=1">다운로드</a>', ""),
    ],
)
def test_a_name_is_found_where_the_label_is_generic(html: str, name: str) -> None:
    ((read, url),) = found(html)
    assert read.startswith(name.removesuffix(")")) and (name != "" or read == "")
    assert url == "http://a.kr/file/download.do?id=1"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/previewBbs.do?id=1" title="안내.hwp">미리보기</a>',
        '<a href="/synap/skin/doc.html?fn=1">안내.hwp</a>',
        '<a href="/cmm/fms/convertToHtml.do?id=1">안내.hwp</a>',
        '<a href="/down/DownloadView.do?id=1">안내.hwp</a>',
        '<a href="/file/download.do?id=1">바로보기</a>',
        '<a href="/file/downloadAll.do?id=1">전체(Zip) 다운로드</a>',
        '<a href="/board/list.do?page=2">다음</a>',
        '<a href="#">안내.hwp</a>',
    ],
)
def test_previews_bundles_and_other_links_are_no_attachments(html: str) -> None:
    assert found(html) == []


def test_a_link_in_the_text_is_no_attachment_unless_it_downloads() -> None:
    links = '<a href="/photo/1.jpg">사진</a> <a href="/x.pdf">글</a> <a href="/file/download.do?id=1">표.xlsx</a>'
    html = f'<div id="body">{links}</div>'
    assert found(html) == [("표.xlsx", "http://a.kr/file/download.do?id=1")]


def test_a_file_linked_twice_counts_once_and_a_nameless_address_is_kept() -> None:
    link = '<a href="/file/download.do?id=1">안내.hwp</a>'
    assert len(found(link + link.replace("안내.hwp", "받기"))) == 1
    assert found('<button class="down" data-file-nm="안내.hwp">다운로드</button>') == [("안내.hwp", "")]
