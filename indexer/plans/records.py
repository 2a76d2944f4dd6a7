"""What a plan is taken apart into: projects with their amounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, Mapping


@dataclass(frozen=True)
class Amount:
    """A sum as printed. `scope`: year (of the plan's year), total, unstated."""

    won: int
    printed: str
    label: str
    scope: str
    page: int | None = None
    shares: Mapping[str, int] = field(default_factory=dict)  # what each purse bears (국비, 시비, …), in won


@dataclass(frozen=True)
class Project:
    """A strategy, task or item. `budget_won` is this year's, else the total; 비예산 is 0; None where not said.

    `parent` is the name of the strategy or task above. `confidence`: 1.0 where a list at the front and a heading agree.
    """

    name: str
    department: str | None = None
    budget_won: int | None = None
    period: str | None = None
    page: int | None = None
    amounts: tuple[Amount, ...] = ()
    level: str = "task"
    parent: str | None = None
    status: str | None = None  # new (신규) or continued (계속), where printed
    confidence: float = 0.8
    warnings: tuple[str, ...] = ()  # printed sums that their parts do not add up to


def budget(amounts: Iterable[Amount]) -> int | None:
    """This year's amount; without a scope it counts as this year's; else the total; never that of another year."""
    amounts = tuple(amounts)
    for wanted in ("year", "unstated", "total"):
        for amount in amounts:
            if amount.scope == wanted:
                return amount.won
    return None
