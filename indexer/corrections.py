"""What may have been meant by a query: offered with what it would find, never put in its place.

Wrong keyboard (cjdsus → 청년), initials (ㅊㄴㅇㅅ → 청년월세), letters mistyped (도시제생 → 도시재생), spaces; the words
that a single syllable stands in (꽃 → 벚꽃); where nothing was found, the same query with less demanded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Callable, Container, Iterable, Iterator, Literal, Mapping, Sequence

from indexer import completions
from indexer.analyze import clean
from indexer.engines import Engine
from indexer.hangul import from_keys, initials, is_initials, jamo, to_keys
from indexer.query import AllOf, Between, Clause, Query, Results
from indexer.question import understand

WORDS_KEPT = 200_000  # the commonest words of the index that corrections are made of
LONG = 8  # letters (jamo) from which two may be wrong
OFFERS = 3
MOST_WORDS = 5  # more of them are a sentence
FEW = 10  # hits; a query that finds more is believed, unless it stands in single syllables
JOINED = 3  # neighbours at most that may be one word: 도 시 재생
COMPOUNDS, COMPOUND_CHARS = 5, 4  # offered for a single syllable; the longest of them

Reason = Literal["keyboard", "initials", "typo", "spacing", "compound", "relaxed"]


@dataclass(frozen=True)
class Offer:
    """Another query, why it is offered, how many documents it finds."""

    text: str
    reason: Reason
    count: int


@dataclass(frozen=True)
class Lexicon:
    """The words of an index with their commonness, findable by beginnings and ends of their letters."""

    counts: Mapping[str, int]
    spelled: Sequence[tuple[str, str]]  # letters, word; in the order of the letters
    reversed: Sequence[tuple[str, str]]
    by_initials: Mapping[str, str]  # the commonest word of each

    def near(self, word: str) -> Iterator[tuple[int, int, str]]:
        """Words of nearly the same letters: distance, commonness, word."""
        letters = jamo(word)
        allowed = 2 if len(letters) >= LONG else 1
        part = max(len(letters) // (allowed + 1), 2)
        likely = _beginning(self.spelled, letters[:part]) | _beginning(self.reversed, letters[::-1][:part])
        for spelled, other in likely:
            distance = _distance(letters, spelled, allowed)
            if distance is not None and distance:
                yield distance, self.counts[other], other


def doubtful(query: Query, results: Results) -> bool:
    """Whether an answer is so thin, or its question so cut up, that something else may have been meant."""
    return results.total < FEW or results.relaxed or any(map(_is_syllable, query.text.split()))


def offers(engine: Engine, query: Query) -> tuple[Offer, ...]:
    """The likeliest corrections of an understood query.

    A word that stands in a document, letter by letter, is believed; the words of an offer stand in one together.
    """
    words = clean(query.text).split()
    if not words or len(words) > MOST_WORDS or query.required:
        return ()
    if len(words) == 1 and _is_syllable(words[0]):
        return _compounds(engine, query, words[0])
    unknown = {word for word in words if not _literally(engine, word)}
    if not unknown and not any(map(_is_syllable, words)) and _literally(engine, " ".join(words)):
        return ()
    tried: dict[str, Reason] = {}
    for reason, candidate in _candidates(lexicon_of(engine), words, unknown):
        tried.setdefault(candidate, reason)
    tried.pop(" ".join(words), None)
    likely = ((each, reason) for each, reason in tried.items() if _literally(engine, each))
    counted = (Offer(each, reason, _count(engine, query, each)) for each, reason in likely)
    return tuple(offer for offer in counted if offer.count)[:OFFERS]


def relaxations(engine: Engine, query: Query) -> tuple[Offer, ...]:
    """Queries that demand less: without quotation marks, without what is refused, without fields."""
    free = freed(query)
    found = (Offer(text, "relaxed", _count(engine, free, text)) for text in _less(query))
    return tuple(offer for offer in found if offer.count)


def freed(query: Query) -> Query:
    """The query without the kind that its budget brought along: who asks for less may ask for all kinds."""
    brought = query.filters.get("kind") == ("project",) and any(map(_is_budget, query.required))
    return replace(query, filters={**query.filters, "kind": ()}) if brought else query


def lexicon_of(engine: Engine) -> Lexicon:
    """The words of the served index; read once, and again when the index has changed."""
    state = (engine.count(), str(engine.summarise().get("sequence")))
    return _lexicon(_Source(engine), state)


@dataclass(frozen=True)
class _Source:
    engine: Engine

    def __hash__(self) -> int:
        return id(self.engine)


@lru_cache(maxsize=2)
def _lexicon(source: _Source, state: tuple[int, str]) -> Lexicon:
    return lexicon(source.engine.completions("", 2 * WORDS_KEPT))


def lexicon(keys: Iterable[tuple[str, int]]) -> Lexicon:
    """Words out of the keys of completions."""
    counts = {completions.word(key): count for key, count in keys if not key.startswith(completions.OF_INITIALS)}
    spelled = sorted((jamo(word), word) for word in counts)
    by_initials: dict[str, str] = {}
    for word in sorted(counts, key=lambda each: (-counts[each], each)):
        by_initials.setdefault(initials(word), word)
    return Lexicon(counts, spelled, sorted((letters[::-1], word) for letters, word in spelled), by_initials)


def _is_syllable(word: str) -> bool:
    return len(word) == 1 and "가" <= word <= "힣"


def _is_budget(clause: Clause) -> bool:
    if isinstance(clause, AllOf):
        return any(map(_is_budget, clause.clauses))
    return isinstance(clause, Between) and clause.property == "budget_won"


def _compounds(engine: Engine, query: Query, syllable: str) -> tuple[Offer, ...]:
    """The commonest short words of the index that begin or end with a syllable."""
    known = lexicon_of(engine)
    longer = [word for word in known.counts if syllable in (word[:1], word[-1:]) and 1 < len(word) <= COMPOUND_CHARS]
    likely = sorted(longer, key=lambda word: (-known.counts[word], word))[:COMPOUNDS]
    return tuple(Offer(word, "compound", count) for word in likely if (count := _count(engine, query, word)))


def _count(engine: Engine, query: Query, text: str) -> int:
    return engine.search(understand(replace(query, text=text, size=0, offset=0, facets=()))).total


def _literally(engine: Engine, text: str) -> int:
    """How many documents hold every word of a text as it is written."""
    quoted = " ".join(f'"{word}"' for word in text.replace('"', " ").split())
    return engine.search(understand(Query(text=quoted, size=0, facets=()))).total


def _candidates(lexicon: Lexicon, words: Sequence[str], unknown: Container[str]) -> Iterator[tuple[Reason, str]]:
    compact = "".join(words)
    if is_initials(compact) and (meant := lexicon.by_initials.get(compact)):
        yield "initials", meant
    keyed = [_by_keyboard(word) if word in unknown else word for word in words]
    yield "keyboard", " ".join(keyed)
    yield "typo", " ".join(_by_letters(lexicon, word) if old in unknown else word for old, word in zip(words, keyed))
    yield from (("spacing", spaced) for spaced in _spaced(lexicon, words))


def _by_keyboard(word: str) -> str:
    """The word in the script that was meant, where another may have been meant."""
    if len(word) < 2:
        return word
    if word.isascii():
        return from_keys(word) or word
    stray = any("ㄱ" <= char <= "ㅣ" for char in word)
    return to_keys(word) if stray and not is_initials(word) else word


def _by_letters(lexicon: Lexicon, word: str) -> str:
    """The commonest word of nearly the same letters, if the word itself is none."""
    if len(word) < 2 or word.isascii():
        return word
    found = [] if word in lexicon.counts else [each for each in lexicon.near(word) if _alike(word, each[2])]
    if not found:
        return word
    return min(found, key=lambda each: (each[0], -each[1], each[2]))[2]


def _alike(word: str, other: str) -> bool:
    """A mistyped word has nearly as many syllables; one that only goes on (청년, 청년들) is another word."""
    goes_on = other.startswith(word) or word.startswith(other)
    return not goes_on and abs(len(word) - len(other.replace(" ", ""))) <= 1


def _spaced(lexicon: Lexicon, words: Sequence[str]) -> Iterator[str]:
    """Neighbours that are one word of the index, the most of them first; a word that is two."""
    for size in range(min(JOINED, len(words)), 1, -1):
        for at in range(len(words) - size + 1):
            joined = "".join(words[at : at + size])
            if joined in lexicon.counts:
                yield " ".join([*words[:at], joined, *words[at + size :]])
    for at, word in enumerate(words):
        cuts = [cut for cut in range(2, len(word) - 1) if {word[:cut], word[cut:]} <= lexicon.counts.keys()]
        if cuts and word not in lexicon.counts:
            best = max(cuts, key=lambda cut: min(lexicon.counts[word[:cut]], lexicon.counts[word[cut:]]))
            yield " ".join([*words[:at], word[:best], word[best:], *words[at + 1 :]])


def _less(query: Query) -> Iterator[str]:
    text = " ".join(query.text.split())
    changes: list[Callable[[str], str]] = [
        lambda asked: re.sub('["“”]|~\\d*', "", asked),
        lambda asked: re.sub(r'(?:^|\s)-(?:"[^"]*"|\S+)', " ", asked),
        lambda asked: re.sub(r'(?:^|\s)\w+:\s?(?:"[^"]*"|\S+)', " ", asked),
    ]
    seen = {text}
    for change in changes:
        changed = " ".join(change(text).split())
        if changed and changed not in seen:
            seen.add(changed)
            yield changed


def _beginning(words: Sequence[tuple[str, str]], letters: str) -> set[tuple[str, str]]:
    """The words whose letters begin (in a list of reversed letters: end) so, their letters the right way round."""
    first = bisect_left(words, (letters, ""))
    last = bisect_left(words, (letters + "\U0010ffff", ""))
    turned = bool(words) and words[first : first + 1] != [] and jamo(words[first][1]) != words[first][0]
    return {(each[::-1] if turned else each, word) for each, word in words[first:last]}


def _distance(one: str, other: str, allowed: int) -> int | None:
    """How many letters are put in, left out or changed; None for more than are allowed."""
    if abs(len(one) - len(other)) > allowed:
        return None
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for column, wanted in enumerate(other, 1):
            cost = before + (letter != wanted)
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, cost)
        if min(row) > allowed:
            return None
    return row[-1] if row[-1] <= allowed else None
