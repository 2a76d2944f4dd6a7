"""The pages in a real browser, by keyboard and mouse, without script of ours."""

from __future__ import annotations

import shutil
from threading import Thread
from typing import Any, Iterator

import pytest
from werkzeug.serving import make_server

from indexer.engines import Engine
from webapp import create_app

pytestmark = pytest.mark.browser

PAGES = ["/", "/?q=청년월세&district=99110&year=2019", "/?q=없는말&year=2019", "/documents/plan/2025:너른시?q=청년월세",
         "/precedents?q=청년월세", "/compare?q=청년월세&district=99110&district=99520", "/trends?q=청년월세", "/budget",
         "/values/district?q=청년", "/marked?mark=flood:0", "/?q=청년월세&lang=en", "/?q=도시재생&mark=flood:0",
         "/coverage", "/about", "/documents/none", "/?page=0"]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no chromium")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def site(memory: Engine) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(memory), threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()


def count(page: Any) -> str:
    return str(page.get_by_role("status").inner_text())


def test_what_is_typed_is_completed_under_the_filters(browser: Any, site: str) -> None:
    page = browser.new_context(locale="ko-KR").new_page()
    page.goto(f"{site}/?district=99110&q=ㅊ")
    with page.expect_response("**/api/v1/suggest?**") as answer:
        page.get_by_label("검색어").fill("ㅊㄴ")
    assert "district=99110" in answer.value.url
    page.wait_for_selector("#suggestions option", state="attached")
    assert page.locator("#suggestions option").first.get_attribute("value").startswith("청년")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_visitor_searches_filters_takes_a_filter_away_reads(browser: Any, site: str, script: bool) -> None:
    page = browser.new_context(java_script_enabled=script, locale="ko-KR").new_page()
    page.goto(site)
    page.get_by_label("검색어").fill("청년월세")
    page.get_by_label("검색어").press("Enter")
    assert "청년월세" in count(page) and count(page).endswith("8건")
    page.get_by_label("마루구, 2건").check()
    page.get_by_label("2025, 2건").check()
    page.get_by_role("button", name="적용").click()
    assert count(page).endswith("1건") and page.get_by_label("마루구, 1건").is_checked()
    page.get_by_role("link", name="필터 제거: 연도 2025").click()
    assert count(page).endswith("2건")
    page.get_by_role("link", name="마루구, 청년월세 지원 대상자 모집").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "마루구, 청년월세 지원 대상자 모집"
    assert page.locator("mark").first.is_visible()
    page.go_back()
    assert count(page).endswith("2건") and page.get_by_label("마루구, 2건").is_checked()


@pytest.mark.parametrize("address", PAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(browser: Any, site: str, address: str) -> None:
    page = browser.new_page(locale="ko-KR", viewport={"width": 320, "height": 640})
    page.goto(site + address)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_five_results_begin_on_the_first_screen(browser: Any, site: str) -> None:
    page = browser.new_page(locale="ko-KR", viewport={"width": 1280, "height": 800})
    page.goto(site + "/?q=청년월세")
    assert page.locator(".card h2").nth(4).bounding_box()["y"] < 760


def test_the_keyboard_reaches_results_and_filters_first(browser: Any, site: str) -> None:
    page = browser.new_page(locale="ko-KR")
    page.goto(site + "/?q=청년월세")
    for target in ("results", "filters"):
        page.goto(site + "/?q=청년월세")
        for _ in range(1 if target == "results" else 2):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == target


@pytest.mark.parametrize("scheme, width", [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_to_complain_about(browser: Any, site: str, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browser.new_page(locale="ko-KR", color_scheme=scheme, viewport={"width": width, "height": 800})
    faults = []
    for address in PAGES:
        page.goto(site + address)
        found = axe.run(page).response["violations"]
        faults += [(address, each["id"], each["nodes"][0]["html"]) for each in found]
    assert faults == []


def test_pages_obey_their_own_policy(browser: Any, site: str) -> None:
    page = browser.new_page(locale="ko-KR")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in PAGES[:6]:
        page.goto(site + address)
    assert [text for text in said if "404" not in text] == []
