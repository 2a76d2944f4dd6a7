"""The items that a task is made of, each with the amounts that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Iterator, Sequence

import mappings
from indexer.plans.amount_words import label
from indexer.plans.amounts import Stated, stated
from indexer.plans.lines import Line
from indexer.plans.names import folded
from indexer.plans.paragraphs import Paragraph, is_part, label_of, paragraphs, role_of, value_of
from indexer.plans.places import LEAD, named
from indexer.plans.records import Amount, Project, budget
from indexer.plans.scopes import spans_years
from indexer.plans.sums import of_shares
from indexer.plans.titles import trimmed, without_costs

NAME_CHARACTERS = (4, 60)

_NO_NAME = re.compile(r"^['’‘`]?\d|\d\s?(?:억|백만|천)?\s?원|^[연월年月]\s")
_TOTAL = re.compile(r"총\s?(?:사업비|예산)")
_COUNTS = re.compile(r"\s*\d[\d,]*\s*(?:개소|개|건|곳|명|동|세대|종|회)\s*$")
_BEHIND_ARROW = re.compile(r"[▸▹▻‣][^()]*$")


@dataclass
class Item:
    """What belongs to one name inside of a task; the task's own name is the first."""

    name: str
    page: int | None
    amounts: list[Amount] = field(default_factory=list)
    department: str | None = None
    period: str | None = None
    labels: int = 0  # of lines that describe a project

    def project(self, level: str, parent: str | None, confidence: float) -> Project:
        name, status, department = trimmed(self.name)
        amounts = tuple(self.amounts)
        return Project(
            name=name, department=self.department or department, budget_won=budget(amounts), period=self.period,
            page=self.page, amounts=amounts, level=level, parent=parent, status=status, confidence=confidence,
            warnings=tuple(of_shares(amounts)),
        )


def items(task: str, page: int | None, body: Sequence[Line], year: int | None) -> list[Item]:
    """The task itself, then its items in order."""
    task, costs = without_costs(task, year, page)
    found = {folded(task): Item(task, page, costs)}

    def item(name: str, paragraph: Paragraph) -> Item:
        return found.setdefault(folded(name or task), Item(name, paragraph.page))

    for name, paragraph, several in _named_paragraphs(list(paragraphs(body))):
        _describe(item(name, paragraph), paragraph)
        note = paragraph.rank == "note"
        for one in stated(paragraph.text, year, paragraph.page, several_years=several, note=note):
            item(_name_before(one, paragraph) or name, paragraph).amounts.append(one.amount)
    return list(found.values())


def _named_paragraphs(whole: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph, bool]]:
    """Each with the name it belongs to, and whether the period there covers several years."""
    top = middle = ""
    for paragraph, several in zip(whole, _several_years(whole)):
        if paragraph.rank == "top":
            middle = ""
            top = top if is_part(paragraph.name) else "" if role_of(paragraph.text) else paragraph.name
        elif paragraph.rank == "middle":
            middle = _lead(paragraph.text)
        yield (middle or top), paragraph, several


def _several_years(whole: Sequence[Paragraph]) -> Iterator[bool]:
    """Whether a period of several years, but no total of its own, stands under the same top heading."""
    starts = [at for at, one in enumerate(whole) if at and one.rank == "top" and not is_part(one.name)]
    for start, end in zip([0, *starts], [*starts, len(whole)]):
        texts = [one.text for one in whole[start:end]]
        split = any(_TOTAL.search(text) for text in texts)
        long = any(spans_years(text) for text in texts if role_of(text) == "period")
        yield from [long and not split] * (end - start)


def _lead(text: str) -> str:
    """The project that a line of the second rank names in parentheses at its head; a label is none."""
    lead = LEAD.match(text)
    if lead is None:
        return ""
    name = _COUNTS.sub("", lead["lead"]).strip()
    nameless = is_part(name) or len(folded(name)) < NAME_CHARACTERS[0] or role_of(text) or label(name)
    return "" if nameless else name


def _describe(item: Item, paragraph: Paragraph) -> None:
    role, value = role_of(paragraph.text), value_of(paragraph.text)
    if _describing().fullmatch(label_of(paragraph.text)):
        item.labels += 1
    if role == "department":
        item.department = item.department or value
    if role == "period":
        item.period = item.period or value


def _name_before(one: Stated, paragraph: Paragraph) -> str:
    """What the words in front of an amount name; the lead in parentheses where they name nothing."""
    if one.labelled or one.amount.label.endswith("별도"):
        return ""
    before = paragraph.text[:one.start]
    phrase, lead = named(before), LEAD.match(before)
    if _is_name(phrase) and not (lead and _BEHIND_ARROW.search(before)):
        return phrase
    name = lead["lead"] if lead else ""
    return "" if is_part(name) or _describing().fullmatch(name) or label(name) else name


def _is_name(phrase: str) -> bool:
    short, long = NAME_CHARACTERS
    return len(folded(phrase)) >= short and len(phrase) <= long and not _NO_NAME.search(phrase) and not is_part(phrase)


@cache
def _describing() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in mappings.lines("plan_item_labels.txt")))
