"""Other ways to search the judged releases: SQLite's full text search over words, trigrams, plain bigrams."""

from __future__ import annotations

import re
import sqlite3
from typing import Callable, Iterable, Sequence

from indexer.analyze import clean

TITLE, TEXT = 2.0, 1.0  # column weights of bm25()
Ask = Callable[[str, int], list[str]]  # a query with a number of hits → ids, best first

_WORD = re.compile(r"\w+")
_HANGUL = re.compile("[가-힣]{2,}")


def rivals(records: Sequence[tuple[str, str, str]]) -> dict[str, Ask]:
    """Each by its name, over records of id, title, text. All rank by BM25 whatever holds any of the terms."""
    return {
        "words": _searching(records, "unicode61", " ".join, lambda words: [f'"{word}"*' for word in words]),
        "trigrams": _searching(records, "trigram", " ".join, _trigrams),
        "bigrams": _searching(records, "unicode61", _as_bigrams, _quoted_bigrams),
    }


def _searching(
    records: Sequence[tuple[str, str, str]],
    tokenizer: str,
    written: Callable[[Iterable[str]], str],
    terms: Callable[[Sequence[str]], Iterable[str]],
) -> Ask:
    """A table of its own; `written` puts the words of a text as the table takes them, `terms` makes a query of them."""
    table = sqlite3.connect(":memory:")
    table.execute(f"CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, text, tokenize = '{tokenizer}')")
    rows = ((id, written(_words(title)), written(_words(text))) for id, title, text in records)
    table.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)

    def ask(text: str, size: int) -> list[str]:
        wanted = " OR ".join(dict.fromkeys(terms(_words(text))))
        if not wanted:
            return []
        ranked = f"SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, {TITLE}, {TEXT}), id LIMIT ?"
        found = table.execute(ranked, (wanted, size))
        return [id for (id,) in found]

    return ask


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(clean(text))]


def _as_bigrams(words: Iterable[str]) -> str:
    return " ".join(_bigrams(words))


def _bigrams(words: Iterable[str]) -> Iterable[str]:
    """Those of every run of Hangul; all other words whole, as Lucene's CJK analyser has them."""
    for word in words:
        if _HANGUL.fullmatch(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


def _quoted_bigrams(words: Sequence[str]) -> list[str]:
    return [f'"{bigram}"' for bigram in _bigrams(words)]


def _trigrams(words: Sequence[str]) -> list[str]:
    joined = " ".join(words)
    return [f'"{joined[at : at + 3]}"' for at in range(len(joined) - 2)]
