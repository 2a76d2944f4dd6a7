"""What the example sites answer as long as nothing is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Mapping
from urllib.parse import quote

from crawler.sample.content import Enclosure
from crawler.sample.menus import Shown, disclosure_page, search_page
from crawler.sample.pages import PAGE_ROWS, alert_page, front_page, home_page, list_page, post_page
from crawler.sample.sites import Site, find_file, find_post, sites, traps

ROBOTS = Path(__file__).parent / "templates" / "robots.txt"
MISSING = "존재하지 않는 게시물입니다."
WRONG = "잘못된 접근입니다."


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0  # before anything is sent
    cut_bytes: int | None = None  # of the body; then the connection breaks


def answer(path: str, query: str, host: str, shown: Shown) -> Answer:
    """The answer to a path without session; `shown` says which posts of a board exist, as they stand."""
    if path == "/":
        return page(home_page(tuple(sites().values())))
    if path == "/robots.txt":
        return _robots(host)
    site = site_of(path)
    if not site:
        return _root_file(path, query) or page("Not Found", status=404)
    return _site_answer(site, "/" + path.lstrip("/").partition("/")[2], query, shown)


def site_of(path: str) -> Site | None:
    prefix = path.lstrip("/").partition("/")[0]
    return sites().get(prefix) or traps().get(prefix)


def page(text: str, encoding: str = "utf-8", status: int = 200) -> Answer:
    """Only the `meta` of a CP949 page states its encoding, which its header leaves out."""
    charset = ";charset=UTF-8" if encoding == "utf-8" else ""
    return Answer(status, text.encode(encoding, "xmlcharrefreplace"), {"Content-Type": f"text/html{charset}"})


def _root_file(path: str, query: str) -> Answer | None:
    """Some systems serve their files from the root of the host, wherever the site lies."""
    for site in traps().values():
        asked = site.layout.routes["file"].match(path, query)
        if asked and "file" in asked and find_file(site, asked):
            return _file(site, asked)
    return None


def _robots(host: str) -> Answer:
    """Two hosts lead here; one of them has no rules, as on many real sites."""
    if host.startswith("localhost"):
        return page("Not Found", status=404)
    return Answer(200, ROBOTS.read_bytes(), {"Content-Type": "text/plain"})


def _site_answer(site: Site, path: str, query: str, shown: Shown) -> Answer:
    if path in ("/", "/index.do") and not query:
        return page(front_page(site), site.encoding)
    if path == "/open/disclosure.do":
        return page(disclosure_page(site, shown), site.encoding)
    if path == "/search/result.do":
        return page(search_page(site, query, shown), site.encoding)
    for role in ("file", "preview", "post", "list"):
        asked = site.layout.routes[role].match(path, query)
        if asked is not None and not (role == "post" and _lists(site, path, query, asked)):
            return _file(site, asked) if role == "file" else _show(site, role, asked, shown)
    return page("Not Found", status=404)


def _show(site: Site, role: str, asked: dict[str, str], shown: Shown) -> Answer:
    board = next((board for board in site.boards if board.board == asked.get("board", board.board)), None)
    if role == "preview" or not board or any(asked.get(name) != board.menu for name in site.layout.needed):
        return page(alert_page(WRONG), site.encoding)
    posts = shown(site.posted(board))
    if role == "list":
        return page(list_page(site, board, posts, _number(asked)), site.encoding)
    post = find_post(site, board, posts, asked.get("post", ""))
    return page(post_page(site, board, posts, post) if post else alert_page(MISSING), site.encoding)


def _lists(site: Site, path: str, query: str, asked: Mapping[str, str]) -> bool:
    """Whether what looks like a post is the list: no post is named, or the name of the list stands where ids stand."""
    in_path = "{post}" in site.layout.routes["post"].template.partition("?")[0]
    return (in_path or "post" not in asked) and site.layout.routes["list"].match(path, query) is not None


def _number(asked: Mapping[str, str]) -> int:
    """Of a page; anything strange is the first."""
    if asked.get("offset", "").isdecimal():
        return int(asked["offset"]) // PAGE_ROWS + 1
    number = asked.get("page", "1")
    return int(number) if re.fullmatch(r"[1-9]\d{0,8}", number) else 1


def _file(site: Site, asked: dict[str, str]) -> Answer:
    enclosure = find_file(site, asked) if "file" in asked else None
    if not enclosure:
        return page(alert_page("파일이 존재하지 않습니다."), site.encoding)
    disposition = _disposition(enclosure.name, site.layout.disposition, site.encoding)
    return Answer(
        200, _built(enclosure), {"Content-Type": "application/octet-stream", "Content-Disposition": disposition}
    )


@cache
def _built(enclosure: Enclosure) -> bytes:
    # imported here: the office libraries take longer to load than the server to start
    from crawler.sample.offices import build

    return build(enclosure)


def _disposition(name: str, form: str, encoding: str) -> str:
    if form == "extended":
        return f"attachment; filename*=UTF-8''{quote(name)}"
    if form == "percent":
        return f'attachment; filename="{quote(name)}";'
    raw = name.encode(encoding).decode("latin-1")
    return f'attachment; filename="{raw}"' if form == "quoted" else f"attachment; filename={raw}"
