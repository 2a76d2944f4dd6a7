"""Articles that a page carries as data, of its script or of a web editor, instead of as markup."""

from __future__ import annotations

import json
import re
from typing import Iterator

from bs4 import BeautifulSoup

from crawler.markup import attribute, paragraphs, soup

TEXT = re.compile(r'"((?:[^"\\]|\\.){100,})"|\'((?:[^\'\\]|\\.){100,})\'', re.DOTALL)
LEAST_CHARACTERS = 100
DROP = "figure, figcaption, .caption, .writer, script, style"


def article(page: BeautifulSoup) -> str:
    """The text of the longest piece of markup that stands as a string in a script or a hidden field; "" if none."""
    best = ""
    for piece in _pieces(page):
        body = soup(piece)
        skip = {id(tag) for tag in body.select(DROP)}
        text = paragraphs(body, skip)
        if len(text) > len(best) and len(text) >= LEAST_CHARACTERS:
            best = re.sub(r"\$\$[A-Z]+\$\$", "", text).strip()  # 한국일보 2026-01: places for advertisements
    return best


def _pieces(page: BeautifulSoup) -> Iterator[str]:
    for script in page.find_all("script"):
        for match in TEXT.finditer(script.string or ""):
            text = _unescaped(match[1] or match[2].replace("\\'", "'").replace('"', '\\"'))
            if re.search(r"<(p|br|span|div)\b", text) and text.lstrip().startswith("<"):
                yield text
    for field in page.select("input[type=hidden], textarea"):
        text = attribute(field, "value") or field.get_text()
        if re.search(r"<(p|br)\b", text):
            yield text


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return ""
