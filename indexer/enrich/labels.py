"""The labels of an entry that are read off its own text and tokens, when it is made or made anew."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Mapping, Sequence

import mappings
from indexer import token_map
from indexer.enrich import departments, districts, named, release_types, themes
from indexer.enrich.themes import Edges
from indexer.records import Entry, ThemeMatch

NAMES = ("theme", "evidence", "release_type", "department_kind", "district_then", "facts")


def labels(entry: Entry) -> dict[str, Any]:
    """The properties of NAMES; a label that is unknown is left out.

    `facts` holds what a text names (laws, calls, amounts, claims) with `release_type`, the words that gave it.
    """
    found = _themes(entry)
    kind = release_types.assign(entry["title_terms"].split(), _body_terms(entry)) if _has_type(entry) else None
    department = departments.kind(entry["department"]) if entry.get("department") else None
    spoken = {"release_type": list(kind.terms)} if kind else {}
    made = {
        "theme": _with_parents([match.theme for match in found]),
        "evidence": {match.theme: list(match.terms) for match in found},
        "release_type": kind.type if kind else None,
        "department_kind": department,
        "district_then": list(districts.then(entry["district"], _day(entry))),
        "facts": {**named.facts(entry["text"]), **spoken},
    }
    return {name: value for name, value in made.items() if value is not None}


def edges(starts: Sequence[int], ends: Sequence[int], runs: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where noun runs begin and end but no term does (고령자, 저소득층): what themes need beside the token map."""
    known_starts, known_ends = set(starts), set(ends)
    more_starts = [start for start, _ in runs if start not in known_starts]
    return more_starts, [end for _, end in runs if end not in known_ends]


def _themes(entry: Entry) -> tuple[ThemeMatch, ...]:
    department = entry.get("department")
    return themes.assign(entry["title"], entry["text"], department, _edges(entry, "title"), _edges(entry, "body"))


def _edges(entry: Entry, field: str) -> Edges:
    starts, ends = token_map.unpack(entry[f"{field}_map"])
    more_starts, more_ends = (entry.get("edges") or {}).get(field, ((), ()))
    return Edges(sorted({*starts, *more_starts}), {*ends, *more_ends})


def _has_type(entry: Entry) -> bool:
    return entry["kind"] in release_types.KINDS


def _body_terms(entry: Entry) -> Sequence[str]:
    """The beginning of the body; in the entry the title's terms follow the text's."""
    behind = len(entry["title_terms"].split())
    terms: list[str] = entry["body_terms"].split(" ", release_types.TERMS_READ)
    return terms[: release_types.TERMS_READ] if len(terms) > release_types.TERMS_READ else terms[: len(terms) - behind]


def _day(entry: Entry) -> date | None:
    return date.fromisoformat(entry["published"][:10]) if entry.get("published") else None


def _with_parents(ids: Sequence[str]) -> list[str]:
    parents = [parent for id in ids if (parent := _parents()[id]) and parent not in ids]
    return list(dict.fromkeys([*ids, *parents]))


@cache
def _parents() -> Mapping[str, str]:
    return {row["theme_id"]: row["parent"] for row in mappings.table("themes")}
