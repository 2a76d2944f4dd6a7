"""How boards of plan documents are found: links scored, pages looked at, governments searched, proposals written."""

from __future__ import annotations

import asyncio
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Mapping

import httpx
import pytest

from crawler import plan_searches
from crawler.board import list_url
from crawler.errors import FetchError, SourceError, Unreachable
from crawler.find_plans import Ask, Government, Page, Search, is_due, report, search, year_wanted
from crawler.plan_links import (
    Candidate,
    Link,
    SearchForm,
    candidates,
    entrances,
    links,
    moved_to,
    same_government,
    score,
    search_form,
    table,
    year_of,
)
from crawler.plan_looks import board_of, declarations, look, place
from crawler.sample.server import Fault, respond
from crawler.sample.sites import sites
from crawler.settings import Settings
from crawler.sources import SAMPLES, Source, load

HOME = "https://www.maru.go.kr/kr/"
TODAY = date(2026, 10, 31)
NOW = datetime(2026, 10, 31, 3, tzinfo=UTC)
LIST = "https://www.maru.go.kr/kr/selectBbsNttList.do?bbsNo=112&key=588"


def scored(text: str, near: str = "", url: str = LIST) -> int:
    made = score(Link(text, url, near), HOME, 2026)
    return made.score if made else 0


@pytest.mark.parametrize(
    "text, near",
    [
        ("주요업무계획", ""),
        ("주요업무계획", "정보공개 > 행정정보공개"),
        ("마루시 주요업무계획", "기획행정"),
        ("2026년 주요 업무 추진계획", ""),
        ("2026년도 군정 주요업무계획", ""),
        ("구정업무계획", ""),
        ("2026년 주요업무보고", ""),
        ("신년업무보고", ""),
        ("중기지방재정계획", "재정∙예산∙세금"),
        ("2026~2030년 중기지방재정계획", "재정정보"),
        ("주요업무정보", "행정정보 > 주요시책"),
    ],
)
def test_what_is_called_a_plan_is_a_candidate(text: str, near: str) -> None:
    assert scored(text, near) >= table()["least_score"]


@pytest.mark.parametrize(
    "text, near",
    [
        ("월간주요업무계획", "열린군정 > 신안군뉴스"),
        ("주간주요업무계획", ""),
        ("감사위원회 업무계획", "감사∙옴부즈만"),
        ("의회 주요업무보고 회의록", ""),
        ("마루구, 2027년 주요 업무계획 보고회 개최", ""),
        ("업무추진비", "정보공개"),
        ("직원/담당업무", ""),
        ("주요업무계획 보도자료", ""),
        ("세입세출 예산서", "재정정보"),
        ("2026년 주요업무계획 수립 용역 입찰 공고", ""),
        ("주요업무", "의회사무국"),
        ("보도자료", ""),
    ],
)
def test_what_only_sounds_like_one_is_not(text: str, near: str) -> None:
    assert scored(text, near) < table()["least_score"]


def test_a_label_that_names_another_year_is_worth_less_than_one_that_names_none_or_the_wanted_one() -> None:
    assert scored("2025년 주요업무계획") < scored("주요업무계획") < scored("2026년 주요업무계획")


@pytest.mark.parametrize(
    "url, same",
    [
        ("https://news.maru.go.kr/plan", True),
        ("http://maru.go.kr:8080/", True),
        ("https://www.maru-council.go.kr/", False),
        ("https://www.open.go.kr/", False),
        ("https://www.evil.example/www.maru.go.kr", False),
        ("", False),
    ],
)
def test_a_link_to_another_host_is_of_another_government(url: str, same: bool) -> None:
    assert same_government(HOME, url) == same
    assert bool(score(Link("주요업무계획", url), HOME, 2026)) == (same or not url)


def test_districts_of_a_city_are_told_apart_by_three_labels_and_addresses_by_number_whole() -> None:
    assert same_government("https://buk.daegu.kr/", "https://www.buk.daegu.kr/index.do")
    assert not same_government("https://www.dong.daegu.kr/", "https://buk.daegu.kr/")
    assert not same_government("http://127.0.0.1:8010/", "http://127.0.0.2:8010/")


