"""Whose plan it is: one office's, or the whole government's."""

from __future__ import annotations

import re
from itertools import islice

import mappings
from indexer.plans.names import department

HEAD_LINES = 8
WHOLE = ""  # the office of a plan that is the whole government's

_WORDS = re.compile(r"[\s_\-·,()\[\]]+")
_OF_ALL = re.compile(r"(?:시|군|구|도)정\s*(?:주요)?|전\s*부서|부서별|실·?국별|총괄")
_PLANNING = re.compile(r"기획|예산|정책실")


def office(title: str, text: str, publisher: str | None) -> str:
    """Named by the title, else by a line at the head of the text; else the publisher, unless it plans for all."""
    if _OF_ALL.search(title):
        return WHOLE
    in_title = next((name for word in _WORDS.split(title) if (name := _office(word))), None)
    lines = islice(filter(str.strip, text.splitlines()), HEAD_LINES)
    named = in_title or next((name for line in lines if (name := _office(line))), None)
    return named or (publisher if publisher and not _PLANNING.search(publisher) else WHOLE)


def _office(words: str) -> str | None:
    name = department(words)
    return name if name and len(name) > 2 and name not in mappings.lines("plan_not_offices.txt") else None
