"""Marks the words of a question in the text of an entry, by its token map."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Iterator

from indexer import token_map
from indexer.analyze import normalise
from indexer.query import AllOf, AnyOf, Clause, Phrase, Query, Word
from indexer.records import Entry

Span = tuple[int, int]
Passage = tuple["Segment", ...]

_SPACE = re.compile(r"\s+")
_MEANINGFUL = re.compile(r"\w\w+")


@dataclass(frozen=True)
class Segment:
    text: str
    marked: bool = False


def title(entry: Entry, query: Query) -> Passage:
    spans = _marks(entry["title"], entry["title_terms"], entry["title_map"], query)
    return _segments(entry["title"], spans, 0, len(entry["title"]))


def snippets(entry: Entry, query: Query, count: int = 2, width: int = 160) -> tuple[Passage, ...]:
    """The passages of about `width` characters that hold most of the question, in the order of the text.

    The beginning of the text when it holds nothing of it.
    """
    return tuple(passage for passage, _ in placed(entry, query, count, width))


def placed(entry: Entry, query: Query, count: int = 2, width: int = 160) -> tuple[tuple[Passage, Span], ...]:
    """The snippets, each with the part of the text that it shows, from its first mark on."""
    text = entry["text"]
    spans = _marks(text, entry["body_terms"], entry["body_map"], query)
    windows = _best_windows(text, spans, count, width) or [(0, min(width, len(text)))]
    begins = [start for start, _ in spans]
    return tuple((_shown(text, spans, *window), (_first(begins, window), window[1])) for window in windows)


def passage(entry: Entry, query: Query, start: int, end: int) -> Passage:
    """The text between two offsets, with its marks."""
    spans = _marks(entry["text"], entry["body_terms"], entry["body_map"], query)
    return _segments(entry["text"], spans, start, end)


def _first(begins: list[int], window: Span) -> int:
    """Where the first mark of a window begins, or the window itself."""
    at = bisect_left(begins, window[0])
    return begins[at] if at < len(begins) and begins[at] < window[1] else window[0]


def _marks(text: str, terms: str, packed: str, query: Query) -> list[Span]:
    """Where a term of the question or one of its words, letter by letter, stands; touching spans are one."""
    if not query.words and not query.required:
        return []
    wanted = {*query.terms, *(term for synonym in query.synonyms for term in synonym.word.terms)}
    found = [at for at, term in enumerate(terms.split(" ")) if term in wanted]
    starts, ends = token_map.unpack(packed) if found else ([], [])
    spans = [(starts[at], ends[at]) for at in found if at < len(starts)]  # the title's terms come after the map's
    for word in {part for raw in _written(query) for part in _MEANINGFUL.findall(raw)}:
        spans.extend(match.span() for match in re.finditer(re.escape(word), text, re.IGNORECASE))
    return _merged(sorted(spans))


def _written(query: Query) -> Iterator[str]:
    """The words as they were written, those demanded and their synonyms too."""
    yield from (word.raw for word in query.words)
    yield from (synonym.official for synonym in query.synonyms)
    yield from (raw for clause in query.required for raw in _demanded(clause))


def _demanded(clause: Clause) -> Iterator[str]:
    if isinstance(clause, (Word, Phrase)):
        yield clause.raw
    elif isinstance(clause, (AnyOf, AllOf)):
        yield from (raw for each in clause.clauses for raw in _demanded(each))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged


def _best_windows(text: str, spans: list[Span], count: int, width: int) -> list[Span]:
    """Windows around marks, those with most different marked words first taken, without overlap."""
    begins = [start for start, _ in spans]
    rated = []
    for at, (start, _) in enumerate(spans):
        inside = spans[at : bisect_left(begins, start + width * 3 // 4)]
        different = {normalise(text[a:b]) for a, b in inside}
        rated.append((-len(different), -len(inside), start))
    chosen: list[Span] = []
    for _, _, start in sorted(rated):
        window = _at_words(text, start - width // 4, start + width * 3 // 4)
        if all(window[1] <= a or window[0] >= b for a, b in chosen):
            chosen.append(window)
        if len(chosen) == count:
            break
    return sorted(chosen)


def _at_words(text: str, start: int, end: int) -> Span:
    """The window moved to spaces, so that no word is cut."""
    start, end = max(start, 0), min(end, len(text))
    if start:
        space = _SPACE.search(text, start, min(start + 20, end))
        start = space.end() if space else start
    if end < len(text):
        space_before = text.rfind(" ", max(end - 20, start), end)
        end = space_before if space_before > start else end
    return start, end


def _shown(text: str, spans: list[Span], start: int, end: int) -> Passage:
    """A window as one line, with dots where it was cut out."""
    inner = _segments(text, spans, start, end)
    folded = [Segment(_SPACE.sub(" ", each.text), each.marked) for each in inner]
    before = [Segment("… ")] if start else []
    after = [Segment(" …")] if end < len(text) else []
    return tuple([*before, *folded, *after])


def _segments(text: str, spans: list[Span], start: int, end: int) -> Passage:
    found: list[Segment] = []
    at = start
    for mark_start, mark_end in spans:
        mark_start, mark_end = max(mark_start, at), min(mark_end, end)
        if mark_start >= mark_end:
            continue
        if mark_start > at:
            found.append(Segment(text[at:mark_start]))
        found.append(Segment(text[mark_start:mark_end], True))
        at = mark_end
    if at < end:
        found.append(Segment(text[at:end]))
    return tuple(found)
