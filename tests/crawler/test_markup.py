"""Text out of markup."""

from __future__ import annotations

import pytest

from crawler.markup import absolute, line, paragraphs, soup, steady


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>첫 줄</p><p>둘째 줄</p>", "첫 줄\n\n둘째 줄"),
        ("첫 줄<br>둘째<br/><br><br><br>셋째", "첫 줄\n둘째\n\n셋째"),
        ("<p>가&nbsp;나\n   다\u200b</p>", "가 나 다"),
        ("<p>한 <b>금</b>천구</p>", "한 금천구"),
        (
            "<table><tr><th>가</th><td><p>1</p><p>2</p></td></tr><tr><td>나</td><td>3</td></tr></table>",
            "가\t1 2\n나\t3",
        ),
        ("<table><tr><td><p>틀 안의</p><p>글</p></td></tr></table>", "틀 안의\n\n글"),
        ("<p>글</p><script>var a;</script><!-- 숨김 --><style>p{}</style>", "글"),
        ("<p>\u1112\u1161\u11ab글</p>", "한글"),
    ],
)
def test_paragraphs_are_laid_out(html: str, expected: str) -> None:
    body = soup(f"<div>{html}</div>").div
    assert body and paragraphs(body, set()) == expected


def test_a_line_has_no_breaks() -> None:
    assert line(soup("<h3>가<br>나 <span>다</span></h3>")) == "가 나 다"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("./view.do;jsessionid=A1B2.node1?no=1", "http://a.kr/b/view.do?no=1"),
        ("?no=1", "http://a.kr/b/list.do?no=1"),
        ("//c.kr/x", "http://c.kr/x"),
        ("http://[", ""),
    ],
)
def test_an_address_is_seen_from_its_page_without_session(address: str, expected: str) -> None:
    assert absolute("http://a.kr/b/list.do", address) == expected


def test_what_changes_with_the_visit_leaves_the_address() -> None:
    assert steady("/n/5?srchBeginDt=2026-01-01&srchEndDt=2026-11-25&curPage=") == "/n/5"
    assert steady("/v?no=5&pageIndex=2&word=%EA%B0%80") == "/v?no=5&word=%EA%B0%80"
    assert steady("/v?b=1&&no=5&q=가") == "/v?b=1&&no=5&q=가"


def test_what_is_no_address_leads_nowhere_whether_the_page_has_one_or_not() -> None:
    assert [absolute(base, "http://[") for base in ("", "https://www.maru.go.kr/")] == ["", ""]
