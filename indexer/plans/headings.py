"""The headings of a plan's tasks, told from lists of them and from headings above or below."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Iterator, Sequence

from indexer.plans.lines import Line, folded, is_private, is_spaced, readable

NAME_CHARACTERS = (4, 70)
OPENS_WITHIN = 4  # lines below a heading in which its content starts
SHARE = 0.6  # of a style's headings that the lists know, before it is trusted for the rest
INTRODUCTION = 4  # lines below a strategy's heading, before the first of its tasks
SIMILAR = 0.86
STEPPED = ("step", "word")  # styles that number nothing but tasks
HEAD_LINES = 2  # before a heading at the head of its page: a chapter, a strategy

_BEHIND = r"\s*[\]>]?\s*[.:·]?\s*(?P<name>\D.*)$"
_STYLES = (
    ("step", re.compile(r"^\s*(?P<number>\d{1,2}\s?-\s?\d{1,2})[.)]?(?:\s+|(?=[^\d\s.)~∼-]))(?P<name>[^\s~∼-].*)$")),
    ("word", re.compile(r"^\s*[\[<]?(?:추진|핵심|중점|세부|이행|실천)?\s?과제\s*(?P<number>\d{1,2})" + _BEHIND)),
    ("strategy", re.compile(r"^\s*[\[<]?(?:추진|핵심)?\s?(?:전략|분야|목표)\s*(?P<number>\d{1,2})" + _BEHIND)),
    ("dot", re.compile(r"^\s*(?P<number>\d{1,2})[.)]\s*(?P<name>(?:\d+[가-힣]|[^\d\s.]).*)$")),
    ("bare", re.compile(r"^\s*(?P<number>\d{1,2})\s+(?P<name>(?:20\d\d년?\s|\d+[가-힣]|[^\d\s.)~∼:]).*)$")),
    ("alone", re.compile(r"^\s*(?P<number>\d{1,2})\s*/?\s*$")),
    ("circled", re.compile(r"^\s*(?P<number>[①-⑳])\s*(?P<name>\S.*)$")),
    ("dark", re.compile(r"^\s*(?P<number>[❶-❿➊-➓])\s*(?P<name>\S.*)$")),
    ("hangul", re.compile(r"^\s*(?P<number>[가나다라마바사아자차카타파하])\.\s*(?P<name>\S.*)$")),
    ("roman", re.compile(r"^\s*(?P<number>[Ⅰ-Ⅻ])\s*\.?\s*(?P<name>\S.*)$")),
    ("bullet", re.compile(r"^\s*(?P<number>)[▪■◾•▣]\s*(?P<name>\S.*)$")),
)
_NUMBERED = r"^\s*(?:\d{1,2}(?:-\d{1,2})?[.)]?|[①-⑳❶-❿➊-➓]|[Ⅰ-Ⅻ]\.?|[▪■◾•▣])\s*"
_SELF = re.compile(r"(?:20\d\d년도?\s*)?(?:주요\s*)?(?:업무|시책)\s*(?:추진\s*)?계획")
_SENTENCE = re.compile(r",\s*$|(?:다|함|음|됨)\.\s*$|[:：]|^\s*\d{4}년\s*$|[▸▹‣➠→]")


@dataclass(frozen=True)
class Heading:
    at: int  # of its first line
    end: int  # behind its last line
    style: str
    number: str
    name: str
    opens: bool  # whether content follows, not another heading
    listed: bool = False  # whether it stands in a list too


@dataclass(frozen=True)
class Found:
    tasks: tuple[Heading, ...]
    strategies: tuple[tuple[int, str], ...]  # where each begins
    others: tuple[int, ...] = ()  # headings that end a task without being one


def find(lines: Sequence[Line]) -> Found:
    """The headings of tasks in order, and those of the strategies above them."""
    candidates = list(_candidates(lines))
    names = {candidate.at: folded(candidate.name) for candidate in candidates}
    known = [replace(one, listed=_is_listed(one, candidates, names)) for one in candidates]
    inside = [one for one in known if lines[one.at].role in ("plan", "issue") and one.opens]
    chosen = [one for role in ("plan", "issue") for one in _chosen(_in_chapter(inside, lines, role), lines)]
    tasks = _without_introductions(sorted(chosen, key=lambda one: one.at), lines)
    return Found(tuple(tasks), tuple(_strategies(tasks, candidates, lines)), tuple(_others(tasks, candidates)))


def _others(tasks: Sequence[Heading], candidates: Sequence[Heading]) -> Iterator[int]:
    """Where the number above those of the tasks goes on: 2. behind 1-2."""
    for one in candidates:
        before = next((task for task in reversed(tasks) if task.at < one.at), None)
        if before and before.style == "step" and one.style in ("dot", "bare"):
            if one.number == str(int(before.number.split("-")[0]) + 1):
                yield one.at


def _candidates(lines: Sequence[Line]) -> Iterator[Heading]:
    """A line may be read as one heading alone, or with the line below as one that was broken."""
    for at, line in enumerate(lines):
        if "\t" in line.text or line.is_chapter:
            continue
        style, number, name, end = _read(lines, at)
        name, glued = _cut(name)
        if style and _is_name(name):
            longer = "" if glued else _continued(lines, end, name)
            yield Heading(at, end, style, number, readable(name), bool(glued) or _opens(lines, end, style))
            if longer:
                yield Heading(at, end + 1, style, number, readable(longer), _opens(lines, end + 1, style))


def _read(lines: Sequence[Line], at: int) -> tuple[str, str, str, int]:
    text = lines[at].text
    if is_private(text):
        name = readable(text)
        style = next((style for style, pattern in _STYLES if style in ("dot", "bare") and pattern.match(name)), "")
        inner = re.sub(r"^\d{1,2}[.)]?\s*", "", name)
        return (style or "picture"), "", inner, at + 1
    for style, pattern in _STYLES:
        found = pattern.match(text)
        if found is None:
            continue
        if style != "alone":
            return style, found["number"], found["name"], at + 1
        if at + 1 < len(lines) and lines[at + 1].page == lines[at].page and not lines[at + 1].is_body:
            return "bare", found["number"], lines[at + 1].text, at + 2
    return "", "", "", at + 1


def _cut(name: str) -> tuple[str, str]:
    """A name without the paragraph that stands in the same line."""
    parts = re.split(r"\s+(?=[❖◇◈□○] ?\S)", name, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _is_name(name: str) -> bool:
    shown = readable(name)
    letters = folded(shown)
    return (
        NAME_CHARACTERS[0] <= len(letters) and len(shown) <= NAME_CHARACTERS[1]
        and len(re.findall("[가-힣]", letters)) >= 3 and not _SENTENCE.search(shown) and not _SELF.fullmatch(shown)
    )


def _continued(lines: Sequence[Line], end: int, name: str) -> str:
    """The name with the next line, where that is neither content nor a heading."""
    if end >= len(lines) or lines[end].page != lines[end - 1].page or lines[end].is_body:
        return ""
    if _read(lines, end)[0]:
        return ""
    joined = f"{name.strip()} {lines[end].text.strip()}"
    return joined if _is_name(joined) else ""


def _opens(lines: Sequence[Line], end: int, style: str) -> bool:
    for at in range(end, min(end + OPENS_WITHIN, len(lines))):
        if lines[at].page != lines[end - 1].page and style not in STEPPED:
            return False
        if lines[at].is_body:
            return True
        if _read(lines, at)[0] not in ("", "picture"):
            return False
    return False


def _is_listed(one: Heading, candidates: Sequence[Heading], names: dict[int, str]) -> bool:
    own = folded(one.name)
    return any(
        other.at not in (one.at, one.at - 1, one.at + 1) and not other.opens and same(own, folded(other.name))
        for other in candidates
    )


def same(one: str, other: str) -> bool:
    """Whether two folded names are one: equal, nearly equal, or one with a word more."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(short) < 0.7 * len(long):
        return False
    return long.startswith(short) or SequenceMatcher(None, one, other, autojunk=False).ratio() >= SIMILAR


