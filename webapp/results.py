"""What a result shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable

from indexer import highlight, places
from indexer.highlight import Passage, Segment
from indexer.query import Query
from indexer.records import Entry
from webapp import fragments, labels
from webapp.addresses import document_address, permalink, search_address
from webapp.formats import meta
from webapp.formats.citation import citation

SNIPPET_CHARS = 90  # two of them fill the two lines of a result
THEMES = 3
CUT_BEFORE, CUT_AFTER = Segment("… "), Segment(" …")  # what highlight puts where a passage was cut out


@dataclass(frozen=True)
class Link:
    label: str
    address: str


@dataclass(frozen=True)
class Facts:
    """The line under a title; None where the source does not say."""

    place: str
    sample: bool
    department: str | None
    date: str | None  # 2025-12-10
    year: str | None  # of a plan whose date is not known
    kind: str
    release_type: str | None


@dataclass(frozen=True)
class Attached:
    """A place in an attachment."""

    name: str
    page: int | None
    address: str


@dataclass(frozen=True)
class Card:
    id: str
    address: str
    title: Passage
    plain: str  # the title without marks
    facts: Facts
    snippet: Passage
    place: Attached | None  # where the snippet stands, if in an attachment
    themes: tuple[Link, ...]
    attachments: int
    others: tuple["Other", ...]
    coins: str


@dataclass(frozen=True)
class Other:
    """A near-duplicate folded into a result."""

    address: str
    title: str
    facts: Facts


def card(entry: Entry, query: Query, others: Iterable[Entry] = (), at: int | None = None) -> Card:
    return Card(
        id=entry["id"],
        address=document_address(entry["id"], query, at),
        title=highlight.title(entry, query),
        plain=entry["title"],
        facts=facts(entry),
        snippet=snippet(entry, query),
        place=place(entry, query, at),
        themes=theme_links(entry)[:THEMES],
        attachments=len(entry.get("attachments") or ()),
        others=tuple(Other(document_address(each["id"], query), each["title"], facts(each)) for each in others),
        coins=meta.coins(citation(entry, permalink(entry["id"]))),
    )


def snippet(entry: Entry, query: Query, width: int = SNIPPET_CHARS) -> Passage:
    """The best passages as one; one sign stands for what was left out between them."""
    found = highlight.snippets(entry, query, 2, width)
    first, *others = found if len(found) > 1 else highlight.snippets(entry, query, 1, 2 * width)
    for other in others:
        follows = first[-1:] == (CUT_AFTER,) and other[:1] == (CUT_BEFORE,)
        first += (Segment(" "), *other[follows:])
    return first


def place(entry: Entry, query: Query, at: int | None = None) -> Attached | None:
    """The attachment, with the page, in which the first words of the snippet stand."""
    if not entry.get("attachments") or not query.text:
        return None
    (_, (offset, _)), *_ = highlight.placed(entry, query, 2, SNIPPET_CHARS)
    found = places.place(entry, offset)
    if found is None:
        return None
    leading = fragments.anchor(found.attachment + 1, found.page)
    address = f"{document_address(entry['id'], query, at)}#{leading}"
    return Attached(entry["attachments"][found.attachment]["name"], found.page, address)


def facts(entry: Entry) -> Facts:
    code = next(iter(entry.get("district") or ()), None)
    district = labels.districts().get(code or "")
    unknown = labels.words()["unknown"]["district"]
    release_type = entry.get("release_type")
    return Facts(
        place=labels.place(code) if code else unknown,
        sample=bool(district and district.sample),
        department=entry.get("department"),
        date=(entry.get("published") or "")[:10] or None,
        year=entry.get("year"),
        kind=labels.value_label("kind", entry["kind"]),
        release_type=labels.value_label("release_type", release_type) if release_type else None,
    )


def theme_links(entry: Entry) -> tuple[Link, ...]:
    """The themes of an entry, each leading to all documents of it."""
    return tuple(theme_link(id) for id in labels.most_specific(entry.get("theme") or []))


def theme_link(id: str) -> Link:
    return Link(labels.value_label("theme", id), search_address(Query(filters={"theme": (id,)}, fold=True)))
