"""Values beside their labels."""

from __future__ import annotations

import pytest

from crawler.labels import labelled
from crawler.markup import soup


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><th>담당부서</th><td>건설과</td><th>등록일</th><td>2026-07-13</td></tr></table>",
        "<table><tr><th>담당부서</th><th>건설과</th><th>등록일</th><th>2026-07-13</th></tr></table>",
        "<dl><dt>담당부서</dt><dd>건설과</dd><dt><span>등록일</span></dt><dd>2026-07-13</dd></dl>",
        "<ul><li><span>담당부서</span> 건설과</li><li><span>등록일</span> : 2026-07-13</li></ul>",
        "<ul><li>담당부서 : 건설과</li><li>등록일 2026-07-13</li></ul>",
        "<ul><li>담당부서 건설과</li><li>등록일 2026-07-13</li></ul>",
        "<p>담당부서 : 건설과 | 등록일 : 2026-07-13</p>",
        "<ul><li><span>담당부서</span><p>건설과</p></li><li><b>등록일 <span>2026-07-13</span></b></li></ul>",
        "<div>담당 부서： 건설과</div><div>등 록 일： 2026-07-13</div>",
    ],
)
def test_pairs_are_found_in_every_markup(html: str) -> None:
    found = dict(labelled(soup(html)))
    assert (found["department"], found["date"]) == ("건설과", "2026-07-13")


def test_a_label_without_a_value_takes_none_from_its_neighbour() -> None:
    html = "<table><tr><th>담당부서</th><td></td></tr><tr><td>제목 아닌 글</td></tr></table>"
    assert labelled(soup(html)) == [("department", "")]


def test_a_writer_beside_his_label_is_a_value_when_he_is_a_department() -> None:
    assert labelled(soup("<li>작성자 건설과</li><li>제목 없는 도시</li>")) == [("author", "건설과")]
    assert labelled(soup("<li>작성자 이마루</li>")) == []


def test_a_value_may_be_in_several_elements() -> None:
    html = "<dl><dt>담당부서</dt><dd><span>정책관</span> <span>기획과</span></dd><dt>문의</dt><dd>02</dd></dl>"
    assert ("department", "정책관 기획과") in labelled(soup(html))


def test_what_follows_the_text_does_not_count() -> None:
    page = soup("<p>작성일 : 2026-01-02</p><div id=b>글</div><p>담당부서 : 총무과</p>")
    assert labelled(page, until=page.find(id="b")) == [("date", "2026-01-02")]