def _in_chapter(opening: Sequence[Heading], lines: Sequence[Line], role: str) -> list[Heading]:
    return _distinct([one for one in opening if lines[one.at].role == role])


def _chosen(opening: Sequence[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Headings that a list knows, with others of their style; without lists, those at heads of pages."""
    listed = [one for one in opening if one.listed]
    if len(listed) >= 2:
        counted, known = Counter(one.style for one in opening), Counter(one.style for one in listed)
        trusted = {style for style in known if known[style] >= SHARE * counted[style]}
        return [one for run in _runs(opening, trusted, lines) for one in run]
    at_head = [one for one in opening if _stands_alone(one, lines)]
    styles = Counter(one.style for one in at_head if one.number)
    if not styles or styles.most_common(1)[0][1] < 2:
        return listed
    best = styles.most_common(1)[0][0]
    return [one for one in opening if one.listed or one.style == best and one in at_head]


def _stands_alone(one: Heading, lines: Sequence[Line]) -> bool:
    """Whether it is a task's without any list: at the head of its page, or numbered under a strategy (2-1)."""
    return lines[one.at].page is None or lines[one.at].place <= HEAD_LINES or one.style in STEPPED


def _distinct(headings: Sequence[Heading]) -> list[Heading]:
    """One reading of each line: the listed one, else the shorter."""
    best: dict[int, Heading] = {}
    for one in headings:
        if one.at not in best or (one.listed and not best[one.at].listed):
            best[one.at] = one
    return [best[at] for at in sorted(best)]


def _runs(opening: Sequence[Heading], trusted: set[str], lines: Sequence[Line]) -> Iterator[list[Heading]]:
    """Listed headings, with those between that fill the gap in their numbers."""
    run: list[Heading] = []
    before = 0
    for one in [*opening, None]:
        if one is not None and not one.listed:
            run += [one] if one.style in trusted and one.number else []
            continue
        follows = _last_number(one.number) if one is not None else 1
        if run and _is_in_order(run, before, follows) and _starts_well(run[0], before, lines):
            yield run
        run = []
        if one is not None:
            yield [one]
            before = follows


def _is_in_order(run: Sequence[Heading], before: int, follows: int) -> bool:
    """Each number is the next, or begins anew; so does the one that follows the run."""
    numbers = [before, *(_last_number(one.number) for one in run), follows]
    return all(following in (number + 1, 1) for number, following in zip(numbers, numbers[1:]))


def _starts_well(first: Heading, before: int, lines: Sequence[Line]) -> bool:
    return _last_number(first.number) == before + 1 or lines[first.at].place <= HEAD_LINES


def _last_number(number: str) -> int:
    """Of 2-3 the 3, of ➌ the 3."""
    last = number.split("-")[-1].strip()
    if last.isdecimal():
        return int(last)
    return int(unicodedata.numeric(last)) if len(last) == 1 and unicodedata.numeric(last, -1) > 0 else 0


def _without_introductions(tasks: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Without headings whose few lines only lead to the first heading of another style: those are strategies."""
    kept = []
    for one, following in zip(tasks, [*tasks[1:], None]):
        leads = (
            following is not None and following.style != one.style
            and lines[following.at].page == lines[one.at].page and following.at - one.end <= INTRODUCTION
        )
        if not leads:
            kept.append(one)
    return kept


def _strategies(
    tasks: Sequence[Heading], candidates: Sequence[Heading], lines: Sequence[Line]
) -> Iterator[tuple[int, str]]:
    """A heading just above a task, or at the head of a page that only lists it, holds for the tasks that follow."""
    before = -1
    for task in tasks:
        above = _just_above(task, candidates, lines) or _above(lines, task.at, before)
        if not above:
            above = _divider(task, tasks, lines, before)
        if above:
            yield above
        before = task.at


def _just_above(task: Heading, candidates: Sequence[Heading], lines: Sequence[Line]) -> tuple[int, str] | None:
    """A numbered heading of another style that ends where the task's begins."""
    for one in candidates:
        if one.end == task.at and one.number and one.style != task.style and lines[one.at].page == lines[task.at].page:
            return one.at, one.name
    return None


def _above(lines: Sequence[Line], at: int, before: int) -> tuple[int, str] | None:
    """The lines between the head of the page and the task's own heading."""
    first = at
    while first - 1 > before and lines[first - 1].page == lines[at].page and lines[at].page is not None:
        first -= 1
    if lines[at].page is None:
        first = max(at - 1, 0)
    if first >= at or any(line.is_body for line in lines[first:at]):
        return None
    return _named(lines, first, at)


def _divider(task: Heading, tasks: Sequence[Heading], lines: Sequence[Line], before: int) -> tuple[int, str] | None:
    """The head of a page between two tasks that holds nothing but names, the later task's among them."""
    name = folded(task.name)
    for at in range(task.at - 1, before, -1):
        page = lines[at].page
        if page is None or page == lines[task.at].page or lines[at].is_body or lines[at].role == "other":
            continue
        if same(name, folded(re.sub(_NUMBERED, "", lines[at].text))):
            first = at - lines[at].place
            at = next(up for up in range(first, at + 1) if up == at or _is_a_task(lines[up], tasks))
            if not any(line.is_body for line in lines[first:at + 1]):
                return _named(lines, first, at)
    return None


def _is_a_task(line: Line, tasks: Sequence[Heading]) -> bool:
    name = folded(re.sub(_NUMBERED, "", line.text))
    return any(same(name, folded(task.name)) for task in tasks)


def _named(lines: Sequence[Line], first: int, end: int) -> tuple[int, str] | None:
    """The name in those lines: chapters, numbers and page titles left out."""
    words: list[str] = []
    for line in lines[first:end]:
        text = line.text
        if re.match(r"^\s*[Ⅰ-Ⅻ]\s*\.|^\s*[a-h]\.\s", text) or "\t" in text:
            words = []
            continue
        words.append(re.sub(r"^\s*(?:전략\s*)?\d{1,2}(?!\d)\s*[./]?\s*", "", readable(text)))
    name = " ".join(word for word in words if word)
    return (first, name) if 4 <= len(name) <= 60 and not is_spaced(name) else None
