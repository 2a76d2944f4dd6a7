"""The articles of a digest: one post, or its one file, that holds the releases of a day or a week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Iterator, Sequence

from crawler import digests
from indexer import article

LEAST_ARTICLES = 2
MOST_NUMBERS = 200  # numbered lines that are looked at
LEAST_CHARACTERS = 60  # of what stands below a headline
HEADLINE = range(6, article.HEADLINE_CHARACTERS)  # characters of a headline without its mark

_RULE = re.compile(r"^\s*([^\w\s])\1{4,}\s*$")
_PREFIX = re.compile(  # signs and number in front of a headline, whose own first word may be quoted or in brackets
    r"^\s*([^\w\s\"“”'‘’….(\[]*\s*[(\[]?\s*(?:보도자료\s*)?"
    r"(?:\d{1,2}(?:/\d{1,2})?(?=[^\w,])|[①-⑳]|[Ⅰ-Ⅻ]+|[가나다라마바사아자차카타파하](?=\s*[.)]))"
    r"\s*[^\w\s\"“”'‘’…(\[]*|[^\w\s\"“”'‘’….(\[]*)\s*(?:제목\s*[:：]\s*)?"
)
_COUNTED = re.compile(r"\d+|[①-⑳]")
_LETTERED = re.compile(r"[Ⅰ-Ⅻ]+|[가-하](?=[.)])")
_CLOSING = "】]>〉》」』"
SUBTITLES = frozenset(("", "-", "–", "*", "※", "·", "‣", "∙", "#."))  # and numbers, which are read by counting
MOST_ABOVE = 100  # characters of a greeting above the first headline
_POINT = re.compile(r"^[\s\[<(【]*(?:\d{1,2}\s*[.)\]>】]|[①-⑳])")
_LEADER = re.compile(r"[\s.·…‥]*\d{0,3}$")  # from a title to its page in a list of contents
_SENTENCE = re.compile(r"다\.(?=\s|$|[”\"’')])")


@dataclass(frozen=True)
class Part:
    """One article of a digest. `department` is the one that its own lines name."""

    title: str
    body: str
    department: str | None


def split(text: str) -> tuple[Part, ...]:
    """The articles of a digest's text, in its order; none where no reading makes every part an article.

    Four readings are tried, the surest first: headlines that a list in front announces, headlines that count up from
    1, lines under a rule, lines with the same signs in front. A reading holds if each of its parts has a headline of
    its own and a paragraph under it, and nothing but a greeting stands above: a text whose form is not understood
    stays whole.
    """
    lines = text.split("\n")
    for starts in (_announced(lines), *_numbered(lines), _ruled(lines), *_shaped(lines)):
        parts = [_part(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
        known = [part for part in parts if part]
        apart = len({part.title for part in known}) == len(parts) >= LEAST_ARTICLES
        if apart and _is_greeting(lines[:starts[0]]):
            return tuple(known)
    return ()


def _is_greeting(lines: Sequence[str]) -> bool:
    """Whether no article stands there: no sentence, or little more than one."""
    return not any(map(_SENTENCE.search, lines)) or len("".join(lines)) <= MOST_ABOVE


def _part(lines: Sequence[str]) -> Part | None:
    """The article of the lines, whose first is its headline; None if they are none."""
    title = _bare(lines[0])
    body = [line for line in lines[1:] if not _RULE.match(line)]
    prose = "\n".join(body)
    if len(title) not in HEADLINE or _SENTENCE.search(title) or len(prose.strip()) < LEAST_CHARACTERS:
        return None
    lead = next((at for at, line in enumerate(body) if _SENTENCE.search(line)), None)
    if lead is None or any(_POINT.match(line) for line in body[:lead]):
        return None
    found = article.read_text("\n".join([title, *body]))
    return Part(found.title, found.body, found.department)


def _bare(line: str) -> str:
    """The headline without signs, number and brackets around it."""
    prefix = _PREFIX.match(line)
    title = line[prefix.end():] if prefix else line
    return title.strip().rstrip(_CLOSING if prefix and prefix[1] else "").strip()


def _announced(lines: Sequence[str]) -> list[int]:
    """Where the headlines stand that were listed above the first paragraph, in lines or in cells of a table."""
    first = next((at for at, line in enumerate(lines) if _SENTENCE.search(line)), len(lines))
    listed: dict[str, int] = {}
    for at, line in enumerate(lines[:first]):
        for cell in line.split("\t"):
            if len(title := _LEADER.sub("", _bare(cell))) in HEADLINE:
                listed.setdefault("".join(title.split()), at)
    begun: dict[str, int] = {}
    for at, line in enumerate(lines):
        title = "".join(_bare(line).split())
        if listed.get(title, at) < at:
            begun.setdefault(title, at)
    top = min(begun.values(), default=0)
    return sorted(at for title, at in begun.items() if listed[title] < top)


def _numbered(lines: Sequence[str]) -> Iterator[list[int]]:
    """Headings that count up from 1, form by form: the longest row whose parts are articles, of two the later.

    So the numbered points of one article, or a list of contents, are no headings.
    """
    for pattern in digests.patterns():
        numbers = [(at, number) for at, line in enumerate(lines) if (number := digests.number(pattern, line))]
        rows: dict[int, list[int]] = {}  # the longest row that begins there
        for at, number in reversed(numbers[:MOST_NUMBERS]):
            ends = [end for end, after in numbers if after == number + 1 and end in rows and end > at]
            continued = [[at, *rows[end]] for end in ends if _part(lines[at:end])]
            if row := max(continued, key=len, default=[at] if _part(lines[at:]) else []):
                rows[at] = row
        yield max((rows[at] for at, number in reversed(numbers) if number == 1 and at in rows), key=len, default=[])


def _ruled(lines: Sequence[str]) -> list[int]:
    """The first written line under every rule; with the first line of all if a paragraph stands above a rule."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    under = [next((at for at in written if at > rule), None) for rule, line in enumerate(lines) if _RULE.match(line)]
    starts = sorted({at for at in under if at is not None and not _RULE.match(lines[at])})
    if starts and any(_SENTENCE.search(line) for line in lines[:starts[0]]):
        starts.insert(0, written[0])
    return starts


def _shaped(lines: Sequence[str]) -> Iterator[list[int]]:
    """Lines with the same signs in front, the shape that comes first before the others."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        prefix = _PREFIX.match(line)
        shape = _LETTERED.sub("가", _COUNTED.sub("#", "".join(prefix[1].split()))) if prefix else ""
        if shape not in SUBTITLES and not _SENTENCE.search(_bare(line)):
            places.setdefault(shape, []).append(at)
    yield from places.values()
