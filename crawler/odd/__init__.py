"""Pages that no layout can describe, written out as the common reader needs them."""

from __future__ import annotations

from typing import Callable, Mapping

from crawler.odd import editor, feed, rfc_json, written

PAGES: Mapping[str, Callable[[str], str]] = {
    "editor": editor.page,  # 강남, 수원, 노원, 고양
    "feed": feed.page,  # 서울
    "rfc_json": rfc_json.page,  # 담양
    "written": written.page,  # 영주, 양천
}


def written_out(name: str, html: str) -> str:
    """The page as the module of that name (a layout's `odd`) writes it out; as it is where there is none."""
    return PAGES[name](html) if name else html
