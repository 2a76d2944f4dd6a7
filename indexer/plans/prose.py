"""Projects that running text names with what they cost."""

from __future__ import annotations

import re
from typing import Iterator

from indexer import money
from indexer.plans.amounts import Stated, stated
from indexer.plans.names import folded
from indexer.plans.records import Project, budget

NAME_CHARACTERS = 40

_SENTENCE = re.compile(r"(?<=다)\.\s*|\n")
_SPENT = re.compile(r"^\s*(?:\([^)]*\))?\s*(?:을|를|이|의)?\s*(?:들여|들인|투입|투자|투자해|소요|규모)")
_COSTS = re.compile(r"(?:총\s?)?(?:사업비|예산)\s*$")
_OF_ALL = re.compile(r"(?P<name>\d+개\s?(?:사업|과제))에\s*(?:총\s?)?(?:사업비|예산)?\s*$")
_DIRECT = re.compile(r"(?:^|\s)(?P<name>[가-힣A-Za-z]{3,}(?:사업|뉴딜|프로젝트|조성|구축)?)에\s*(?:총\s?)?(?:사업비|예산)\s*$")
_QUOTED = re.compile(r"[『「‘“'\"](?P<name>[^』」’”'\"]{3,40})[』」’”'\"]")
_NAMED = re.compile(r"(?:^|(?<=[은는]\s)|(?<=,\s))(?P<name>[가-힣A-Za-z&·\- ]{2,36}?(?:사업|프로젝트))[이을를은는](?=\s)")
_TOPIC = re.compile(r"^(?P<name>[가-힣A-Za-z0-9&·\- ]{3,30}?)(?:은|는)\s")


def projects(text: str, year: int | None) -> Iterator[Project]:
    """Each name once, with the sum that a sentence says is spent on it. What all together cost is a strategy's."""
    seen: set[str] = set()
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        for one in stated(sentence, year, None):
            level, name = _named(sentence, one)
            if name and folded(name) not in seen:
                seen.add(folded(name))
                yield Project(
                    name, level=level, amounts=(one.amount,), budget_won=budget((one.amount,)), confidence=0.5
                )


def _named(sentence: str, one: Stated) -> tuple[str, str]:
    """strategy or task, the name; no name where the sentence does not say that the sum is spent."""
    before = sentence[:one.start]
    printed = next(found for found in money.amounts(sentence) if found.start == one.start)
    if not (_COSTS.search(before) or _SPENT.match(sentence[printed.end:])):
        return "", ""
    together = _OF_ALL.search(before)
    if together:
        return "strategy", together["name"]
    for found in (_DIRECT.search(before), _last(_QUOTED, before), _last(_NAMED, before), _TOPIC.match(before)):
        if found and len(folded(found["name"])) >= 3 and len(found["name"]) <= NAME_CHARACTERS:
            return "task", found["name"].strip()
    return "", ""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None
