"""Sentences in which a government says that it is the first, with what the index knows against them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Iterable, Iterator, Literal, Mapping

from indexer.query import Query
from indexer.records import Entry
from webapp import labels

SENTENCE_CHARS = 240
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=[^\s])[^.!?\n]+)*[.!?]?")

Scope = Literal["nation", "province", "unstated"]


@dataclass(frozen=True)
class Claim:
    """`earlier` is the earliest find of the index that the claim would exclude."""

    entry: Entry
    sentence: str
    scope: Scope
    earlier: Entry | None


def claims(entries: Iterable[Entry], query: Query, firsts: Iterable[Entry]) -> tuple[Claim, ...]:
    """One a document, earliest first: the first sentence that claims and speaks of what is asked.

    `firsts` are the first finds of the districts.
    """
    known = sorted((entry for entry in firsts if entry.get("published")), key=_day)
    made = [
        Claim(entry, sentence, scope, _earlier(entry, scope, known))
        for entry in entries
        if entry.get("published")
        for sentence, scope in list(_claiming(entry, query))[:1]
    ]
    return tuple(sorted(made, key=lambda claim: (_day(claim.entry), claim.entry["id"])))


def scope_of(sentence: str) -> Scope | None:
    """Among whom the sentence claims to be the first; None when it claims nothing."""
    found = _claim().search(sentence)
    if found is None:
        return None
    near = sentence[max(0, found.start() - int(_rules()["before_chars"])) : found.end()]
    fitting = (rule["name"] for rule in _rules()["scope"] if any(word in near for word in _words(rule)))
    return next(fitting, "unstated")


def _claiming(entry: Entry, query: Query) -> Iterator[tuple[str, Scope]]:
    """The title counts as a sentence. What the document is about may be named in the title alone."""
    title = entry["title"]
    for match in _SENTENCE.finditer(f"{title}\n{entry['text']}"):
        sentence = " ".join(match.group().split())
        scope = scope_of(sentence)
        if scope and _speaks(f"{title} {sentence}", query):
            yield sentence[:SENTENCE_CHARS], scope


def _speaks(text: str, query: Query) -> bool:
    """Whether half of the words stand there: the whole document holds the others."""
    bare = text.replace(" ", "")
    spoken = [word.raw in bare or any(term in bare for term in word.terms) for word in query.words]
    return 2 * sum(spoken) >= len(spoken)


def _earlier(entry: Entry, scope: Scope, known: list[Entry]) -> Entry | None:
    """An unstated scope is tested as that of the nation."""
    own = entry.get("district") or []
    for other in known:
        if _day(other) >= _day(entry):
            return None
        theirs = other.get("district") or []
        if theirs[:1] != own[:1] and (scope != "province" or theirs[-1:] == own[-1:]):
            return other
    return None


def _day(entry: Entry) -> str:
    return str(entry["published"])[:10]


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))


@cache
def _claim() -> re.Pattern[str]:
    return re.compile(_rules()["claim"])


def _words(rule: Mapping[str, Any]) -> tuple[str, ...]:
    """The full names of the provinces name a province too."""
    if rule["name"] != "province":
        return tuple(rule["words"])
    return (*rule["words"], *(district.name for district in labels.districts().values() if district.parent is None))
