"""Reads list pages and post pages: pure functions of a source with a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Mapping
from urllib.parse import quote

from bs4 import Tag

from crawler import odd, posts
from crawler.addresses import fill, placeholders
from crawler.cells import Row
from crawler.errors import AlertPage, EmptyBody, NoRows
from crawler.files import attachments
from crawler.layouts import Layout
from crawler.lists import listing, rows
from crawler.markup import attribute, line, soup
from crawler.records import Attachment, Listing, Post
from crawler.script_data import article
from crawler.scripts import keyed_address
from crawler.sources import Source
from crawler.words import words

ALERT_BYTES = 2048  # the sentences of alert pages occur inside good pages of 30 KB too
FILE_LEVELS = 4


@dataclass(frozen=True)
class Request:
    """An address with the form that is posted to it; "": it is asked by GET."""

    url: str
    form: str = ""


def list_url(source: Source, page: int) -> str:
    """The address of a list page, counted from 1."""
    layout = source.layout
    offset = (page - 1) * layout.page_size + layout.first_offset
    values = {"page": str(page - 1 + layout.first_page), "offset": str(offset)}
    return fill(layout.list_url, {"site": source.site, **values, **source.params})


def request(source: Source, url: str) -> Request:
    """How an address of the source is asked for: some boards take the query as a form only."""
    posted = source.layout.posted
    address, _, query = url.partition("?")
    return Request(address, quote(query, safe="=&%,+")) if posted and query and re.search(posted, url) else Request(url)


def parse_list(source: Source, html: str, url: str, today: date | None = None) -> list[Listing]:
    """The posts of a list page, pinned ones flagged. With `today` (in Seoul) dates far ahead are refused.

    NoRows (its `stated` tells an empty board from an unknown page), AlertPage.
    """
    return read_list(source.layout, html, url, today, source.site, source.params, source.id)


def parse_post(source: Source, html: str, url: str, today: date | None = None) -> Post:
    """A post page; a body may be empty when there are attachments. EmptyBody, AlertPage."""
    return read_post(source.layout, html, url, today, source.id)


def read_list(
    layout: Layout,
    html: str,
    url: str,
    today: date | None = None,
    site: str = "",
    params: Mapping[str, str] | None = None,
    name: str = "",
) -> list[Listing]:
    """`parse_list` for a page whose source is not known: addresses are made from `site` and the ids of the row."""
    html = odd.written_out(layout.odd, html)
    refuse_alert(html, f"{name} {url}".strip())
    page = soup(html)
    found = rows(page, layout)
    if not found:
        said = any(text in html for text in words().empty)
        raise NoRows(f"{name} {url}: no posts in the list".strip(), stated=said)
    values = {"site": site, **_hidden(page, layout), **{key: text for key, text in (params or {}).items() if text}}
    return [listing(row, layout, url, _post_url(row, layout, values), today) for row in found]


def read_post(layout: Layout, html: str, url: str, today: date | None = None, name: str = "") -> Post:
    """`parse_post` for a page whose source is not known."""
    where = f"{name} {url}".strip()
    html = odd.written_out(layout.odd, html)
    refuse_alert(html, where)
    page = soup(html)
    body = posts.body_of(page, layout)
    area = posts.area_of(page, body, layout)
    pairs = posts.stated(area, body)
    text = (posts.text_of(body, layout) if body is not None else "") or article(page)
    files = _files(area, body, layout, url, html)
    if not text and not files:
        raise EmptyBody(f"{where}: a post without text or attachments")
    return Post(
        title=posts.title_of(page, area, body, pairs, layout),
        published=posts.published_of(page, area, body, pairs, today),
        department=posts.department_of(area, body, pairs, text),
        body=text,
        attachments=files,
    )


def refuse_alert(html: str, where: str) -> None:
    """Error and challenge pages come with status 200; all of them are small."""
    if len(html.encode()) >= ALERT_BYTES:
        return
    script = " ".join(re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL | re.IGNORECASE)) + html[:200]
    visible = len(line(soup(html)))
    if any(word in html for word in words().challenge):
        raise AlertPage(f"{where}: a challenge page")
    if visible < 200 and any(word in script or (visible and word in html) for word in words().alert):
        said = re.search(r"alert\s*\(\s*[\"'](.{1,80}?)[\"']", html)
        raise AlertPage(f"{where}: an alert page ({said[1] if said else 'no message'})")


def _hidden(page: Tag, layout: Layout) -> dict[str, str]:
    """The hidden fields that the script of the page would send along."""
    found = ((name, page.select_one(f"input[name='{name}']")) for name in layout.fields)
    return {name: attribute(tag, "value") for name, tag in found if tag and attribute(tag, "value")}


def _post_url(row: Row, layout: Layout, values: Mapping[str, str]) -> str:
    """The address made of the ids; empty where one is missing, so that the link of the row is followed."""
    known = {**row.arguments, **values}
    if keyed_address(row.link) or not layout.post_url or not placeholders(layout.post_url) <= set(known):
        return ""
    return fill(layout.post_url, known)


def _files(area: Tag, body: Tag | None, layout: Layout, url: str, html: str) -> tuple[Attachment, ...]:
    """Inside the post, else close around it: some skins list the files in a block of their own."""
    level: Tag | None = area
    for _ in range(FILE_LEVELS):
        if level is None or level.name in ("body", "html", "[document]"):
            break
        if found := attachments(level, body, layout, url, html):
            return found
        level = level.parent
    return attachments(area, body, layout, url, html)
