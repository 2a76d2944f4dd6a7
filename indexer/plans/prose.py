"""Projects that running text names with what they cost."""

from __future__ import annotations

import re
from typing import Iterator

from indexer import money
from indexer.plans.amount_words import source
from indexer.plans.amounts import Stated, stated
from indexer.plans.names import folded
from indexer.plans.records import Amount, Project, budget

NAME_CHARACTERS = 40

_SENTENCE = re.compile(r"(?<=다)\.\s*|\n\s*\n|\n(?=\s*[□■○◦ㅇ◇❍▲△•·*※-])")
_SPENT = re.compile(r"^\s*(?:\([^)]*\))?\s*(?:을|를|이|가|의)?\s*(?:들여|들인|들어|든다|드는|투입|투자|투자해|소요|규모|편성|반영|배정)")
_COSTS = re.compile(r"(?:총\s?)?(?:사업비|예산)\s*$")
_OF_ALL = re.compile(r"(?P<name>\d+개\s?(?:사업|과제))에\s*(?:총\s?)?(?:사업비|예산)?\s*$")
_DIRECT = re.compile(r"(?:^|\s)(?P<name>[가-힣A-Za-z]{3,}(?:사업|뉴딜|프로젝트|조성|구축)?)에\s*(?:총\s?)?(?:사업비|예산)\s*$")
_THEN = r"(?:우선|먼저|또|또한|이어)\s"
_INTO = re.compile(
    rf"(?:^|[.,]\s|\s{_THEN})(?:{_THEN})?(?P<name>[가-힣A-Za-z0-9·\- ]{{3,30}}?)에(?:는|만)?\s*(?:총|약)?\s*$"
)
_IS = re.compile(r"[은는]\s(?P<name>[가-힣A-Za-z0-9&·\- ]{3,30}?(?:사업|프로젝트))이다$")
_SECURED = re.compile(r"^\s*(?:을|를)\s(?:확보해|확보하여|지원받아)")
_QUOTED = re.compile(r"[『「‘“'\"](?P<name>[^』」’”'\"]{3,40})[』」’”'\"]")
_NAMED = re.compile(r"(?:^|(?<=[은는]\s)|(?<=,\s))(?P<name>[가-힣A-Za-z&·\- ]{2,36}?(?:사업|프로젝트))[이을를은는](?=\s)")
_WHO = re.compile(r"^(?:[가-힣]{0,6}[시군구도])(?:은|는|이|가)\s")  # 군은 미르읍 도시재생 사업에
_TOPIC = re.compile(r"^(?P<name>[가-힣A-Za-z0-9&·\- ]{3,30}?)(?:은|는)\s")


def projects(text: str, year: int | None) -> Iterator[Project]:
    """Each name once, with the sum that a sentence says is spent on it. What all together cost is a strategy's."""
    seen, spoken_of = set[str](), ""
    for sentence in filter(None, (" ".join(part.split()) for part in _SENTENCE.split(text))):
        for one in stated(sentence, year, None):
            level, name = _named(sentence, one)
            if name and folded(name) not in seen:
                seen.add(folded(name))
                yield Project(
                    name, level=level, amounts=(one.amount,), budget_won=budget((one.amount,)), confidence=0.5
                )
        secured = tuple(_secured(sentence)) if spoken_of and folded(spoken_of) not in seen else ()
        if secured:
            seen.add(folded(spoken_of))
            yield Project(spoken_of, amounts=secured, budget_won=budget(secured), confidence=0.4)
        named = _IS.search(sentence)
        spoken_of = named["name"].strip() if named else ""


def _secured(sentence: str) -> Iterator[Amount]:
    """What a purse gave (국비 376억원을 확보해) for the project that the sentence before introduces."""
    for one in money.amounts(sentence):
        purse = source(sentence[:one.start])
        if purse and _SECURED.match(sentence[one.end:]):
            yield Amount(one.won, one.printed, purse, "unstated", shares={purse: one.won})


def _named(sentence: str, one: Stated) -> tuple[str, str]:
    """strategy or task, the name; no name where the sentence does not say that the sum is spent."""
    before = sentence[:one.start]
    printed = next(found for found in money.amounts(sentence) if found.start == one.start)
    if not (_COSTS.search(before) or _SPENT.match(sentence[printed.end:])):
        return "", ""
    together = _OF_ALL.search(before)
    if together:
        return "strategy", together["name"]
    for pattern in (_DIRECT, _QUOTED, _INTO, _NAMED, _TOPIC):
        found = _last(pattern, _WHO.sub("", before))
        if found and len(folded(found["name"])) >= 3 and len(found["name"]) <= NAME_CHARACTERS:
            return "task", found["name"].strip()
    return "", ""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None
