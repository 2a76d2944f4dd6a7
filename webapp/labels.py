"""What codes are called, in the language of the request."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Mapping

import mappings
from indexer.records import UNKNOWN
from webapp.language import current


@dataclass(frozen=True)
class District:
    code: str
    name: str  # 마루구
    full_name: str  # 가온광역시 마루구
    name_en: str  # Maru-gu
    parent: str | None  # code of its 시도 (province); None for a 시도 itself
    sample: bool  # fictional, shipped as an example


def words(language: str | None = None) -> Mapping[str, Mapping[str, str]]:
    """The sections of words.toml, or of its English twin."""
    return _words(language or current())


@cache
def districts() -> Mapping[str, District]:
    """Every district by code, fictional ones included."""
    rows = [(row, False) for row in mappings.table("districts")]
    rows += [(row, True) for row in mappings.table("sample_districts")]
    provinces = {row["name"]: row["code"] for row, _ in rows if row["name"] == row["sido"]}
    return {row["code"]: _district(row, provinces, sample) for row, sample in rows}


def themes(language: str | None = None) -> Mapping[str, str]:
    """Theme id → label."""
    return _themes(language or current())


@cache
def theme_parents() -> Mapping[str, str | None]:
    return {row["theme_id"]: row["parent"] or None for row in mappings.table("themes")}


def facet_values(facet: str) -> tuple[str, ...]:
    """Every value a filter takes, `unknown` last; () for the year, which has no list."""
    known = {
        "district": districts(),
        "theme": themes(),
        "kind": words()["kinds"],
        "release_type": words()["release_types"],
    }
    if facet not in known:
        return ()
    return (*known[facet], UNKNOWN) if facet in words()["unknown"] else tuple(known[facet])


def value_label(facet: str, value: str) -> str:
    """The label of a facet value; a code of no table is shown as it is."""
    if value == UNKNOWN:
        return words()["unknown"].get(facet, value)
    if facet == "district":
        return district_label(value)
    if facet == "theme":
        return themes().get(value, value)
    return words().get(facet + "s", {}).get(value, value)


def district_label(code: str) -> str:
    """마루구; 서울특별시 중구 where several districts share a name."""
    district = districts().get(code)
    if district is None:
        return code
    if _namesakes()[district.name] > 1:
        return place(code)
    return district.name_en if current() == "en" else district.name


def parent(facet: str, value: str) -> str | None:
    """The value that stands above another in its facet."""
    if facet == "district":
        district = districts().get(value)
        return district.parent if district else None
    return theme_parents().get(value) if facet == "theme" else None


def most_specific(ids: list[str]) -> list[str]:
    """Theme ids without those that a child in the list implies."""
    implied = {theme_parents().get(id) for id in ids}
    return [id for id in ids if id not in implied]


def place(code: str) -> str:
    """가온광역시 마루구; Maru-gu, Gaon."""
    district = districts().get(code)
    if district is None:
        return code
    if current() == "ko":
        return district.full_name
    above = districts().get(district.parent or "")
    return f"{district.name_en}, {above.name_en}" if above else district.name_en


@cache
def _words(language: str) -> Mapping[str, Mapping[str, str]]:
    name = "words.toml" if language == "ko" else f"words_{language}.toml"
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


@cache
def _themes(language: str) -> Mapping[str, str]:
    return {row["theme_id"]: row[f"theme_{language}"] for row in mappings.table("themes")}


@cache
def _namesakes() -> Counter[str]:
    return Counter(district.name for district in districts().values())


def _district(row: Mapping[str, str], provinces: Mapping[str, str], sample: bool) -> District:
    above = provinces.get(row["sido"])
    english = row["name_en"].removesuffix(" (example)")  # said by a badge
    above = above if above != row["code"] else None  # a province stands under none
    return District(row["code"], row["name"], row["full_name"], english, above, sample)