@pytest.mark.parametrize(
    "text, year",
    [
        ("2026년 주요업무계획", 2026),
        ("2025~2029년 중기지방재정계획", 2025),
        ("2026-2030 중기지방재정계획", 2026),
        ("'26년 업무계획", 2026),
        ("2025년 성과와 2026년 계획", 2026),
        ("주요업무계획", None),
        ("전화 02-2026-1234567", 2026),
        ("제12026호", None),
    ],
)
def test_the_year_of_a_plan_is_the_first_of_a_span_or_the_latest_named(text: str, year: int | None) -> None:
    assert year_of(text) == year


def test_a_link_without_a_name_takes_that_of_its_row() -> None:
    html = """<table><tr><td>기획예산과</td><td>주요업무계획</td><td>매년</td><td><a href="/plan.do">바로가기</a></td></tr>
      <tr><td>기획예산과</td><td>예산서</td><td>매년</td><td><a href="/budget.do">바로가기</a></td></tr></table>"""
    assert [(one.text, one.url) for one in links(html, HOME)] == [
        ("주요업무계획", "https://www.maru.go.kr/plan.do"),
        ("기획예산과", "https://www.maru.go.kr/budget.do"),
    ]


def test_menus_above_a_link_are_kept_and_scripts_are_read_not_run() -> None:
    html = """<ul><li><a href="#">정보공개</a><ul>
      <li><a href="#" onclick="goMenu('/kr/plan.do'); return false;">주요업무계획</a></li>
      <li><a href="javascript:void(0)">업무보고</a></li></ul></li></ul>"""
    found = {one.topic: one.link for one in candidates(links(html, HOME), HOME, 2026)}
    assert found["주요업무계획"] == Link("주요업무계획", "https://www.maru.go.kr/kr/plan.do", "정보공개", HOME)
    assert found["업무보고"].url == ""


@pytest.mark.parametrize("bad", ["http://[", "http://a b/", "//", "http://주요.kr:abc/x", "/a?b=%zz&c={d}", "%", "\x01"])
def test_a_malformed_address_stops_nothing(bad: str) -> None:
    html = f"<a href='{bad}'>주요업무계획</a><form name='search' action='{bad}'><input name='q'></form>"
    assert search_form(html, HOME)
    for one in candidates(links(html, HOME), HOME, 2026):
        seen = look(one, html, one.link.url)
        assert tomllib.loads(declarations([seen], [], 2026, TODAY))["boards"]["plan"]["hint"] is True


@pytest.mark.parametrize(
    "html, url",
    [
        ("<script>location.href='/www/index.do';</script>", "https://www.maru.go.kr/www/index.do"),
        ("<script>location.replace(\"/main.do\")</script>", "https://www.maru.go.kr/main.do"),
        ('<meta http-equiv="refresh" content="0; url=/kr/main.do">', "https://www.maru.go.kr/kr/main.do"),
        ("<a href='/x'>처음</a><script>location.href='/other'</script>", ""),
        ("<p>점검 중</p>", ""),
    ],
)
def test_an_empty_front_page_says_where_the_real_one_is(html: str, url: str) -> None:
    assert moved_to(html, HOME) == url


def test_the_search_of_a_board_or_a_login_is_not_that_of_the_site() -> None:
    board = '<form class="p-search" action="/bbs/list.do"><input type="text" name="searchKrwd"></form>'
    login = '<form name="searchLogin" action="/login.do"><input type="text" name="q"></form>'
    whole = """<form id="searchForm" method="post" action="/search"><input type="hidden" name="view" value="전체">
      <input type="search" name="searchWord"></form>"""
    assert search_form(board + login, HOME) is None
    form = search_form(board + login + whole, HOME)
    assert form == SearchForm("https://www.maru.go.kr/search", "searchWord", True, (("view", "전체"),))
    assert form.request("업무 보고") == (
        "https://www.maru.go.kr/search",
        "view=%EC%A0%84%EC%B2%B4&searchWord=%EC%97%85%EB%AC%B4%20%EB%B3%B4%EA%B3%A0",
    )


def test_a_search_form_of_a_korean_page_is_sent_in_its_encoding() -> None:
    html = '<meta charset="euc-kr"><form name="totalSearch" action="/s.do?a=1"><input name="kwd"></form>'
    form = search_form(html, HOME)
    assert form and form.request("업무") == ("https://www.maru.go.kr/s.do?a=1&kwd=%BE%F7%B9%AB", "")


