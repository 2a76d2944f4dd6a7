"""What a reference to a document says, whatever the format."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from indexer.records import Entry
from webapp import labels
from webapp.addresses import linkable

REPORTS = frozenset(("plan", "budget", "pledge", "project"))  # the other kinds are news


@dataclass(frozen=True)
class Citation:
    """None where the source does not say; `genre` is 보도자료 (press release) with its like, in Korean."""

    key: str  # ASCII, the same every time: maru20250312a1b2
    title: str
    publisher: str | None  # 가온광역시 마루구
    province: str | None
    department: str | None
    published: date | None
    year: str | None
    kind: str
    genre: str
    keywords: tuple[str, ...]
    url: str  # of the source, else of the page here
    permalink: str
    accessed: date | None  # when it was captured


def citation(entry: Entry, permalink: str) -> Citation:
    code = next(iter(entry.get("district") or ()), "")
    district = labels.districts().get(code)
    published = _day(entry.get("published"))
    return Citation(
        key=_key(entry, district.name_en if district else "", published),
        title=entry["title"] or "제목 없음",
        publisher=district.full_name if district else None,
        province=district.full_name.split(" ")[0] if district else None,
        department=entry.get("department"),
        published=published,
        year=str(published.year) if published else entry.get("year"),
        kind=entry["kind"],
        genre=labels.words("ko")["kinds"].get(entry["kind"], entry["kind"]),
        keywords=tuple(labels.themes("ko").get(id, id) for id in labels.most_specific(entry.get("theme") or [])),
        url=linkable(entry.get("url")) or permalink,
        permalink=permalink,
        accessed=_day(entry.get("captured_at")),
    )


def _key(entry: Entry, place: str, published: date | None) -> str:
    name = re.sub("[^a-z]", "", re.split("[- ]", place.lower())[0]) or "jachi"
    when = published.strftime("%Y%m%d") if published else entry.get("year") or "nd"
    return f"{name}{when}{hashlib.sha256(entry['id'].encode('utf-8', 'replace')).hexdigest()[:4]}"


def _day(stamp: str | None) -> date | None:
    return date.fromisoformat(stamp[:10]) if stamp else None
