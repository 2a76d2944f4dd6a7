"""Rows of a list that no family describes."""

from __future__ import annotations

import pytest

from crawler.guess import list_rows
from crawler.markup import line, soup


@pytest.mark.parametrize(
    ("link", "ids"),
    [
        ('href="/news/{n}"', ["101", "102", "103"]),
        ('href="view.do?board=7&no={n}&page=1"', ["101", "102", "103"]),
        ('href="?mode=V&no=a{n}f"', ["a101f", "a102f", "a103f"]),
        ('href="#" onclick="fnGoDetail({n}); return false;"', ["101", "102", "103"]),
        ('href="#" onclick="yhLib.inline.post(this)" data-req-get-p-idx="{n}"', ["101", "102", "103"]),
    ],
)
def test_the_piece_that_tells_posts_apart_is_their_id(link: str, ids: list[str]) -> None:
    rows = "".join(
        f"<li><a {link.format(n=n)}>구청 소식 제목 {n}</a><span>2026-05-0{n - 100}</span></li>" for n in (101, 102, 103)
    )
    menu = "".join(f'<li><a href="/menu?m={n}">분야별 정보 안내 {n}</a></li>' for n in range(9))
    found = list_rows(soup(f"<ul>{menu}</ul><ul>{rows}</ul>"))
    assert [arguments["post"] for _, arguments in found] == ids
    assert [line(tag)[-10:] for tag, _ in found] == ["2026-05-01", "2026-05-02", "2026-05-03"]


def test_pictures_pages_and_navigation_are_no_rows() -> None:
    icons = "".join(f'<link rel="icon" href="/icon_{n}.png">' for n in (16, 32, 64))
    pages = "".join(f'<a href="?page={n}">{n}</a>' for n in range(1, 9))
    menu = "".join(f'<nav><a href="/menu/{n}00">긴 이름의 차림표 {n}</a></nav>' for n in range(1, 9))
    assert list_rows(soup(f"<html><head>{icons}</head><body>{menu}{pages}</body></html>")) == []
