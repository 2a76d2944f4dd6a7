"""Feeds, with what tells programs of them."""

from __future__ import annotations

from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_feed_of_any_search_is_read_by_a_feed_reader(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get("/feed.atom?q=도시재생&district=99110").data)
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.title == "자치 · 도시재생 · 마루구"
    (found,) = feed.entries
    assert found.id == "tag:localhost,2026:documents/regeneration%3A0"
    assert found.link == "http://localhost/documents/regeneration:0"
    assert found.published == "2018-09-03T00:00:00+09:00" and found.updated == "2026-01-05T03:00:00Z"
    assert found.author == "가온광역시 마루구" and "도시재생" in found.summary


def test_the_newest_come_first_and_pages_follow_one_another(client: FlaskClient) -> None:
    address, seen = "/feed.atom?size=10", []
    while address:
        feed = feedparser.parse(client.get(address).data)
        seen += [(each.get("published", ""), each.id) for each in feed.entries]
        following = [link.href for link in feed.feed.links if link.rel == "next"]
        address = following[0].removeprefix("http://localhost") if following else ""
    assert len(seen) == len({id for _, id in seen}) == 27
    dates = [published for published, _ in seen if published]
    assert dates == sorted(dates, reverse=True)


def test_the_json_twin_says_the_same(client: FlaskClient) -> None:
    twin = client.get("/feed.json?q=청년월세").get_json(force=True)
    feed = feedparser.parse(client.get("/feed.atom?q=청년월세").data)
    assert twin["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in twin["items"]] == [each.id for each in feed.entries]
    assert all(item["content_text"] and item["url"] for item in twin["items"])


@pytest.mark.parametrize("address", ["/feed.atom?q=청년월세", "/feed.json?q=청년월세"])
def test_an_unchanged_feed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["/feed.atom?colour=red", "/feed.json?page=0", "/districts.opml?q=a"])
def test_feeds_refuse_what_they_do_not_know(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_every_covered_district_has_its_feed(client: FlaskClient) -> None:
    outlines = ElementTree.fromstring(client.get("/districts.opml").data).findall(".//outline")
    paths = {str(each.get("text")): str(each.get("xmlUrl")).removeprefix("http://localhost") for each in outlines}
    assert paths["가온광역시 마루구"] == "/feed.atom?district=99110"
    assert all(client.get(path).status_code == 200 for path in paths.values())


def test_a_browser_learns_how_to_search(client: FlaskClient) -> None:
    name = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ElementTree.fromstring(client.get("/opensearch.xml").data)
    templates = {url.get("type"): str(url.get("template")) for url in root.findall(f"{name}Url")}
    assert len(templates) == 3
    for template in templates.values():
        filled = template.removeprefix("http://localhost").replace("{searchTerms}", "청년")
        assert client.get(filled).status_code == 200


def test_suggestions_have_the_form_that_browsers_read(client: FlaskClient) -> None:
    asked, completed, told = client.get("/suggestions.json?q=우리 도시").get_json(force=True)
    assert asked == "우리 도시" and completed and len(completed) == len(told)
    assert all(each.startswith("우리 ") for each in completed)


def test_the_sitemap_leads_to_every_document_once(client: FlaskClient) -> None:
    parts = [str(each.text) for each in ElementTree.fromstring(client.get("/sitemap.xml").data).iter(f"{SITEMAP}loc")]
    pages = []
    for part in parts:
        answer = client.get(part.removeprefix("http://localhost"))
        pages += [str(each.text) for each in ElementTree.fromstring(answer.data).iter(f"{SITEMAP}loc")]
        assert b"<lastmod>2026-01-05</lastmod>" in answer.data
    assert len(pages) == len(set(pages)) == 27
    assert all(client.get(page.removeprefix("http://localhost")).status_code == 200 for page in pages)


def test_robots_learn_of_the_sitemap(client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text
