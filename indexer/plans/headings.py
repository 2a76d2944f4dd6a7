"""Which lines of a plan can be read as a heading."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Iterator, Mapping, Sequence

from indexer.plans.heading_styles import STEPPED, styled
from indexer.plans.lines import Line
from indexer.plans.names import department, folded, readable
from indexer.plans.paragraphs import is_part, role_of, unmarked

NAME_CHARACTERS = (4, 70)
OPENS_WITHIN = 4  # lines below a heading in which its content starts
SIMILAR = 0.86
SHARED, COMPARED = 0.4, 40  # pairs of letters that similar names share at least; names compared with each

_SELF = re.compile(r"(?:20\d\d년도?\s*)?(?:주요\s*)?(?:업무|시책)\s*(?:추진\s*)?계획")
_UNENDED = re.compile(r"(?:및|등의|위한|통한|대한|따른|[가-힣](?:을|를|의|와)|[,·&])\s*$")  # a title goes on in the next line
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
    office: str | None = None  # the department that stands beside it


def headings(lines: Sequence[Line]) -> list[Heading]:
    """In order. A line may be read as one heading alone, or with the line below as one that was broken."""
    found = [heading for at in range(len(lines)) for heading in _readings(lines, at)]
    lists = [heading for heading in found if not heading.opens and heading.style != "square"]
    names = [folded(heading.name) for heading in lists]
    index: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for pair in _pairs(name):
            index[pair].append(number)
    return [replace(one, listed=_is_listed(one, folded(one.name), lists, names, index)) for one in found]


def same(one: str, other: str) -> bool:
    """Whether two folded names are one: equal, nearly equal, or one with a word more."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(short) < 0.7 * len(long):
        return False
    alike = SequenceMatcher(None, one, other, autojunk=False)
    return long.startswith(short) or alike.quick_ratio() >= SIMILAR <= alike.ratio()


def _readings(lines: Sequence[Line], at: int) -> Iterator[Heading]:
    if "\t" in lines[at].text:
        yield from _boxed(lines, at)
    if "\t" in lines[at].text or lines[at].is_chapter:
        return
    style, number, whole, end = styled(lines, at)
    name, paragraph = _cut(whole)
    if not style or not _is_name(name):
        return
    longer = "" if paragraph else _continued(lines, end, name)
    if not (longer and _UNENDED.search(name)):
        yield Heading(at, end, style, number, readable(name), bool(paragraph) or _opens(lines, end, style))
    if longer:
        yield Heading(at, end + 1, style, number, readable(longer), _opens(lines, end + 1, style))


def _boxed(lines: Sequence[Line], at: int) -> Iterator[Heading]:
    """A table of one row with the number, the name, the department of a task."""
    beside = (lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines))
    if any(near.page == lines[at].page and near.text.count("\t") == lines[at].text.count("\t") for near in beside):
        return
    number, name, *others = (*filter(None, (cell.strip() for cell in lines[at].text.split("\t"))), "", "")
    if re.fullmatch(r"\d{1,2}\.?|[①-⑳❶-❿]", number) and _is_name(name):
        office = next(filter(None, map(department, others)), None)
        opens = _opens(lines, at + 1, "box")
        yield Heading(at, at + 1, "box", number.rstrip("."), readable(name), opens, office=office)


def _cut(name: str) -> tuple[str, str]:
    """A name without the paragraph that stands in the same line."""
    parts = re.split(r"\s+(?=[❖◇◈□○] ?\S)", name, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _is_name(name: str) -> bool:
    shown = readable(name)
    letters = folded(shown)
    return (
        NAME_CHARACTERS[0] <= len(letters) and len(shown) <= NAME_CHARACTERS[1]
        and len(re.findall("[가-힣]", letters)) >= 3
        and not (_SENTENCE.search(shown) or _SELF.fullmatch(shown) or is_part(shown))
    )


def _opens(lines: Sequence[Line], end: int, style: str) -> bool:
    for at in range(end, min(end + OPENS_WITHIN, len(lines))):
        if lines[at].page != lines[end - 1].page and style not in STEPPED:
            return False
        if lines[at].is_body:
            return True
        read, _, name, _ = styled(lines, at)
        if role_of(unmarked(lines[at].text)):
            return True  # 가. 사업기간 : 2026년
        if read not in ("", "picture"):
            return is_part(name)  # 가. 사업개요
    return False


def _continued(lines: Sequence[Line], end: int, name: str) -> str:
    """The name with the next line, where that is neither content nor a heading."""
    if end >= len(lines) or lines[end].page != lines[end - 1].page or lines[end].is_body:
        return ""
    if styled(lines, end)[0]:
        return ""
    joined = f"{name.strip()} {lines[end].text.strip()}"
    return joined if _is_name(joined) else ""


def _is_listed(
    one: Heading, name: str, lists: Sequence[Heading], names: Sequence[str], index: Mapping[str, Sequence[int]]
) -> bool:
    """Whether a list elsewhere has the name: compared with those that share most pairs of letters, for time."""
    pairs = _pairs(name)
    shared = Counter(number for pair in pairs for number in index.get(pair, ()))
    return any(
        abs(lists[number].at - one.at) > 1 and same(name, names[number])
        for number, count in shared.most_common(COMPARED)
        if count >= SHARED * len(pairs)
    )


def _pairs(name: str) -> set[str]:
    return {name[at:at + 2] for at in range(len(name) - 1)}
