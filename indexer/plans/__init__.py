"""Plans taken apart: strategies, the tasks below them, the items of those, each with what it costs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import Any, Sequence

from indexer.enrich import years
from indexer.plans import label_lines, prose, sheets, sums, tasks
from indexer.plans.budget_books import budget_lines
from indexer.plans.lines import lines
from indexer.plans.listed import joined, listed, tables_in
from indexer.plans.names import folded
from indexer.plans.outline import outline
from indexer.plans.periods import span
from indexer.plans.records import Amount, Project
from indexer.records import Table

__all__ = ["Amount", "Project", "as_record", "budget_lines", "projects", "unequal"]


def projects(
    tables: Sequence[Table], text: str, pages: Sequence[str] = (), title: str = ""
) -> tuple[Project, ...]:
    """What the headings and lists of the plan name, in order; a name of both is one project.

    `pages`: the text by page, where the format has pages; `title`: may say the year that the text does not.
    Where headings give the tasks, tables only add to them; where a list does whose sheets lost their titles, that.
    """
    year = years.planned_year(title, text) or _budget_year(text)
    read = lines(pages, text)
    described = tuple(tasks.projects(read, outline(read), year))
    in_tables = listed(tables, text, year) or label_lines.projects(read, text, year)
    on_sheets = tuple(sheets.projects(text, year, in_tables))
    if not described or len(_names(on_sheets)) > 2 * len(_names(on_sheets) & _names(described)):
        return on_sheets or in_tables or tuple(prose.projects(text, year))
    by_name = {folded(project.name): project for project in in_tables}
    joint = tuple(_with(project, by_name.get(folded(project.name))) for project in described)
    return joint + tuple(_rest_of_list(in_tables, {folded(project.name) for project in described}))


def unequal(tables: Sequence[Table], text: str, found: Sequence[Project]) -> tuple[str, ...]:
    """Printed sums of the plan's tables, as of its departments, that their parts do not give and no project shows."""
    shown = {warning for project in found for warning in project.warnings}
    wrong = (warning for table in tables or tuple(tables_in(text)) for warning in sums.of_table(table, text))
    return tuple(dict.fromkeys(warning for warning in wrong if warning not in shown))


def as_record(project: Project) -> dict[str, Any]:
    """The project as the command `projects --json` prints it."""
    record = {**asdict(project), **asdict(span(project.period))}
    for amount in record["amounts"]:
        if not amount["shares"]:
            del amount["shares"]
    return record


def _rest_of_list(in_tables: Sequence[Project], known: set[str]) -> list[Project]:
    """What a table lists beside the tasks of the headings, where most of its projects are among those."""
    rest = [project for project in in_tables if folded(project.name) not in known]
    return rest if len(rest) < 0.5 * (len(in_tables) - len(rest)) else []


def _budget_year(text: str) -> int | None:
    """The year that most budgets of the text are for."""
    stated = Counter(re.findall(r"(20\d\d)년?도?\s*(?:소요\s*)?예산", text))
    return int(stated.most_common(1)[0][0]) if stated else None


def _names(found: Sequence[Project]) -> set[str]:
    return {folded(project.name) for project in found if project.level == "task"}


def _with(project: Project, again: Project | None) -> Project:
    return joined(project, again) if again and project.level == "task" else project