class TestTheMenusOfSavedPages:
    @pytest.mark.parametrize(
        "name, home, expected",
        [
            (
                "shinan-press-detail",
                "https://www.shinan.go.kr/home/www",
                {"주요업무계획": "https://www.shinan.go.kr/home/www/gov30/gov30_08/gov30_08_11/page.wscms"},
            ),
            (
                "seoul-news-detail",
                "https://news.seoul.go.kr/gov",
                {
                    "주요업무계획": "https://news.seoul.go.kr/gov/archives/category/gov-policy_c1/major-policy-plan-n1",
                    "서울시 주요업무계획": "https://news.seoul.go.kr/gov/archives/category/admin-news_c1/intro_admin_c1/"
                    "seoul_report-n1",
                    "시정운영계획": "https://news.seoul.go.kr/gov/archives/category/admin-news_c1/intro_admin_c1/"
                    "manage_admin",
                    "중기지방재정계획": "https://news.seoul.go.kr/gov/joongki",
                },
            ),
            ("damyang-press-detail", "https://www.damyang.go.kr/", {"주요업무계획": ""}),
            ("geumcheon-press-list", "https://www.geumcheon.go.kr/portal", {}),
        ],
    )
    def test_name_exactly_the_plans(self, shared: Path, name: str, home: str, expected: Mapping[str, str]) -> None:
        html = (shared / "samples" / "pages" / f"{name}.html").read_text("utf-8")
        assert {one.link.text: one.link.url for one in candidates(links(html, home), home, 2026)} == expected

    def test_of_gyeongbuk_name_the_board_that_the_table_of_boards_knows(self, shared: Path) -> None:
        html = (shared / "samples" / "pages" / "gyeongbuk-press-list.html").read_text("utf-8")
        home = "https://inseri.gb.go.kr/Main/page.do"
        best = candidates(links(html, home), home, 2026)[0]
        assert (best.link.text, "mnu_uid=7161" in best.link.url) == ("주요업무계획", True)
        assert best.link.near.startswith("행정정보 > 주요시책")

    def test_lead_to_the_lists_of_what_is_published_unasked(self, shared: Path) -> None:
        html = (shared / "samples" / "pages" / "shinan-press-detail.html").read_text("utf-8")
        found = [link.text for link in entrances(links(html, "https://www.shinan.go.kr/"), "https://www.shinan.go.kr/")]
        assert found[:2] == ["사전정보공표", "사전정보공표"] and len(found) <= table()["entrances"]["most"]

    def test_name_the_search_of_the_site(self, shared: Path) -> None:
        pages = {"gyeongbuk-press-list": "kwd", "seoul-news-detail": "s", "damyang-press-detail": "searchWord"}
        for name, field in pages.items():
            form = search_form((shared / "samples" / "pages" / f"{name}.html").read_text("utf-8"), HOME)
            assert form and form.field == field


ROW = """<tr><td>{n}</td><td class="p-subject">
  <a href="./selectBbsNttView.do?bbsNo={board}&key=9&nttNo={n}">{title}</a></td></tr>"""
POST = """<table><tr><td class="p-table__subject_text">{title}</td></tr><tr><th>등록일</th><td>2026-01-20</td></tr>
  <tr><td class="p-table__content">{title} 자료입니다.</td></tr>
  <tr><td><a href="./downloadBbsFile.do?atchmnflNo=1">{file}</a></td></tr></table>"""


def listed(board: str, *titles: str) -> str:
    rows = "".join(ROW.format(n=n, board=board, title=title) for n, title in enumerate(titles, 1))
    return f"<table class='p-table'><tbody>{rows}</tbody></table>"


def link(text: str, address: str) -> str:
    return f'<li><a href="{address}">{text}</a></li>'


def found_at(pages: Mapping[str, str], today: date = TODAY, declared: Mapping[str, str] | None = None) -> Search:
    """A search over pages by the end of their address; other addresses cannot be reached."""

    async def ask(url: str, form: str) -> Page:
        for end, html in pages.items():
            if (f"{url}?{form}" if form else url).endswith(end):
                return Page(url, html)
        raise Unreachable(f"{url}: status 500")

    government = Government("maru", "99110", "가온광역시 마루구", (HOME,), declared or {}, ("press",))
    return asyncio.run(search(government, ask, today))


