"""Whether two entries are the same release: alike is not the same.

Another government, another date, another year, another round or another name makes another release.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from indexer.analyze import SENTENCE_END
from indexer.records import Entry

SHINGLE_TERMS = 3
LEAST_SHINGLES = 20  # shorter texts are too alike to tell apart
MOST_TERMS = 3000  # of a release with its attachments read into the body
CONTAINED, COMMON = 0.8, 0.4  # share of the shorter text's shingles that the longer has; share of all that both have
DAYS_NEAR, DAYS_APART = 7, 31  # within a week nothing recurs; after a month nothing is published again
LEAD_TERMS, LEAD_CHARACTERS = 60, 400
WHOLE = 0.9  # share of the longer text's length that the shorter has, when neither is cut
WHOLE_READ = 0.75  # share of such a text in front of its signing lines
FEW_YEARS = 2
REPEATED = 2  # a word this often is what a text is about

_DATE = re.compile(r"(?:\d{1,2}월\s?)?\d{1,2}일")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ROUND = re.compile(r"제?\s?(\d+)\s?(?:회|기|차|호|분기)(?![가-힣])")


@dataclass(frozen=True)
class Release:
    """What is compared of an entry."""

    entry: Entry
    terms: tuple[str, ...]
    shingles: frozenset[int]


def release(entry: Entry) -> Release:
    """Without attachments, which several releases may share."""
    body = entry["body_terms"].split(" ")[:MOST_TERMS]
    terms = tuple(term for term in body[: _body_terms(entry)] if term != SENTENCE_END)
    runs = (" ".join(terms[at : at + SHINGLE_TERMS]) for at in range(len(terms) - SHINGLE_TERMS + 1))
    return Release(entry, terms, frozenset(crc32(run.encode()) for run in runs))


def same(first: Release, second: Release) -> bool:
    """Whether two texts are one release: whole or cut, under another headline, with a figure put right."""
    shorter, longer = sorted((first, second), key=lambda release: len(release.shingles))
    common = len(shorter.shingles & longer.shingles)
    return (
        len(shorter.shingles) >= LEAST_SHINGLES
        and common >= CONTAINED * len(shorter.shingles)
        and common >= COMMON * (len(shorter.shingles) + len(longer.shingles) - common)
        and not _differ(shorter.entry, longer.entry)
        and not _other_names(shorter, longer)
    )


def _body_terms(entry: Entry) -> int | None:
    """How many of the body's terms stand before the attachments and the title; None for all of them."""
    behind = len((entry.get("attachment_terms") or "").split()) + len((entry.get("title_terms") or "").split())
    return -behind if behind else None


def _differ(first: Entry, second: Entry) -> bool:
    """By what a rule can read: the government, the day of publication, the round; the dates where days do not say."""
    places = {entry["district"][0] for entry in (first, second) if entry["district"]}
    days = [date.fromisoformat(entry["published"][:10]) for entry in (first, second) if entry.get("published")]
    apart = abs((days[0] - days[1]).days) if len(days) == 2 else None
    rounds = [set(_ROUND.findall(entry["title"])) for entry in (first, second)]
    if len(places) > 1 or (all(rounds) and not rounds[0] & rounds[1]):
        return True
    if apart is not None and (apart <= DAYS_NEAR or apart > DAYS_APART):
        return apart > DAYS_APART
    return _other_dates(first, second) or _other_year(first, second) or _other_year(second, first)


def _other_dates(shorter: Entry, longer: Entry) -> bool:
    """Whether most of the dates, or of the years, in the shorter text are not in the longer."""
    found = [(set(dates.findall(_own(shorter))), set(dates.findall(_own(longer)))) for dates in (_DATE, _YEAR)]
    return any(2 * len(own & others) < len(own) for own, others in found)


def _other_year(first: Entry, second: Entry) -> bool:
    """Whether the latest year of one text is nowhere in the other; where one is cut, the latest at its beginning."""
    texts = _own(first), _own(second)
    read_to = None if _equally_long(*map(len, texts)) else LEAD_CHARACTERS
    years, others = Counter(_YEAR.findall(texts[0][:read_to])), Counter(_YEAR.findall(texts[1]))
    if not years or not others or max(years) in others:
        return False
    return (years - others).total() > 1 or years.total() <= FEW_YEARS  # else one of many was put right


def _other_names(shorter: Release, longer: Release) -> bool:
    """Whether a word that one text keeps repeating is not in the other: another donor, village or course.

    Of a text that may be cut in the other, only the beginning is asked for. A word cut otherwise by its new
    neighbours is still there as letters.
    """
    whole = _equally_long(len(shorter.terms), len(longer.terms))
    read_to = int(WHOLE_READ * len(longer.terms)) if whole else LEAD_TERMS
    missing = [(term, longer) for term in _repeated(shorter) - set(longer.terms)]
    asked = _repeated(longer) & set(longer.terms[:read_to])
    missing += [(term, shorter) for term in asked - set(shorter.terms)]
    return any(not term.isdigit() and term not in str(other.entry["text"]) for term, other in missing)


def _repeated(release: Release) -> set[str]:
    return {term for term, times in Counter(release.terms).items() if times >= REPEATED}


def _equally_long(first: int, second: int) -> bool:
    return min(first, second) >= WHOLE * max(first, second)


def _own(entry: Entry) -> str:
    """The text without its attachments."""
    starts = [file["start"] for file in entry.get("attachments") or []]
    return str(entry["text"])[: min(starts, default=None)]
