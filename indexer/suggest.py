"""What a search that is still being typed may become."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Iterable, Iterator, Literal

import mappings
from indexer import completions
from indexer.analyze import clean
from indexer.engines import Engine
from indexer.hangul import in_korean, initials, is_initials, jamo
from indexer.query import Query

LIMIT = 10
FROM_TABLES = 3  # districts, and as many themes
WORDS_COMPLETED = 3  # at the end of the text, the longest first
MOST_CHARS = 60  # longer texts are no longer being looked up

Kind = Literal["word", "district", "theme"]


@dataclass(frozen=True)
class Suggestion:
    """`text` is the whole query that is offered; a district or a theme has its facet value beside it.

    `count` is the number of documents that have the word in their title or among their main words.
    """

    text: str
    kind: Kind
    count: int | None = None
    value: str | None = None


def suggest(engine: Engine, typed: str, query: Query = Query(), limit: int = LIMIT) -> tuple[Suggestion, ...]:
    """Words and phrases of the corpus under the filters of `query`, with districts and themes of that name."""
    text = clean(typed).lstrip()
    if not text.strip() or len(text) > MOST_CHARS:
        return ()
    tables = [*_from(districts(), text, "district"), *_from(themes(), text, "theme")]
    found = {each.text: each for each in [*_words(engine, text, query, limit)]}
    free = max(limit - len(tables), limit // 2)
    return tuple([*list(found.values())[:free], *(each for each in tables if each.text not in found)][:limit])


@cache
def districts() -> tuple[tuple[str, str], ...]:
    """Name and code of every district."""
    return tuple((row["name"], row["code"]) for row in mappings.table("districts"))


@cache
def themes() -> tuple[tuple[str, str], ...]:
    return tuple((row["theme_ko"], row["theme_id"]) for row in mappings.table("themes"))


def _words(engine: Engine, text: str, query: Query, limit: int) -> Iterator[Suggestion]:
    """Completions of the last words: those of more words first, since they fit what was typed better."""
    words = text.split(" ")
    for count in range(min(WORDS_COMPLETED, len(words)), 0, -1):
        head, tail = words[:-count], " ".join(words[-count:])
        for key, documents in _completed(engine, tail, query, limit):
            if completions.word(key) not in head:
                yield Suggestion(" ".join([*head, completions.word(key)]).strip(), "word", documents)


def _completed(engine: Engine, tail: str, query: Query, limit: int) -> list[tuple[str, int]]:
    """Completions of the tail; of what its keys write in Korean, where it is Latin and begins no word."""
    if not tail.strip():
        return []
    found = engine.completions(completions.prefix(tail), limit, query)
    return found or (engine.completions(jamo(in_korean(tail)), limit, query) if tail.isascii() else [])


def _from(rows: Iterable[tuple[str, str]], text: str, kind: Kind) -> list[Suggestion]:
    last = text.split(" ")[-1]
    if len(last) < 2:
        return []
    spell = initials if is_initials(last) else jamo
    wanted = spell(last)
    named = [Suggestion(name, kind, None, value) for name, value in rows if spell(name).startswith(wanted)]
    return named[:FROM_TABLES]