class TestASearch:
    def test_finds_a_board_in_the_menu_with_its_family_and_the_year_that_it_holds(self) -> None:
        front = link("주요업무계획", "selectBbsNttList.do?bbsNo=112&key=588")
        board = listed("112", "2026년 주요업무계획", "2025년 주요업무계획")
        found = found_at({"/kr/": front, "bbsNo=112&key=588": board})
        assert (found.state, [one.shape for one in found.looks]) == ("found", ["board"])
        text = report(found, TODAY)
        assert '[boards.plan]' in text and 'params = { board = "112", menu = "588" }' in text
        assert 'family = "bbs_ntt"' in text and "holds that of 2026" in text

    def test_never_takes_the_file_of_last_year_for_that_of_this_year(self) -> None:
        front = link("2025년 주요업무계획", "/files/plan2025.pdf") + link("2025년 주요업무보고", "/kr/report.do")
        report_page = "<h2>2025년 주요업무보고</h2>" + POST.format(title="2025년 주요업무보고", file="a.hwp")
        found = found_at({"/kr/": front, "report.do": report_page})
        assert found.state == "awaited"
        text = report(found, TODAY)
        assert "[boards." not in text and text.count("not of 2026") == 2

    def test_a_board_that_ends_with_last_year_is_proposed_as_awaiting_this_year(self) -> None:
        front = link("주요업무계획", "selectBbsNttList.do?bbsNo=112&key=588")
        board = listed("112", "2025년 주요업무계획", "2024년 주요업무계획")
        found = found_at({"/kr/": front, "bbsNo=112&key=588": board})
        assert found.state == "awaited"
        assert "newest is of 2025, that of 2026 is awaited" in report(found, TODAY)

    def test_follows_a_post_to_its_board_but_not_where_that_holds_other_things(self) -> None:
        front = link("2026년 주요업무계획", "selectBbsNttView.do?key=9&bbsNo=5&nttNo=3")
        post = POST.format(title="2026년 주요업무계획", file="2026년 주요업무계획.hwp")
        plans = found_at({"/kr/": front, "nttNo=3": post, "pageIndex=1": listed("5", "2026년 주요업무계획")})
        everything = listed("5", "청사 안내", "2026년 주요업무계획", "주차 안내")
        mixed = found_at({"/kr/": front, "nttNo=3": post, "pageIndex=1": everything})
        assert [(one.shape, one.year) for one in plans.looks] == [("board", 2026)]
        assert [(one.shape, one.year) for one in mixed.looks] == [("post", 2026)]
        assert (plans.state, mixed.state) == ("found", "found")
        assert "# a post, not a board" in report(mixed, TODAY) and "[boards." not in report(mixed, TODAY)

    def test_reads_the_lists_of_what_is_published_unasked(self) -> None:
        disclosed = "<table><tr><td>주요업무계획</td><td>매년</td><td><a href='plan.do'>바로가기</a></td></tr></table>"
        plan = "<h2>주요업무계획</h2><p><a href='/a.hwp'>2026년 주요업무계획.hwp</a></p>"
        found = found_at({"/kr/": link("사전정보공표", "open.do"), "open.do": disclosed, "plan.do": plan})
        seen = [(one.shape, one.year, one.candidate.link.page[-7:]) for one in found.looks]
        assert seen == [("page", 2026, "open.do")]
        assert "hint = true" in report(found, TODAY)

    def test_asks_the_search_of_the_site_only_when_menus_do_not_lead_to_the_plan_of_the_year(self) -> None:
        form = '<form name="totalSearch" action="s.do"><input name="kwd"></form>'
        result = link("2026년 주요업무계획", "selectBbsNttView.do?key=9&bbsNo=5&nttNo=3")
        post = POST.format(title="2026년 주요업무계획", file="계획.hwp")
        board = listed("5", "2026년 주요업무계획")
        report_only = "kwd=%EC%97%85%EB%AC%B4%EB%B3%B4%EA%B3%A0"
        pages = {"/kr/": form, report_only: result, "nttNo=3": post, "pageIndex=1": board}
        found = found_at(pages)
        assert found.state == "found" and len(found.errors) == 4  # four phrases that the fake search cannot answer
        menu = form + link("주요업무계획", "list.do")
        assert found_at({"/kr/": menu, "list.do": board}).requests == 2

    def test_leads_on_from_an_empty_front_page(self) -> None:
        front = "<script>location.href='/www/index.do';</script>"
        menu = link("주요업무계획", "p.do")
        found = found_at({"/kr/": front, "/www/index.do": menu, "p.do": listed("1", "2026 업무계획")})
        assert found.state == "found"

    def test_says_that_only_a_script_or_an_e_book_holds_it(self) -> None:
        front = '<li><a href="javascript:void(0)">업무보고</a></li>' + link("주요업무계획", "book.do")
        book = "<title>2026년 주요업무계획</title><script>var totalPageNum = 88;</script>"
        found = found_at({"/kr/": front, "book.do": book})
        assert [one.shape for one in found.looks] == ["ebook", "unseen"]
        assert "only a script of the menu knows the address" in report(found, TODAY)

    def test_leaves_what_is_declared_already_as_a_comment(self) -> None:
        front = link("주요업무계획", "selectBbsNttList.do?key=588&bbsNo=112&pageIndex=1")
        found = found_at(
            {"/kr/": front, "pageIndex=1": listed("112", "2026년 주요업무계획")}, declared={"plan": LIST + "&pageIndex=1"}
        )
        assert "# declared as maru.plan: 주요업무계획 (of 2026)" in report(found, TODAY)
        assert "[boards." not in report(found, TODAY)

    def test_tells_nothing_found_from_nothing_reached(self) -> None:
        assert found_at({"/kr/": link("보도자료", "press.do")}).state == "not found"
        assert found_at({}).state == "unreachable"
        assert "# error: https://www.maru.go.kr/kr/: status 500" in report(found_at({}), TODAY)

    def test_asks_no_more_than_the_table_allows(self) -> None:
        boards = "".join(link(f"사전정보공표 {n}", f"open{n}.do") for n in range(9))
        search_box = '<form name="totalSearch" action="s.do"><input name="kwd"></form>'
        plans = "".join(link(f"{name} 주요업무계획", f"/p{n}") for n, name in enumerate("가나다라마바사아자차"))
        found = found_at({"/kr/": boards + search_box + plans})
        assert found.requests <= table()["requests"]
        assert len(found.looks) <= 2 * table()["looks"]


