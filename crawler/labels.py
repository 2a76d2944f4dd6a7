"""Values that stand beside a label: `담당부서 건설과`, in any markup."""

from __future__ import annotations

import re
from typing import Iterator

from bs4 import Comment, Tag
from bs4.element import NavigableString, PreformattedString

from crawler.markup import SILENT, fold
from crawler.words import Meaning, is_department, meaning

SEPARATED = re.compile(r"\s*[|ㅣ｜]\s*|\s/\s|\s{3,}")
HOLDERS = ["td", "dd", "li", "th", "dt", "p", "div"]


def labelled(area: Tag, until: Tag | None = None) -> list[tuple[Meaning, str]]:
    """Pairs in page order, those before the element `until` only. A label without a value gives "".

    th/td, dt/dd, `<li><span>label</span> value`, `label : value` all come down to this: a text that is a label, then
    texts that are none.
    """
    pairs: list[tuple[Meaning, str]] = []
    holder: Tag | None = None
    for cell, text in _pieces(area, until):
        label, value = _split(text)
        if label:
            pairs.append((label, value))
            holder = cell
        elif pairs and (cell is holder or not pairs[-1][1] and _beside(holder, cell)):
            pairs[-1] = (pairs[-1][0], fold(f"{pairs[-1][1]} {text}"))
            holder = cell
    return pairs


def _pieces(area: Tag, until: Tag | None) -> Iterator[tuple[Tag | None, str]]:
    """Texts with the cell that holds them."""
    for piece in area.descendants:
        if piece is until:
            return
        if not isinstance(piece, NavigableString) or isinstance(piece, (Comment, PreformattedString)):
            continue
        if piece.parent is not None and piece.parent.name in SILENT:
            continue
        for text in SEPARATED.split(str(piece).replace("\n", " ").strip()):
            text = fold(text).strip(":：").strip()
            if text:
                yield piece.find_parent(HOLDERS), text


def _beside(label: Tag | None, cell: Tag | None) -> bool:
    """The value of a `th` or `dt` is in the next cell and nowhere else."""
    if label is None or cell is None or label.name not in ("th", "dt"):
        return True
    following = label.find_next_sibling()
    return following is cell or any(following is parent for parent in cell.parents)


def _split(text: str) -> tuple[Meaning | None, str]:
    """`등록일 : 2026-07-20` in one text; a label alone has the value ""."""
    whole = meaning(text)
    if whole:
        return whole, ""
    head, colon, value = re.sub("：", ":", text).partition(":")
    if colon and len(head) <= 12 and meaning(head):
        return meaning(head), value.strip()
    label, _, value = text.partition(" ")
    kind = meaning(label)
    if kind in ("date", "changed") and re.match(r"\d{2,4}[-./년]", value):  # 등록일 2026-07-20
        return kind, value
    if kind in ("department", "author") and is_department(value):  # 작성자 문화과
        return kind, value
    return None, text
