"""The words of a question: what stands between spaces, cut as the index cuts it, in every way that it may be."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import Iterable, Iterator, Sequence

import mappings
from indexer import synonyms
from indexer.analyze import SENTENCE_END, Analysed, marked_bigrams, parts
from indexer.query import Field, Synonym, Word

# A word of more content terms was written without its spaces: each term is a word (names: nDCG@10 .944 → .970).
WORDS_OF_A_LONG_RUN = 2
PARTICLES = "을를은는이가의에도로와과"  # of one syllable, that Kiwi takes for the end of a short word: 사기를
Place = tuple[int, int]
Token = tuple[str, int, int]  # term, start, end

_WORD = re.compile(r"\S+")
_MEANINGFUL = re.compile(r"\w+")


def words(
    analysed: Analysed, text: str, field: Field = "body", lay: Sequence[tuple[Place, Synonym]] = ()
) -> dict[Word, None]:
    """In their order, each once; `lay` gives the synonyms of some, which words of the whole text alone may have."""
    placed = [(word, place) for match in _WORD.finditer(text) for word, place in _words_at(analysed, match)]
    found = synonyms.attached(placed, lay) if lay else [word for word, _ in placed]
    if field == "body":
        return dict.fromkeys(found)
    if field == "title":
        return dict.fromkeys(replace(word, field=field, also=()) for word in found)
    return dict.fromkeys(replace(word, field=field, bigrams=(), also=()) for word in found if word.terms)


def literal(text: str) -> dict[Word, None]:
    """The words of a text that asks for nothing by its morphemes, letter by letter: 보고, read as a verb."""
    found = ((word, marked_bigrams(word)) for word in meaningful(text))
    return dict.fromkeys(Word(word, (), bigrams) for word, bigrams in found if bigrams)


@cache
def light() -> frozenset[str]:
    """Verbs and question words that say little; they rank and match nothing."""
    return frozenset(mappings.lines("light_words.txt"))


def distinct(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))


def meaningful(text: str) -> list[str]:
    """Runs of letters and digits."""
    found: list[str] = _MEANINGFUL.findall(text)
    return found


def _words_at(analysed: Analysed, match: re.Match[str]) -> list[tuple[Word, Place]]:
    """The words of one piece of text between spaces with their places: usually one, none for light words or signs."""
    start, end = match.span()
    inside = _tokens(analysed, start, end)
    tokens = [token for token in inside if token[0] not in light()]
    if len({term for term, _, _ in tokens}) > WORDS_OF_A_LONG_RUN:
        return _cut(tokens, match.string)
    if inside and not tokens and not _one_noun(analysed, match, inside):
        return []
    place = (inside[0][1], inside[-1][2]) if inside else (start, end)
    letters = _letters(analysed, match, match.string[slice(*place)] if inside else "")
    bigrams = distinct(bigram for run in letters for bigram in marked_bigrams(run))
    other = tuple(_otherwise(match.group(), tokens, match.string))
    word = Word(match.group(), distinct(term for term, _, _ in tokens), bigrams, also=other)
    return [(word, place)] if tokens or bigrams else []


def _tokens(analysed: Analysed, start: int, end: int) -> list[Token]:
    """Those that begin in a span of the text; found by halving, since a pasted text has thousands of words."""
    span = slice(bisect_left(analysed.starts, start), bisect_left(analysed.starts, end))
    found = zip(analysed.terms[span], analysed.starts[span], analysed.ends[span])
    return [token for token in found if token[0] != SENTENCE_END]


def _one_noun(analysed: Analysed, match: re.Match[str], inside: Sequence[Token]) -> bool:
    """Whether light syllables are one noun together: 이 and 주 of 이주."""
    start, end = inside[0][1], max(token[2] for token in inside)
    return len(inside) > 1 and match.span() == (start, end) and (start, end) in analysed.runs


def _letters(analysed: Analysed, match: re.Match[str], covered: str) -> list[str]:
    """What a word's bigrams are made of: its noun runs, else what its terms cover (돌봄의, read as a verb), else all."""
    start, end = match.span()
    first = bisect_right(analysed.runs, start, key=itemgetter(1))
    last = bisect_left(analysed.runs, end, key=itemgetter(0))
    runs = [match.string[max(start, a) : min(end, b)] for a, b in analysed.runs[first:last]]
    return runs or ([covered] if len(covered) > 1 else meaningful(match.group()))


def _cut(tokens: Sequence[Token], text: str) -> list[tuple[Word, Place]]:
    """The words of a long run: 공익직불금 is 공익 with 직불금, however small Kiwi cut it."""
    found = []
    for group in _groups(tokens):
        place = (group[0][1], group[-1][2])
        raw = text[place[0] : place[1]]
        found.append((Word(raw, distinct(term for term, _, _ in group), marked_bigrams(raw)), place))
    return found


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """Single syllables side by side are one word; one alone belongs to the word before, at the beginning behind."""
    groups: list[list[Token]] = []
    for token in tokens:
        before = groups[-1] if groups and groups[-1][-1][2] == token[1] else None
        if before and len(token[0]) == 1 and len(before[-1][0]) == 1:
            before.append(token)
        else:
            groups.append([token])
    for at in range(len(groups) - 1, 0, -1):
        if len(groups[at]) == 1 and len(groups[at][0][0]) == 1 and groups[at - 1][-1][2] == groups[at][0][1]:
            groups[at - 1].extend(groups.pop(at))
    if len(groups) > 1 and len(groups[0]) == 1 and len(groups[0][0][0]) == 1 and groups[0][0][2] == groups[1][0][1]:
        groups[1].insert(0, groups.pop(0)[0])
    return groups


def _otherwise(raw: str, tokens: Sequence[Token], text: str) -> Iterator[Word]:
    """Other cuts of a word, since Kiwi cuts the same letters differently in another sentence."""
    split = [parts(term) or (term,) for term, _, _ in tokens]
    if any(len(each) > 1 for each in split):
        yield Word(raw, distinct(part for each in split for part in each), ())
    for term in (term for term, _, _ in tokens if 3 < len(term) < 7 and not parts(term)):
        for at in range(2, len(term) - 1):  # in two parts that Kiwi does not know
            letters = [term[:at], term[at:], *(other for other, _, _ in tokens if other != term)]
            yield Word(raw, (), distinct(bigram for each in letters for bigram in marked_bigrams(each)))
    if len(tokens) > 1 and any(len(term) == 1 for term, _, _ in tokens):
        letters = [text[group[0][1] : group[-1][2]] for group in _groups(tokens)]
        yield Word(raw, (), distinct(bigram for each in letters for bigram in marked_bigrams(each)))
    in_syllables = len(raw) > 1 and all(len(term) == 1 for term, _, _ in tokens)
    if in_syllables:
        yield Word(raw, (), marked_bigrams(raw))
    swallowed = tokens and raw.endswith(tokens[-1][0]) and (len(raw) > 4 or (len(tokens) == 1 and len(raw) == 4))
    if (swallowed or (in_syllables and len(raw) > 2)) and raw[-1] in PARTICLES:  # 나빌레라의 is read as one noun
        yield Word(raw, (), marked_bigrams(raw[:-1]))