def test_a_family_is_recognised_by_the_post_that_leads_to_its_board() -> None:
    post = "https://a.go.kr/kr/selectBbsNttView.do?key=9&bbsNo=5&nttNo=3"
    assert board_of(post) == "https://a.go.kr/kr/selectBbsNttList.do?bbsNo=5&key=9&pageIndex=1"
    assert board_of("https://a.go.kr/board.es?mid=a1&bid=7&act=view&list_no=3") == (
        "https://a.go.kr/board.es?mid=a1&bid=7&nPage=1"
    )
    assert board_of("https://a.go.kr/plan.html") == ""


def test_places_are_equal_whatever_the_page_or_the_order_of_their_parameters() -> None:
    other = "http://maru.go.kr/kr/selectBbsNttList.do;jsessionid=1?key=588&pageIndex=3&bbsNo=112&x="
    assert place(LIST) == place(other)
    assert place(LIST) != place(LIST.replace("112", "113"))


def test_a_board_of_everything_is_no_board_of_plans() -> None:
    one = Candidate("주요업무계획", Link("주요업무계획", LIST), 80)
    assert look(one, listed("1", "2026년 주요업무계획", "청사 안내", "주차 안내"), LIST).shape == "page"
    assert look(one, listed("1", "2026년 주요업무계획", "2025년 주요업무계획", "안내"), LIST).shape == "board"


@pytest.mark.parametrize(
    "today, year", [(date(2026, 1, 2), 2026), (date(2026, 11, 30), 2026), (date(2026, 12, 1), 2027)]
)
def test_the_plan_of_the_next_year_is_looked_for_from_december(today: date, year: int) -> None:
    assert year_wanted(today) == year


