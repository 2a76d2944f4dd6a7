"""What a title says beside the name: new or continued, the department, what it costs."""

from __future__ import annotations

import re

from indexer.money import NO_BUDGET
from indexer.plans.amounts import stated
from indexer.plans.names import folded
from indexer.plans.records import Amount

SHORTEST = 4  # letters that are left of a name at least

_STATUS = re.compile(r"[ \[(<【]\s*(?P<word>신규|계속|확대|신규사업|계속사업|핵심현안)\s*[\])>】]?\s*$")
_STATUSES = {"신규": "new", "신규사업": "new", "계속": "continued", "계속사업": "continued"}
_DEPARTMENT = re.compile(r"(?:[\[(<【]|\s[|｜│ㅣ])\s*(?P<name>[가-힣·]{2,14}(?:과|관|단|팀|실|센터|사업소|본부))\s*[\])>】]?\s*$")
_COST = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*$")


def without_costs(task: str, year: int | None, page: int | None) -> tuple[str, list[Amount]]:
    """A heading without the bracket that says what the task costs."""
    bracket = _COST.search(task)
    if bracket is None or len(folded(task[:bracket.start()])) < SHORTEST:
        return task, []
    if re.fullmatch(NO_BUDGET, bracket["inside"].strip()):
        return task[:bracket.start()], [Amount(0, bracket["inside"].strip(), "inline", "year", page)]
    found = [one.amount for one in stated(task, year, page) if one.start > bracket.start()]
    return (task[:bracket.start()] if found else task), found


def trimmed(name: str) -> tuple[str, str | None, str | None]:
    """The name without what is printed behind it: new or continued, a department."""
    status, department = None, None
    for _ in range(2):  # 【신규】 (건설과), (건설과) 【신규】
        found = _STATUS.search(name)
        if found and len(folded(name[:found.start()])) >= SHORTEST:
            status = status or _STATUSES.get(found["word"])
            name = name[:found.start()] if status or found["word"] == "핵심현안" else name
        who = _DEPARTMENT.search(name)
        if who and len(folded(name[:who.start()])) >= SHORTEST:
            department, name = who["name"], name[:who.start()]
    return name.strip(), status, department
