"""Which posts hold many articles: the press releases of a day in one."""

from __future__ import annotations

import re

from crawler.limits import limits
from crawler.records import Post

CIRCLED = {chr(0x2460 + place): place + 1 for place in range(20)}


def is_digest(title: str, post: Post) -> bool:
    """Named after a day or week, with headings that count up from 1, or with a text that only points to its files."""
    known = limits().digests
    if not any(pattern.search(title) for pattern in known.titles):
        return False
    pointing = bool(post.attachments) and len(post.body) < known.short_characters
    return pointing or headings(post.body) >= known.least_headings


def headings(text: str) -> int:
    """The longest row of headings that count up from 1 in one form."""
    return max(_counted(pattern, text) for pattern in limits().digests.headings)


def _counted(pattern: re.Pattern[str], text: str) -> int:
    reached = 0
    for line in text.split("\n"):
        match = pattern.match(line)
        if match and (CIRCLED.get(match[1]) or int(match[1] if match[1].isdecimal() else 0)) == reached + 1:
            reached += 1
    return reached