@pytest.mark.parametrize(
    "state, year, days, today, due",
    [
        (None, None, 0, TODAY, True),
        ("awaited", 2026, 29, TODAY, False),
        ("not found", 2026, 30, TODAY, True),
        ("unreachable", 2026, 1, TODAY, True),
        ("found", 2026, 30, TODAY, False),
        ("found", 2026, 180, TODAY, True),
        ("awaited", 2026, 6, date(2026, 3, 1), False),
        ("awaited", 2026, 7, date(2026, 3, 1), True),
        ("found", 2026, 1, date(2026, 12, 1), True),
    ],
)
def test_a_search_is_repeated_sooner_in_the_season_and_at_once_for_a_new_year(
    state: str | None, year: int | None, days: int, today: date, due: bool
) -> None:
    assert is_due(state, year, NOW - timedelta(days=days), NOW, today) == due


def known_without_plans() -> dict[str, Source]:
    return {id: source for id, source in load(SAMPLES).items() if source.kind != "plan"}


def ask_samples(asked: list[str], *faults: Fault) -> Ask:
    async def ask(url: str, form: str) -> Page:
        asked.append(url)
        parts = httpx.URL(url)
        query = "&".join(filter(None, (parts.query.decode(), form)))
        answer = respond(parts.path, query, {}, NOW, faults)
        if answer.status != 200:
            raise FetchError(f"{url}: status {answer.status}")
        encoding = "cp949" if b"euc-kr" in answer.body[:300] else "utf-8"
        return Page(url, answer.body.decode(encoding))

    return ask


@pytest.mark.parametrize("prefix", sorted(sites()))
def test_every_sample_government_shows_its_board_of_plans_and_the_proposal_is_a_source(
    prefix: str, tmp_path: Path
) -> None:
    known = known_without_plans()
    government = next(one for one in plan_searches.governments(known) if one.id == prefix)
    asked: list[str] = []
    found = asyncio.run(search(government, ask_samples(asked), TODAY))
    newest = max(year_of(post.title) or 0 for post in sites()[prefix].posted(sites()[prefix].boards[1]))
    assert found.state == ("found" if newest >= 2026 else "awaited")
    assert any("/search/result.do" in url for url in asked) or found.state == "found"
    file = tmp_path / f"{prefix}.toml"
    declared = (SAMPLES / f"{prefix}.toml").read_text("utf-8").partition("[boards.plan]")[0]
    file.write_text(declared + report(found, TODAY), "utf-8")
    made = load(tmp_path)
    assert place(list_url(made[f"{prefix}.plan"], 1)) == place(list_url(load(SAMPLES)[f"{prefix}.plan"], 1))
    assert set(made) == {f"{prefix}.press", f"{prefix}.plan"}
    assert all("plans.example.org" not in url for url in asked)


def test_a_search_that_ended_is_remembered_and_not_repeated_before_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(plan_searches, "_ask", lambda fetcher, own: ask_samples([]))
    settings, known = Settings(data=tmp_path / "data"), known_without_plans()
    assert plan_searches.run(settings, known, ["maru", "solbit"], NOW) == 0
    written, said = capsys.readouterr()
    assert written.count("[boards.plan]") == 2 and said.startswith("2 governments searched: ")
    now = datetime.now(UTC)
    assert plan_searches.run(settings, known, [], now) == 0
    assert capsys.readouterr().err.startswith("6 governments searched: ")
    assert plan_searches.run(settings, known, [], now) == 0
    assert capsys.readouterr().err == "0 governments searched: none was due\n"


def test_a_declared_board_is_known_again_by_the_link_of_a_menu(shared: Path) -> None:
    gyeongbuk = next(one for one in plan_searches.governments(load()) if one.name == "경상북도")
    html = (shared / "samples" / "pages" / "gyeongbuk-press-list.html").read_text("utf-8")
    found = candidates(links(html, "https://www.gb.go.kr/Main/page.do"), "https://www.gb.go.kr/", 2026)
    assert place(gyeongbuk.declared["plan"]) == place(found[0].link.url)


def test_governments_are_named_by_id_code_or_name() -> None:
    known = plan_searches.governments(load(SAMPLES))
    for name in ("maru", "99110", "가온광역시 마루구", "마루구"):
        assert [one.id for one in plan_searches.chosen(known, [name])] == ["maru"]
    assert len(plan_searches.chosen(known, [])) == len(sites())
    with pytest.raises(SourceError, match="'nowhere'"):
        plan_searches.chosen(known, ["nowhere"])
