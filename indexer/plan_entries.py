"""The entries of the projects of a plan or of the lines of a budget book."""

from __future__ import annotations

from typing import Any, Mapping

from indexer import plans
from indexer.entry import project_entry
from indexer.plans.offices import office
from indexer.records import Document, Entry

KINDS = ("plan", "budget")


def plan_entries(document: Document, text: str) -> tuple[Mapping[str, Any], list[Entry]]:
    """What is stored with the document itself, then the entries of its tasks with their items.

    A strategy is no entry: it is the name above its tasks.
    """
    tables = [*document.tables, *(table for file in document.attachments for table in file.extracted.tables)]
    pages = max((file.extracted.pages for file in document.attachments), key=len, default=())
    if document.kind == "budget":
        publisher = office(document.title, text, document.department)
        found = plans.budget_lines(tables, text, document.year, publisher)
    else:
        found = plans.projects(tables, text, pages, document.title)
    named = [project for project in found if project.level != "strategy"]
    entries = [project_entry(document, project, at) for at, project in enumerate(named, 1)]
    return {"warnings": list(plans.unequal(tables, text, named))}, entries
