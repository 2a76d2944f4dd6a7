"""What a token is: Kiwi's content morphemes beside marked character bigrams of noun runs.

The index and the questions asked of it share this module, the only one that imports kiwipiepy.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
import warnings
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import version
from math import inf
from typing import Iterator, Sequence

from kiwipiepy import Kiwi, Token

import mappings

SENTENCE_END = "¶"  # stands between sentences in a term list, so that no phrase crosses them
RECIPE = "2"  # raised with every change of what a token is
PIECE_CHARS = 4000  # Kiwi's time grows faster than its input
REMEMBERED = 100_000  # forms and runs, which repeat
RUN_CHARS = 100  # Kiwi needs 22 s for 200,000 characters without a space

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x00A0: 0x20}
_LONG_RUN = re.compile(rf"\S{{{RUN_CHARS + 1},}}")
_HANGUL = re.compile("[가-힣]+")
_PLAIN = re.compile(r"[0-9a-z.]+")


@dataclass(frozen=True)
class Analysed:
    """The tokens of one text. Offsets count characters of the text that was given."""

    terms: list[str] = field(default_factory=list)  # content terms in order, SENTENCE_END between sentences
    starts: list[int] = field(default_factory=list)  # of each term; a sentence end has an empty span
    ends: list[int] = field(default_factory=list)
    bigrams: list[str] = field(default_factory=list)  # of noun runs, marked with '#', SENTENCE_END between sentences
    runs: list[tuple[int, int]] = field(default_factory=list)  # spans of the noun runs
    edges: tuple[list[int], set[int]] = field(default_factory=lambda: ([], set()))  # where morphemes begin and end


def clean(text: str) -> str:
    """The text as it is kept and shown: NFC, line ends as newlines, without invisible characters.

    Decomposed Hangul and zero-width characters become nouns of their own in Kiwi.
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def analyse(text: str) -> Analysed:
    """The tokens of a cleaned text."""
    narrow = text.translate(_WIDTH)
    found = Analysed()
    for offset, piece in _pieces(narrow):
        _collect(_kiwi().tokenize(piece, oov_handling="rule"), offset, found)
        found.terms.append(SENTENCE_END)
        found.starts.append(offset + len(piece))
        found.ends.append(offset + len(piece))
    found.bigrams.extend(_bigrams(found, narrow))
    return found


@lru_cache(maxsize=REMEMBERED)
def marked_bigrams(run: str) -> tuple[str, ...]:
    """`도시재생` → #도시 #시재 #재생; a single character or a Latin or numeric word stays whole."""
    joined = normalise(run).replace(" ", "").replace(",", "")
    if len(joined) < 3 or _PLAIN.fullmatch(joined):
        return ("#" + joined,) if joined else ()
    return tuple(["#" + joined[at : at + 2] for at in range(len(joined) - 1)])


def normalise(term: str) -> str:
    """The form in which terms are compared: NFKC, lower case."""
    return term.lower() if term.isascii() else unicodedata.normalize("NFKC", term).lower()


@lru_cache(maxsize=REMEMBERED)
def parts(noun: str) -> tuple[str, ...]:
    """The nouns of two or more syllables that a compound of four or more is made of: 도시공원 → 도시, 공원; or none.

    Kiwi reads it alone, with itself forbidden.
    """
    if len(noun) < 4 or not _HANGUL.fullmatch(noun):
        return ()
    tokens = _kiwi().tokenize(noun, blocklist=[(noun, "NNG"), (noun, "NNP")], oov_handling="rule")
    nouns = tuple(token.form for token in tokens if token.tag in ("NNG", "NNP") and token.len > 1)
    return nouns if len(nouns) > 1 and "".join(nouns) == noun else ()


def fingerprint() -> str:
    """Changes whenever the same text might give other tokens."""
    return f"recipe {RECIPE}, kiwipiepy {version('kiwipiepy')}, model {version('kiwipiepy_model')}"


def preload() -> None:
    """Loads the model (about 2 s, 500 MB) before the first text, or before a fork that shares it."""
    _kiwi().tokenize("준비")


@cache
def _kiwi() -> Kiwi:
    """Without threads of its own: a forked child that has to join threads of its parent never ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 0 once meant as many as there are cores
        return Kiwi(num_workers=0)


@cache
def _tags() -> dict[str, tuple[bool, bool]]:
    """Tag → (is content, is part of a noun run); a serial number is None of both but of its own kind."""
    table = tomllib.loads(mappings.path("morphemes.toml").read_text("utf-8"))
    names = set(table["content"]) | set(table["run"])
    return {name: (name in table["content"], name in table["run"]) for name in names}


@cache
def _serials() -> frozenset[str]:
    return frozenset(tomllib.loads(mappings.path("morphemes.toml").read_text("utf-8"))["serial"])


def _bigrams(found: Analysed, text: str) -> Iterator[str]:
    """Those of every run, with the sentence ends between them, so that phrases of bigrams stop there too."""
    stops = iter([at for term, at in zip(found.terms, found.starts) if term == SENTENCE_END])
    stop = next(stops, inf)
    for number, (start, end) in enumerate(found.runs):
        passed = stop <= start
        while stop <= start:
            stop = next(stops, inf)
        if passed and number:
            yield SENTENCE_END
        yield from marked_bigrams(text[start:end])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts that Kiwi reads in linear time, cut at line ends or inside runs that are no words."""
    if len(text) <= PIECE_CHARS and not _LONG_RUN.search(text):
        if text:
            yield 0, text
        return
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield start, text[start:end]
        start = end


def _cut(text: str, start: int) -> int:
    end = min(start + PIECE_CHARS, len(text))
    long_run = _LONG_RUN.search(text, start, end)
    if long_run:
        return long_run.start() if long_run.start() > start else start + RUN_CHARS
    if end == len(text):
        return end
    for mark in ("\n", " "):
        at = text.rfind(mark, start + 1, end)
        if at > start:
            return at + 1
    return end


def _collect(tokens: Sequence[Token], offset: int, found: Analysed) -> None:
    tags, serials = _tags(), _serials()
    edge_starts, edge_ends = found.edges
    sentence, run_start, run_end = 0, -1, -1
    for token in tokens:
        start, length = token.start + offset, token.len
        end = start + length
        if token.sent_position != sentence:
            sentence = token.sent_position
            _add(found, SENTENCE_END, start, start)
        edge_starts.append(start)
        edge_ends.add(end)
        tag = token.tag.split("-", 1)[0]
        content, in_run = tags.get(tag, (False, False))
        if content:
            _add_words(found, token.form, start, end)
        elif tag in serials:
            for group in re.finditer(r"\d+", token.form):
                _add(found, group.group(), start, end)
        if in_run and start == run_end:
            run_end = end
        elif in_run:
            _close_run(found, run_start, run_end)
            run_start, run_end = start, end
    _close_run(found, run_start, run_end)


def _add(found: Analysed, term: str, start: int, end: int) -> None:
    found.terms.append(term)
    found.starts.append(start)
    found.ends.append(end)


def _add_words(found: Analysed, form: str, start: int, end: int) -> None:
    """A dictionary form may hold spaces (names of several words): each word is a term."""
    for word in _words(form):
        _add(found, word, start, end)


@lru_cache(maxsize=REMEMBERED)
def _words(form: str) -> tuple[str, ...]:
    return tuple(normalise(form).replace(",", "").split())


def _close_run(found: Analysed, start: int, end: int) -> None:
    if start >= 0:
        found.runs.append((start, end))
