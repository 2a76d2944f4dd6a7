"""What a plan is taken apart into: projects with their amounts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    """A sum as printed. `scope`: year (of the plan's year), total, unstated."""

    won: int
    printed: str
    label: str
    scope: str
    page: int | None = None


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
    mismatch: str | None = None  # a printed sum that its parts do not add up to


def budget(amounts: tuple[Amount, ...]) -> int | None:
    """This year's amount; without a scope it counts as this year's; else the total; never that of another year."""
    for wanted in ("year", "unstated", "total"):
        for amount in amounts:
            if amount.scope == wanted:
                return amount.won
    return None
