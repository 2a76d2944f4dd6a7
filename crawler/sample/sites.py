"""The example sites with the numbers that their boards give to what is published."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Mapping

import mappings
from crawler.sample.addresses import Route
from crawler.sample.content import Enclosure, Publication, publications
from crawler.sample.generated import generated

FOLDER = Path(__file__).parent
BOARD_TITLES = {"press": "보도자료", "plan": "주요업무계획"}


@dataclass(frozen=True)
class Layout:
    """A family: its addresses, the form of its ids, its habits."""

    family: str
    routes: Mapping[str, Route]  # list, post, file, preview
    ids: Mapping[str, str]  # templates of post, file, group
    needed: tuple[str, ...]
    disposition: str
    pages: str  # its templates; {view} is list or post, where each has one of its own


@dataclass(frozen=True)
class Board:
    kind: str
    title: str
    board: str
    menu: str


@dataclass(frozen=True)
class Site:
    prefix: str
    district: str
    name: str
    layout: Layout
    encoding: str
    motto: str
    manager: str
    phone: str
    plans: str  # where its board of plans is found: menu, script, disclosure, search
    boards: tuple[Board, ...]
    states: tuple[str, ...] = ()  # of a test-only site: what its list says of a post

    def posted(self, board: Board) -> tuple[Publication, ...]:
        """What this board shows, newest first."""
        if self.states:
            return generated(self.district, self.name)
        return tuple(one for one in publications() if (one.district, one.board) == (self.district, board.kind))


@cache
def sites() -> Mapping[str, Site]:
    """Every example site by its prefix."""
    stated = tomllib.loads((FOLDER / "sites.toml").read_text("utf-8"))
    return {prefix: _site(prefix, one) for prefix, one in stated.items()}


@cache
def traps() -> Mapping[str, Site]:
    """More sites, for tests only: families with habits that the others do not have."""
    stated = tomllib.loads((FOLDER / "traps.toml").read_text("utf-8"))
    common = {"motto": "시험을 위한 누리집", "manager": "홍보담당관", "phone": "0900-00-0000", "plans": "search"}
    return {prefix: _site(prefix, {**common, **one}) for prefix, one in stated.items()}


def values(site: Site, board: Board, post: Publication | None = None, place: int = 1) -> dict[str, str]:
    """What fills the addresses of a board, of a post, of its file at `place` (from 1)."""
    filled = {"slug": site.prefix, "board": board.board, "menu": board.menu, "page": "1", "offset": "0"}
    if post:
        own = f"{board.board}/{post.id}"
        hashes = {"group_hash": _hash(own), "file_hash": _hash(f"{own}/{place}")[:32]}
        hashes |= {"post_hash": _hash(f"{own}/")[:24]}
        parts = {"number": post.id, "place": str(place), "day": f"{post.published:%Y%m%d}", **hashes}
        filled |= {name: template.format_map(parts) for name, template in site.layout.ids.items()}
    return filled


def find_post(site: Site, board: Board, posts: tuple[Publication, ...], post_id: str) -> Publication | None:
    return next((one for one in posts if values(site, board, one)["post"] == post_id), None)


def find_file(site: Site, asked: Mapping[str, str]) -> Enclosure | None:
    """The file whose post, group and file number are those of a request."""
    for board in site.boards:
        for post in site.posted(board):
            for place, enclosure in enumerate(post.enclosures, 1):
                own = values(site, board, post, place)
                if all(asked[name] == own[name] for name in ("post", "group", "file") if name in asked):
                    return enclosure
    return None


def _site(prefix: str, stated: Mapping[str, Any]) -> Site:
    text = {key: value for key, value in stated.items() if isinstance(value, str)}
    boards = tuple(
        Board(kind, BOARD_TITLES[kind], **value) for kind, value in stated.items() if isinstance(value, dict)
    )
    layout, name = layouts()[text.pop("family")], _district_name(text["district"])
    return Site(prefix, name=name, layout=layout, boards=boards, states=tuple(stated.get("states", ())), **text)


@cache
def layouts() -> Mapping[str, Layout]:
    stated = tomllib.loads((FOLDER / "layouts.toml").read_text("utf-8"))
    return {
        family: Layout(
            family,
            {name: Route(one[name]) for name in ("list", "post", "file", "preview")},
            {name: one[f"{name}_id"] for name in ("post", "file", "group")},
            tuple(one["needed"]),
            one["disposition"],
            one["pages"],
        )
        for family, one in stated.items()
    }


@cache
def _district_name(code: str) -> str:
    return next(row["full_name"] for row in mappings.table("sample_districts") if row["code"] == code)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
