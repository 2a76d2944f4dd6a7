"""Which posts hold many articles: the press releases of a day in one."""

from __future__ import annotations

import re
from collections import Counter

from crawler.limits import limits
from crawler.records import Post

CIRCLED = {chr(0x2460 + place): place + 1 for place in range(20)}


def is_digest(title: str, post: Post) -> bool:
    """Named after a day or week, with several headings, or with a text that only points to its files."""
    known = limits().digests
    if not any(pattern.search(title) for pattern in known.titles):
        return False
    pointing = bool(post.attachments) and len(post.body) < known.short_characters
    return pointing or max(headings(post.body), marks(post.body)) >= known.least_headings


def headings(text: str) -> int:
    """The longest row of headings that count up from 1 in one form."""
    return max(_counted(pattern, text) for pattern in patterns())


def marks(text: str) -> int:
    """How many lines that are no sentence begin with one and the same mark."""
    found = limits().digests.marks.findall(text)
    return max(Counter(found).values(), default=0)


def patterns() -> tuple[re.Pattern[str], ...]:
    """The forms of a numbered heading."""
    return limits().digests.headings


def number(pattern: re.Pattern[str], line: str) -> int | None:
    """The number of a heading in that form; None for another line."""
    match = pattern.match(line)
    return (CIRCLED.get(match[1]) or int(match[1])) if match else None


def _counted(pattern: re.Pattern[str], text: str) -> int:
    reached = 0
    for line in text.split("\n"):
        reached += number(pattern, line) == reached + 1
    return reached
