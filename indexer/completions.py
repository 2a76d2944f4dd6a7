"""Under which keys an entry offers its words to a search that is still being typed."""

from __future__ import annotations

import re
from collections import Counter
from typing import Iterable, Iterator

from indexer.analyze import SENTENCE_END, Analysed
from indexer.hangul import initials, is_initials, jamo

SEPARATOR = "\t"  # between the letters that are typed and the words they stand for
OF_INITIALS = "="  # before letters that are initials
MOST_CHARS = 24
MOST_NAME_CHARS = 40
FROM_TEXT = 12  # words of the text beside those of the title
REPEATED = 2  # times that a word of the text must occur

_OFFERED = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9·-]*[가-힣A-Za-z0-9](?: [가-힣A-Za-z0-9·-]+)?")


def keys(title: str, title_tokens: Analysed, text: str, text_tokens: Analysed, name: str = "") -> list[str]:
    """The keys of one entry: each word, and its own name, twice, by its letters and by its initials."""
    words = [*_runs(title, title_tokens), *_pairs(title, title_tokens), *_repeated(text, text_tokens)]
    words += [name] if 1 < len(name) <= MOST_NAME_CHARS else []
    return [key for word in dict.fromkeys(words) for key in keys_of(word)]


def keys_of(word: str) -> tuple[str, str]:
    return f"{jamo(word)}{SEPARATOR}{word}", f"{OF_INITIALS}{initials(word)}{SEPARATOR}{word}"


def prefix(typed: str) -> str:
    """The beginning of the keys of all words that begin with what is typed."""
    return OF_INITIALS + initials(typed) if is_initials(typed) else jamo(typed)


def word(key: str) -> str:
    return key.partition(SEPARATOR)[2]


def _runs(text: str, tokens: Analysed) -> Iterator[str]:
    return _offered(text[start:end] for start, end in tokens.runs)


def _pairs(text: str, tokens: Analysed) -> Iterator[str]:
    """Two noun runs with one space between, in one sentence: 청년 월세."""
    stops = {at for term, at in zip(tokens.terms, tokens.starts) if term == SENTENCE_END}
    sides = zip(tokens.runs, tokens.runs[1:])
    return _offered(text[a:d] for (a, b), (c, d) in sides if c - b == 1 and text[b] == " " and c not in stops)


def _repeated(text: str, tokens: Analysed) -> Iterator[str]:
    """Compounds that a text is about, not merely mentions."""
    counts = Counter(_offered(text[start:end] for start, end in tokens.runs if end - start > 2))
    return (word for word, count in counts.most_common(FROM_TEXT) if count >= REPEATED)


def _offered(words: Iterable[str]) -> Iterator[str]:
    """Without the plural: 청년들 is offered as 청년."""
    single = (word[:-1] if len(word) > 2 and word.endswith("들") else word for word in words)
    return (word for word in single if len(word) <= MOST_CHARS and _OFFERED.fullmatch(word))
