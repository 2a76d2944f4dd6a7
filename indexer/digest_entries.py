"""The entries of a digest and of its articles: what was written is found by its article, the digest by its title."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from indexer import digest
from indexer.enrich import departments
from indexer.entry import entry
from indexer.records import Document, Entry


def articles(document: Document) -> list[Document]:
    """The articles of the body, or of the first file that holds some; none of what is no digest.

    Their department is the one that they name: the office that publishes a digest is not theirs. The files stay with
    the digest.
    """
    if not document.digest:
        return []
    texts = (document.body, *(file.extracted.text for file in document.attachments))
    parts = next((found for text in texts if (found := digest.split(text))), ())
    return [
        replace(
            document,
            id=f"{document.id}:a{number}",
            title=part.title,
            body=part.body,
            department=part.department or departments.printed(part.body),
            attachments=(),
            tables=(),
            digest=False,
        )
        for number, part in enumerate(parts, 1)
    ]


def entries(whole: Entry, articles: Sequence[Document]) -> list[Entry]:
    """The entry of the digest with the names of its articles, followed by theirs, which name it."""
    whole["digest"] = {"articles": [{"id": one.id, "title": one.title} for one in articles]}
    named = {"id": whole["id"], "title": whole["title"]}
    return [whole, *(entry(one, one.body, []) | {"digest": named} for one in articles)]
