"""Articles that a page carries as data of its script instead of as markup."""

from __future__ import annotations

import json
import re
from typing import Iterator

from bs4 import BeautifulSoup

from crawler.markup import paragraphs, soup

TEXT = re.compile(r'"((?:[^"\\]|\\.){300,})"', re.DOTALL)
LEAST_CHARACTERS = 200
DROP = "figure, figcaption, .caption, .writer, script, style"


def article(page: BeautifulSoup) -> str:
    """The text of the longest piece of markup that stands as a string in a script; empty when there is none."""
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
            try:
                text = json.loads(f'"{match[1]}"')
            except ValueError:
                continue
            if re.search(r"<p[\s>]", text) and not text.lstrip().startswith(("{", "[")):
                yield text
