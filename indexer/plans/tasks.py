"""Tasks with what stands below their headings: department, period, amounts, the items they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Iterator, Sequence

import mappings
from indexer.plans.amounts import LEAD, Stated, named, spans_years, stated
from indexer.plans.headings import Found, Heading
from indexer.plans.lines import PRIVATE, Line, folded, is_private, readable
from indexer.plans.records import Amount, Project, budget

ITEM_CHARACTERS = 60

_TOP, _MIDDLE, _NOTE = "□■◆▣❏", "○◦ㅇ●◎◯❍①②③④⑤⑥⑦⑧⑨⑩➊➋➌➍➎❶❷❸❹❺", "※*＊☞✓"
_MARK = re.compile(rf"^\s*(?P<mark>[{_TOP}{_MIDDLE}{_NOTE}▶▷►❖◇◊◈∙·•▪▹\-–—])\s*(?P<text>\S.*)$")
_LABEL = re.compile(r"^(?:\((?P<inner>[가-힣·/\s]{2,12})\)|(?P<label>[가-힣·()\d\s‘’'`]{2,16}?)\s*[:：])\s*(?P<value>\S.*)$")
_SPACED_LABEL = re.compile(r"(?<![가-힣])(?:[가-힣] ){1,6}[가-힣](?=\s*[:：)])")
_NO_NAME = re.compile(r"^['’‘`]?\d|\d\s?(?:억|백만|천)?\s?원|^[연월年月]\s")
_TOTAL = re.compile(r"총\s?(?:사업비|예산)")
_PAST = re.compile(r"실적|경과|성과|지난")
_COUNTS = re.compile(r"\s*\d[\d,]*\s*(?:개소|개|건|곳|명|동|세대|종|회)\s*$")
_STATUS = re.compile(r"\s*[\[(<【]?\s*(?P<word>신규|계속|확대|신규사업|계속사업|핵심현안)\s*[\])>】]?\s*$")
_DEPARTMENT = re.compile(r"[\[(<【]\s*(?P<name>[가-힣·]{2,14}(?:과|관|단|팀|실|센터|사업소|본부))\s*[\])>】]\s*$")


@dataclass
class _Paragraph:
    mark: str
    text: str
    page: int | None


@dataclass
class _Part:
    """What belongs to one name inside of a task."""

    name: str
    page: int | None
    amounts: list[Amount]
    department: str | None = None
    period: str | None = None
    labels: int = 0


def projects(lines: Sequence[Line], found: Found, year: int | None) -> Iterator[Project]:
    """Strategies, tasks and items, each behind what it is a part of."""
    waiting, parent = list(found.strategies), None
    ends = _ends(lines, found)
    for task, end in zip(found.tasks, ends):
        while waiting and waiting[0][0] <= task.at:
            at, parent = waiting.pop(0)
            yield Project(parent, page=lines[at].page, level="strategy", confidence=0.9)
        yield from _task(task, lines[task.end:end], parent, lines[task.at].page, year)


def paragraph(line: str) -> str:
    """A line without its mark, as it is read here."""
    found = _MARK.match(line)
    return _plain(found["text"] if found else line)


def role_of(text: str) -> str:
    """department, period or budget, by the label that the paragraph begins with; else empty."""
    label = _label(text)
    return next((role for role, pattern in _roles() if label and pattern.fullmatch(label)), "")


def value_of(text: str) -> str | None:
    """What stands behind the label."""
    found = _LABEL.match(text)
    return found["value"].strip() if found else None


def _ends(lines: Sequence[Line], found: Found) -> Iterator[int]:
    """A task ends where the next begins, its strategy, or another chapter."""
    starts = sorted([*(task.at for task in found.tasks), *(at for at, _ in found.strategies), *found.others])
    for task in found.tasks:
        end = next((at for at in starts if at > task.at), len(lines))
        role = lines[task.at].role
        yield next((at for at in range(task.end, end) if lines[at].role != role), end)


def _task(
    task: Heading, body: Sequence[Line], parent: str | None, page: int | None, year: int | None
) -> Iterator[Project]:
    own = _Part(task.name, page, [])
    parts: dict[str, _Part] = {"": own}
    order: list[str] = []
    for name, paragraph, several in _walk(body):
        key = folded(name)
        key = "" if key == folded(task.name) else key
        part = parts.setdefault(key, _Part(name, paragraph.page, []))
        if key and key not in order:
            order.append(key)
        _describe(part, paragraph)
        note = bool(paragraph.mark) and paragraph.mark in _NOTE
        for one in stated(paragraph.text, year, paragraph.page, several_years=several, note=note):
            target = _target(one, paragraph, name, parts, order)
            target.amounts.append(one.amount)
    name, status, department = _trimmed(task.name)
    yield Project(
        name=name, department=own.department or department, budget_won=budget(tuple(own.amounts)), period=own.period,
        page=page, amounts=tuple(own.amounts), parent=parent, status=status, confidence=1.0 if task.listed else 0.7,
    )
    for key in order:
        part = parts[key]
        if part.amounts or part.labels > 1:
            title, status, department = _trimmed(part.name)
            yield Project(
                name=title, department=part.department or department, budget_won=budget(tuple(part.amounts)),
                period=part.period, page=part.page, amounts=tuple(part.amounts), level="item", parent=name,
                status=status, confidence=0.7,
            )


def _walk(body: Sequence[Line]) -> Iterator[tuple[str, _Paragraph, bool]]:
    """Each paragraph with the name it belongs to, and whether the period there covers several years."""
    top, middle, past = "", "", False
    paragraphs = list(_paragraphs(body))
    several = list(_several(paragraphs))
    for paragraph, long in zip(paragraphs, several):
        if paragraph.mark and paragraph.mark in _TOP:
            name = _name(paragraph.text)
            past = bool(_PAST.search(name)) and _is_part(name)
            middle = ""
            if not _is_part(name):
                top = name
        elif paragraph.mark and paragraph.mark in _MIDDLE:
            middle = _middle(paragraph.text)
            past = past or False
        if not past:
            yield (middle or top), paragraph, long


def _paragraphs(body: Sequence[Line]) -> Iterator[_Paragraph]:
    """Lines that begin with a mark, with those that continue them."""
    current: _Paragraph | None = None
    for line in body:
        if "\t" in line.text:
            if current:
                yield current
            current = None
            continue
        found = _MARK.match(line.text)
        if found:
            if current:
                yield current
            current = _Paragraph(found["mark"], _plain(found["text"]), line.page)
        elif is_private(line.text):
            if current:
                yield current
            current = _Paragraph("", _plain(line.text), line.page)
        elif current:
            current.text = f"{current.text} {_plain(line.text)}"
    if current:
        yield current


def _plain(text: str) -> str:
    """A line as it is read on: without picture letters, its label (사 업 비 :) closed."""
    return _SPACED_LABEL.sub(lambda found: found[0].replace(" ", ""), " ".join(PRIVATE.sub(" ", text).split()))


def _several(paragraphs: Sequence[_Paragraph]) -> Iterator[bool]:
    """Whether a period of several years, but no total of its own, stands under the same top heading."""
    long: list[bool] = []
    start = 0
    for at, paragraph in enumerate([*paragraphs, _Paragraph("□", "", None)]):
        if paragraph.mark and paragraph.mark in _TOP and not _is_part(_name(paragraph.text)) or at == len(paragraphs):
            periods = [one.text for one in paragraphs[start:at] if role_of(one.text) == "period"]
            split = any(_TOTAL.search(one.text) for one in paragraphs[start:at])
            long.extend([not split and any(spans_years(period) for period in periods)] * (at - start))
            start = at
    return iter(long)


def _middle(text: str) -> str:
    """The project that a line of the second rank names in parentheses at its head; a label is none."""
    lead = LEAD.match(text)
    if lead is None:
        return ""
    name = _COUNTS.sub("", lead["lead"]).strip()
    return "" if _is_part(name) or len(folded(name)) < 4 or role_of(text) else name


def _describe(part: _Part, paragraph: _Paragraph) -> None:
    role, value = role_of(paragraph.text), value_of(paragraph.text)
    if _item_labels().fullmatch(_label(paragraph.text)):
        part.labels += 1
    if role == "department" and part.department is None:
        part.department = value
    if role == "period" and part.period is None:
        part.period = value


def _target(
    one: Stated, paragraph: _Paragraph, name: str, parts: dict[str, _Part], order: list[str]
) -> _Part:
    """The item that the words before an amount name, else what the paragraph belongs to."""
    before = paragraph.text[:one.start]
    named = "" if one.labelled or one.amount.label.endswith("별도") else _named(before)
    key = folded(named) or folded(name)
    key = "" if key and "" in parts and key == folded(parts[""].name) else key
    if key not in parts:
        parts[key] = _Part(named, paragraph.page, [])
    if key and key not in order:
        order.append(key)
    return parts[key]


def _named(before: str) -> str:
    """What the words in front of an amount name; the lead in parentheses where they name nothing."""
    phrase = named(before)
    lead = LEAD.match(before)
    if lead and re.search(r"[▸▹▻‣][^()]*$", before):
        phrase = ""
    if _NO_NAME.search(phrase) or len(folded(phrase)) < 4 or len(phrase) > ITEM_CHARACTERS or _is_part(phrase):
        name = lead["lead"] if lead else ""
        phrase = "" if _is_part(name) or _item_labels().fullmatch(name) else name
    return phrase


def _name(text: str) -> str:
    return re.split(r"\s*[*※▸▹‣]|\s[:：]\s", readable(text))[0].strip()


def _trimmed(name: str) -> tuple[str, str | None, str | None]:
    """The name without what is printed behind it: new or continued, a department."""
    status, department = None, None
    found = _STATUS.search(name)
    if found and len(folded(name[:found.start()])) >= 4 and name[found.start()] in " [(<【":
        status = {"신규": "new", "신규사업": "new", "계속": "continued", "계속사업": "continued"}.get(found["word"])
        name = name[:found.start()] if status or found["word"] == "핵심현안" else name
    who = _DEPARTMENT.search(name)
    if who and len(folded(name[:who.start()])) >= 4:
        department, name = who["name"], name[:who.start()]
    return name.strip(), status, department


def _is_part(name: str) -> bool:
    return bool(_parts().fullmatch(re.sub(r"[\s*]", "", name)))


def _label(text: str) -> str:
    found = _LABEL.match(text)
    return re.sub(r"[\s()]", "", found["inner"] or found["label"]) if found else ""


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in mappings.lines("plan_parts.txt")))


@cache
def _item_labels() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in mappings.lines("plan_item_labels.txt")))


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in mappings.table("plan_labels"))
