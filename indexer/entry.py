"""A document as the engine holds it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Sequence

from indexer import completions, token_map
from indexer.analyze import SENTENCE_END, Analysed, analyse
from indexer.enrich import districts
from indexer.enrich.labels import edges, labels
from indexer.plans import Project
from indexer.records import Document, Entry


def entry(document: Document, text: str, attached: Sequence[dict[str, Any]], *, searched: bool = True) -> Entry:
    """The entry of a document whose whole text, attachments included, is `text`, with its labels.

    Without `searched` its words find it only by the title: the text is kept to be shown.
    """
    title_tokens, text_tokens = analyse(document.title), analyse(text if searched else "")
    made: Entry = {
        **_facts(document),
        **_tokens(title_tokens, text_tokens),
        "attachment_terms": _after(text_tokens, min((file["start"] for file in attached), default=len(text))),
        "completions": completions.keys(
            document.title, title_tokens, text, text_tokens, document.title if document.kind == "project" else ""
        ),
        "edges": {"title": _edges(title_tokens), "body": _edges(text_tokens)},
        "title": document.title,
        "text": text,
        "attachments": list(attached),
        "tables": _tables(document),
    }
    stated = {name: value for name, value in made.items() if value is not None}
    return {**stated, **labels(stated)}


def project_entry(document: Document, project: Project, number: int) -> Entry:
    """The entry of one project of a plan, found only by those who ask for projects."""
    facts = [project.name, project.department or "", project.period or ""]
    text = " · ".join(fact for fact in facts if fact)
    made = entry(_as_document(document, project, number), text, [])
    made["project"] = {
        "parent": document.id,
        "level": project.level,
        "above": project.parent,
        "name": project.name,
        "department": project.department,
        "budget_won": project.budget_won,
        "period": project.period,
        "page": project.page,
        "amounts": [asdict(amount) for amount in project.amounts],
        "status": project.status,
        "confidence": project.confidence,
        "warnings": list(project.warnings),
    }
    if project.budget_won is not None:
        made["budget_won"] = project.budget_won
    return made


def _as_document(plan: Document, project: Project, number: int) -> Document:
    return Document(
        id=f"{plan.id}:p{number}",
        kind="project",
        title=project.name,
        body="",
        source=plan.source,
        url=plan.url,
        district=plan.district,
        published=plan.published,
        year=plan.year,
        department=project.department or plan.department,
        captured_at=plan.captured_at,
        gone_at=plan.gone_at,
    )


def _facts(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind,
        "district": [document.district, *districts.parents(document.district)] if document.district else [],
        "year": str(document.year) if document.year else None,
        "department": document.department,
        "cluster": document.cluster,
        "source": document.source,
        "published": document.published.isoformat() if document.published else None,
        "url": document.url,
        "captured_at": document.captured_at.isoformat(timespec="seconds") if document.captured_at else None,
        "gone_at": document.gone_at.isoformat(timespec="seconds") if document.gone_at else None,
        "versions": document.versions,
    }


def _tokens(title: Analysed, text: Analysed) -> dict[str, Any]:
    """The token fields. The body's terms are the text's, to which the map belongs, followed by the title's."""
    return {
        "body_terms": " ".join([*text.terms, *title.terms]),
        "body_bigrams": " ".join([*text.bigrams, SENTENCE_END, *title.bigrams]),
        "body_map": token_map.pack(text.starts, text.ends),
        "title_terms": " ".join(title.terms),
        "title_bigrams": " ".join(title.bigrams),
        "title_map": token_map.pack(title.starts, title.ends),
    }


def _after(tokens: Analysed, start: int) -> str | None:
    """The terms of the attachments, which stand behind the body; None without any."""
    return " ".join(term for term, at in zip(tokens.terms, tokens.starts) if at >= start) or None


def _edges(tokens: Analysed) -> list[list[int]]:
    return [list(offsets) for offsets in edges(tokens.starts, tokens.ends, tokens.runs)]


def _tables(document: Document) -> list[dict[str, Any]]:
    own: list[tuple[int | None, Any]] = [(None, table) for table in document.tables]
    attached = [(at, table) for at, file in enumerate(document.attachments) for table in file.extracted.tables]
    return [
        {"rows": [list(row) for row in table.rows], "page": table.page, "attachment": at}
        for at, table in own + attached
    ]
