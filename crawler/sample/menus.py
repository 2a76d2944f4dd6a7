"""The pages of an example site that lead to its boards: 사전정보공표 (what is published unasked), the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable
from urllib.parse import parse_qs

from crawler.sample.content import Publication
from crawler.sample.pages import post_address, render
from crawler.sample.sites import Site

FOUND = 20

Shown = Callable[[tuple[Publication, ...]], tuple[Publication, ...]]


@dataclass(frozen=True)
class Found:
    title: str
    url: str
    board: str
    published: str


def disclosure_page(site: Site, shown: Shown) -> str:
    """The board of plans, where the site names it there, beside its oldest plan, whose row is never taken off."""
    old = {
        post.title: post_address(site, board, post)
        for board in site.boards
        if board.kind == "plan" and site.plans == "disclosure"
        for post in shown(site.posted(board))[1:][-1:]
    }
    return render(site, "disclosure.html", old=old)


def search_page(site: Site, query: str, shown: Shown) -> str:
    """Titles that hold every word; a form of a CP949 page comes in CP949."""
    asked = parse_qs(query, encoding=site.encoding, errors="replace").get("kwd", [""])[0]
    found = [
        Found(post.title, post_address(site, board, post), board.title, post.published.isoformat())
        for board in site.boards
        for post in shown(site.posted(board))
        if all(word in post.title for word in asked.split())
    ]
    return render(site, "search.html", asked=asked, found=found[:FOUND] if asked.strip() else [])
