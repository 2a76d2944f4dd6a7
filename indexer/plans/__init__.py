"""Plans taken apart: strategies, the tasks below them, the items of those, each with what it costs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Sequence

from indexer.enrich import years
from indexer.plans import headings, tasks
from indexer.plans.lines import folded, lines
from indexer.plans.listed import joined, listed
from indexer.plans.records import Amount, Project
from indexer.records import Table

__all__ = ["Amount", "Project", "as_record", "projects"]


def projects(tables: Sequence[Table], text: str, pages: Sequence[str] = ()) -> tuple[Project, ...]:
    """What the headings and lists of the plan name, in order; a name of both is one project.

    `pages`: the text by page, where the format has pages. Where headings give the tasks, tables only add to them.
    """
    year = years.planned_year("", text)
    read = lines(pages, text)
    described = tuple(tasks.projects(read, headings.find(read), year))
    in_tables = listed(tables, text)
    if not described:
        return in_tables
    by_name = {folded(project.name): project for project in in_tables}
    return tuple(_with(project, by_name.get(folded(project.name))) for project in described)


def as_record(project: Project) -> dict[str, Any]:
    """The project as the command `projects --json` prints it."""
    return asdict(project)


def _with(project: Project, again: Project | None) -> Project:
    return joined(project, again) if again and project.level == "task" else project
