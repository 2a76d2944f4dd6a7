"""Recorded pages: every `<name>.html` in pages/ is read into the values of its `<name>.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler import saved, sources
from crawler.encoding import decode
from crawler.layouts import families

PAGES = Path(__file__).parent / "pages"
KNOWN = {**sources.everything(), **sources.load(PAGES / "districts")}
RECORDED = sorted(PAGES.glob("*.html"))


@pytest.mark.parametrize("page", RECORDED, ids=lambda page: page.stem)
def test_a_recorded_page_is_read_as_recorded(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    source = KNOWN[expected["source"]] if expected["source"] else None
    reading = saved.read(decode(page.read_bytes()), expected["url"], source)
    own = {"source", "url", "guessed"}
    assert saved.as_json(reading.found) == {name: value for name, value in expected.items() if name not in own}
    assert (reading.family == "generic") == expected.get("guessed", False)


@pytest.mark.parametrize("page", RECORDED, ids=lambda page: page.stem)
def test_a_recorded_page_is_recognised_as_list_or_post_without_address_or_source(page: Path) -> None:
    reading = saved.read(decode(page.read_bytes()))
    recorded = json.loads(page.with_suffix(".json").read_text("utf-8"))
    found = saved.as_json(reading.found)
    assert found["type"] == recorded["type"]
    if found["type"] == "post":
        assert (found["title"], found["published"], found["body"]) == (
            recorded["title"],
            recorded["published"],
            recorded["body"],
        )
    else:
        shown = ("id", "title", "published", "department")
        assert [[row[name] for name in shown] for row in found["items"]] == [
            [row[name] for name in shown] for row in recorded["items"]
        ]


def test_a_list_and_a_post_are_recorded_of_every_family_that_is_a_page_of_its_own() -> None:
    recorded = {json.loads(page.with_suffix(".json").read_text("utf-8"))["source"] for page in RECORDED} - {None}
    read = {KNOWN[name].layout.row + KNOWN[name].layout.odd for name in recorded}
    crawled = {name: layout.row + layout.odd for name, layout in families().items() if layout.list_url}
    assert [name for name, kind in crawled.items() if kind not in read] == ["path_idx"]  # no page of it was seen
