"""Renders the list pages, post pages, front pages of the example sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from zlib import crc32

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from crawler.sample.content import Publication
from crawler.sample.papers import Block
from crawler.sample.sites import Board, Site, values

PAGE_ROWS = 10
NEW_ROWS = 2  # the newest rows carry the site's "new" mark
PINNED_FROM = 5  # boards with more posts keep their oldest one on top
CUT_LENGTH = 28  # of titles on the lists of rfc_board, which end in ".."


Posts = tuple[Publication, ...]  # newest first


@dataclass(frozen=True)
class File:
    name: str
    url: str
    preview: str
    group: str
    file: str


@dataclass(frozen=True)
class Row:
    """A post as a list or its own page shows it."""

    order: int  # 번호 counts up from the oldest
    post: str
    title: str
    department: str
    published: str
    url: str
    hits: int
    new: bool
    pinned: bool
    files: tuple[File, ...]
    blocks: tuple[Block, ...]


def list_page(site: Site, board: Board, posts: Posts, page: int) -> str:
    """Pinned rows come first on every page; a page past the end has no others."""
    rows = _rows(site, board, posts)
    first = (page - 1) * PAGE_ROWS
    shown = rows[first:][:PAGE_ROWS]
    pages = max(1, -(-len(rows) // PAGE_ROWS))
    route = site.layout.routes["list"]
    count = ({"page": str(n), "offset": str((n - 1) * PAGE_ROWS)} for n in range(1, pages + 1))
    links = {int(one["page"]): own(site, route.fill(values(site, board) | one)) for one in count}
    pinned = [row for row in rows if row.pinned]
    shown_here = {"board": board, "pinned": pinned, "rows": shown, "page": page, "links": links, "total": len(rows)}
    return render(site, site.layout.pages.format(view="list"), **shown_here)


def post_page(site: Site, board: Board, posts: Posts, post: Publication) -> str:
    row = _row(site, board, posts, posts.index(post), pinned=False)
    back = list_address(site, board)
    return render(site, site.layout.pages.format(view="post"), board=board, row=row, body=post.blocks, back=back)


def front_page(site: Site) -> str:
    links = {board.title: list_address(site, board) for board in site.boards if board.kind != "plan"}
    return render(site, "front.html", links=links)


def home_page(sites: tuple[Site, ...]) -> str:
    return _environment().get_template("home.html").render(sites=sites)


def alert_page(message: str) -> str:
    """What these systems answer, with status 200, for a post that is not there."""
    return _environment().get_template("alert.html").render(message=message)


def odd_page(site: Site, name: str) -> str:
    """A page that comes with status 200 instead of the one that was asked for: `challenge` or `login`."""
    return render(site, f"{name}.html")


def list_address(site: Site, board: Board) -> str:
    return own(site, site.layout.routes["list"].fill(values(site, board)))


def post_address(site: Site, board: Board, post: Publication) -> str:
    return own(site, site.layout.routes["post"].fill(values(site, board, post)))


def own(site: Site, address: str) -> str:
    return f"/{site.prefix}{address}"


def render(site: Site, view: str, **context: object) -> str:
    template = _environment().get_template(view)
    plan = next((list_address(site, board) for board in site.boards if board.kind == "plan"), "")
    return template.render(site=site, plan=plan, **context)


def _rows(site: Site, board: Board, posts: Posts) -> tuple[Row, ...]:
    oldest = len(posts) - 1
    return tuple(_row(site, board, posts, n, pinned=n == oldest >= PINNED_FROM) for n in range(len(posts)))


def _row(site: Site, board: Board, posts: Posts, n: int, pinned: bool) -> Row:
    post = posts[n]
    filled = values(site, board, post)
    return Row(
        order=len(posts) - n,
        post=filled["post"],
        title=post.title,
        department=post.department,
        published=post.published.isoformat(),
        url=post_address(site, board, post),
        hits=30 + crc32(post.title.encode()) % 900,
        new=n < NEW_ROWS,
        pinned=pinned,
        files=tuple(_file(site, board, post, place) for place in range(1, len(post.enclosures) + 1)),
        blocks=post.blocks,
    )


def _file(site: Site, board: Board, post: Publication, place: int) -> File:
    filled = values(site, board, post, place)
    url, preview = (own(site, site.layout.routes[role].fill(filled)) for role in ("file", "preview"))
    return File(post.enclosures[place - 1].name, url, preview, filled["group"], filled["file"])


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["cut"] = lambda title: title if len(title) <= CUT_LENGTH else f"{title[:CUT_LENGTH]}.."
    made.filters["dots"] = lambda day: day.replace("-", ".")
    made.filters["korean"] = lambda day: "{}년 {}월 {}일".format(*day.split("-"))
    made.filters["rfc822"] = lambda day: f"{date.fromisoformat(day):%a, %d %b %Y 09:00:00 +0900}"
    made.filters["later"] = lambda day: (date.fromisoformat(day) + timedelta(days=60)).isoformat()
    made.filters["loose"] = lambda day: "{}. {}. {}.".format(*(int(part) for part in day.split("-")))
    made.filters["short"] = lambda day: day[2:].replace("-", ".")
    made.filters["session"] = _with_session
    return made


def _with_session(address: str) -> str:
    """An old habit of Java servers: the session stands in the path. Steady per address, so pages do not change."""
    path, mark, query = address.partition("?")
    return f"{path};jsessionid={crc32(address.encode()):08X}{crc32(query.encode()):08X}.node1{mark}{query}"
