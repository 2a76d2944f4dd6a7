"""The article of a text file or a web page, without what stands around it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from indexer.article import read_html, read_text

LEAD = "마루구청장은 골목마다 나무를 심어 여름에도 걷기 좋은 길을 만들겠다고 지난 봄부터 준비한 계획을 이야기했다."
NEWS = f"""마루구청장 “걷기 좋은 도시로” [인터뷰]

입력 2025-06-03 07:30

  • 가장작게
  • 작게
  • 기본
  • 크게
  • 가장크게

▲마루구청장이 집무실에서 이야기하고 있다. (사진제공=마루구)

{LEAD}

그는 ▲나무 ▲그늘 ▲쉼터를 꼽았다.

  • 좋아요3
  • 화나요0
  • 추가취재 원해요0

주요 뉴스

  • 가온시 버스 요금 오른다
  • 바닷길 축제 막 올라

실시간 암호화폐 시세

  • 종목
    • 아무코인
    • 1,234
* 24시간 변동률 기준
"""
BOARD = f"""보도자료 상세
Home
솔빛구, 나무 심는다
나무 심기 사진.jpg
0 hit / 103 KB
DOWNLOAD 미리보기
솔빛구, 나무 심는다
- 골목마다 그늘 -
{LEAD}
담당부서 : 공원녹지과 (팀장 아무개)
"공공누리" 출처표시 조건에 따라 이용할 수 있습니다.
담당부서 : 누리집관리과
이 페이지에서 제공하는 정보에 대하여 어느 정도 만족하셨습니까?
매우만족
다음글
솔빛구, 꽃도 심는다
"""
PAGE = f"""<html><head><title>솔빛구 | 보도자료</title>
<meta property="article:published_time" content="2025-06-03T07:30:00+09:00">
<style>.x {{color: red}}</style></head><body>
<!-- 화면 맨 위 -->
<div class="gnb"><ul><li><a href="/a">민원 안내와 여권 발급 안내</a></li><li>자주 찾는 곳과 담당 부서 안내</li></ul></div>
<div class="view"><h3 class="view_title">골목에 나무를 심어 걷기 좋은 길</h3>
<div class="body"><p>{LEAD}</p><p>그늘이 &lt;아주&gt; 많은
길이 된다.<br>쉼터도 둔다.</p></div></div>
<div class="related"><p>{LEAD.replace("마루", "다른")}</p></div>
<footer>우편번호 12345 가온광역시 솔빛구 나무로 1</footer></body></html>"""


def test_the_headline_is_the_title_with_the_article_below_it() -> None:
    article = read_text(NEWS)
    assert article.title == "마루구청장 “걷기 좋은 도시로” [인터뷰]"
    assert article.body == f"{LEAD}\n\n그는 ▲나무 ▲그늘 ▲쉼터를 꼽았다."
    assert article.stated == datetime(2025, 6, 3, 7, 30)


def test_what_stands_around_a_release_is_left_out_but_not_its_signing_line() -> None:
    article = read_text(BOARD)
    assert article.title == "솔빛구, 나무 심는다"
    assert article.body == f"- 골목마다 그늘 -\n{LEAD}\n담당부서 : 공원녹지과 (팀장 아무개)"


@pytest.mark.parametrize(
    ("line", "department"),
    [
        ("담당부서 : 공원녹지과 (팀장 아무개)", "공원녹지과"),
        ("작 성 과: 총무과", "총무과"),
        ("관련부서 : 두메군 건설과(도시재생 ☎ 000-0000)", "두메군 건설과"),
        ("〔경제산업과 에너지팀 ☎000-000-0000〕", "경제산업과"),
        ("공원녹지과 담당부서와 함께 했다", None),
    ],
)
def test_the_department_is_that_of_the_signing_line(line: str, department: str | None) -> None:
    assert read_text(f"솔빛구, 나무 심는다\n{LEAD}\n{line}").department == department


def test_the_department_of_the_page_manager_is_not_the_articles() -> None:
    assert read_text(BOARD).department == "공원녹지과"
    assert read_text(BOARD.replace("담당부서 : 공원녹지과 (팀장 아무개)\n", "")).department is None


def test_a_text_without_a_headline_keeps_its_first_sentence_in_the_body() -> None:
    article = read_text(f"[가온뉴스] {LEAD}\n다음 문단도 있다.")
    assert article.title == LEAD
    assert article.body == f"[가온뉴스] {LEAD}\n다음 문단도 있다."
    assert article.warnings == ("no headline: the title is the first sentence",)


def test_a_very_long_first_paragraph_gives_a_short_title() -> None:
    title = read_text("나무와 풀과 " * 100).title
    assert title.endswith("…") and len(title) <= 121


def test_a_paragraph_below_a_list_of_news_is_kept() -> None:
    text = f"제목이다\n{LEAD}\n관련 기사\n• 다른 이야기\n\n{LEAD}\n"
    assert read_text(text).body == f"{LEAD}\n{LEAD}"


def test_bulleted_lines_of_the_article_are_kept() -> None:
    text = "제목이다\n• 나무 심기 12개소\n• 그늘막 3곳\n기본 계획\n작게 시작한다\n"
    assert read_text(text).body == "• 나무 심기 12개소\n• 그늘막 3곳\n기본 계획\n작게 시작한다"


def test_crumbs_of_markup_go_but_words_in_angle_brackets_stay() -> None:
    text = '제목이다\n<ul style="list-style: none"> ◦ 나무<br>◦ 그늘</ul> &amp; 쉼터\n<서울시 추진업무> <CES 2025> <끝>'
    lines = [" ".join(line.split()) for line in read_text(text).body.splitlines()]
    assert lines == ["◦ 나무", "◦ 그늘 & 쉼터", "<서울시 추진업무> <CES 2025> <끝>"]


@pytest.mark.parametrize("text", ["", "\n \n", "• 가장작게\n• 크게\n"])
def test_a_text_of_nothing_says_so(text: str) -> None:
    article = read_text(text)
    assert (article.title, article.body) == ("", "")
    assert article.warnings == ("no text is left beside the boilerplate",)


def test_a_date_after_the_latest_day_is_not_stated() -> None:
    assert read_text(NEWS, date(2025, 6, 2)).stated is None
    assert read_html(PAGE, date(2025, 6, 2)).stated is None


def test_a_page_gives_the_text_of_its_densest_part() -> None:
    article = read_html(PAGE)
    assert article.title == "골목에 나무를 심어 걷기 좋은 길"
    assert article.body == f"{LEAD}\n그늘이 <아주> 많은 길이 된다.\n쉼터도 둔다."
    assert article.stated == datetime(2025, 6, 3, 7, 30)


def test_a_page_without_markup_is_read_as_text() -> None:
    assert read_html(NEWS) == read_text(NEWS)


def test_the_interview_keeps_its_article_but_not_the_ticker(shared: Path) -> None:
    (path,) = (shared / "samples" / "documents").glob("000_*.txt")
    raw = path.read_text("utf-8")
    article = read_text(raw)
    assert article.stated == datetime(2025, 12, 10, 6, 0)
    for word in ("비트코인", "이더리움", "체인링크", "스텔라루멘", "에그테크", "가장작게", "좋아요", "상승종목", "사진제공"):
        assert word not in article.body
    paragraphs = [line for line in raw.splitlines() if len(line) > 60 and not line.startswith(("▲", "  •", "\xa0"))]
    assert len(paragraphs) > 10 and all(paragraph in article.body for paragraph in paragraphs)


@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_texts_without_boilerplate_lose_nothing(shared: Path, number: str) -> None:
    (path,) = (shared / "samples" / "documents").glob(f"{number}_*.txt")
    raw = path.read_text("utf-8")
    article = read_text(raw)
    kept = {line.strip() for line in (article.title + "\n" + article.body).splitlines()}
    assert [line for line in raw.splitlines() if line.strip() and line.strip() not in kept] == []


def test_the_plan_keeps_its_words_but_no_markup(shared: Path) -> None:
    (path,) = (shared / "samples" / "documents").glob("004_*.txt")
    article = read_text(path.read_text("utf-8"))
    assert article.title == "2019 주요업무 추진실적 및 2020 주요업무계획"
    assert "<ul" not in article.body and "list-style" not in article.body
    assert "<서울시 주요 추진업무>" in article.body and "도시재생 관련 법령" in article.body


def test_real_pages_come_out_as_their_releases(shared: Path) -> None:
    """Where the two differ in words (Busan's are notes of another document): trigrams of characters."""
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    right = read = wanted = 0
    for record in map(json.loads, lines):
        raw, text = "".join(record["text_raw"].split()), "".join(record["text"].split())
        if raw != text and record["district"] not in ("부산광역시", "경상북도"):
            article = read_text(record["text_raw"])
            got, want = _trigrams(article.body), _trigrams(record["text"])
            right, read, wanted = right + (got & want).total(), read + got.total(), wanted + want.total()
    assert right / read > 0.99 and right / wanted > 0.99  # measured: 0.995 and 0.998


def _trigrams(text: str) -> Counter[str]:
    letters = "".join(text.split())
    return Counter(letters[at:at + 3] for at in range(len(letters) - 2))
