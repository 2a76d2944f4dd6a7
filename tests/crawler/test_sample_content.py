"""Tests of the press releases that the example governments publish."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import mappings

FOLDER = Path(__file__).parent.parent.parent / "crawler" / "sample" / "content" / "press"
DISTRICTS = {row["code"]: row for row in mappings.table("sample_districts")}
TOP_THEMES = {row["theme_id"] for row in mappings.table("themes") if not row["parent"]}
RELEASE_TYPES = {"policy", "program", "event", "award", "agreement", "goodwill", "people", "notice"}
ATTACHMENT_KINDS = {"press_hwpx", "press_docx", "press_pdf"}
KEYS = {"id", "district", "published", "department", "title"}
MARKS = {"theme", "release_type", "policy", "copy_of", "series"}  # what tests may expect of a release
LOOK_AT_THE_FILE = "붙임 파일을 참고하시기 바랍니다."
NEARLY_THE_SAME = 0.6
REAL_NAMES = {row[column] for row in mappings.table("districts") for column in ("name", "sido") if row[column]}
REAL_NAME = re.compile(f"(?<![가-힣])(?:{'|'.join(sorted(REAL_NAMES))})")  # 공동구매 holds 동구, so from a word's start


@dataclass(frozen=True)
class Release:
    name: str
    head: dict[str, Any]
    body: str
    attached: str

    @property
    def text(self) -> str:
        return self.attached or self.body


def _release(path: Path) -> Release:
    _, front, text = path.read_text("utf-8").split("+++\n", 2)
    body, _, attached = text.partition("\n+++ attached +++\n")
    return Release(path.stem, tomllib.loads(front), body.strip(), attached.strip())


RELEASES = tuple(_release(path) for path in sorted(FOLDER.glob("*.md")))
BY_NAME = {one.name: one for one in RELEASES}


def _grouped(mark: str) -> dict[str, list[Release]]:
    groups = defaultdict(list)
    for one in sorted(RELEASES, key=lambda release: release.head["published"]):
        if mark in one.head:
            groups[one.head[mark]].append(one)
    return groups


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
class TestARelease:
    def test_states_what_a_post_needs(self, release: Release) -> None:
        assert KEYS <= release.head.keys() <= KEYS | MARKS | {"attachments"}
        assert all(release.head[key] for key in KEYS)

    def test_has_the_name_of_its_government_and_day(self, release: Release) -> None:
        day = release.head["published"].strftime("%Y%m%d")
        assert release.name.startswith(f"{release.head['district']}-{day}-")

    def test_is_of_an_example_government_that_it_names(self, release: Release) -> None:
        assert DISTRICTS[release.head["district"]]["name"] in release.text

    def test_was_published_on_a_working_day_of_the_eleven_years(self, release: Release) -> None:
        published = release.head["published"]
        assert date(2016, 1, 1) <= published <= date(2026, 10, 31)
        assert published.weekday() < 5

    def test_is_about_as_long_as_a_release(self, release: Release) -> None:
        assert 350 <= len(release.text) <= 900

    def test_says_its_text_in_the_file_when_the_page_does_not(self, release: Release) -> None:
        assert (release.body == LOOK_AT_THE_FILE) == bool(release.attached)
        if release.attached:
            assert release.head["attachments"]

    def test_has_files_whose_ending_is_their_kind(self, release: Release) -> None:
        for file in release.head.get("attachments", ()):
            assert file["kind"] in ATTACHMENT_KINDS
            assert Path(file["name"]).suffix == "." + file["kind"].removeprefix("press_")

    def test_expects_themes_and_a_type_that_exist(self, release: Release) -> None:
        assert set(release.head["theme"]) <= TOP_THEMES
        assert release.head["release_type"] in RELEASE_TYPES

    def test_has_telephone_numbers_that_nobody_has(self, release: Release) -> None:
        for number in re.findall(r"[\d-]*\d{3,4}-\d{4}", release.text):
            assert number.startswith("000-0")

    def test_names_no_official(self, release: Release) -> None:
        assert not re.search(r"(구청장|시장|군수|도지사|과장|소장|회장) [가-힣]{2,4}\)", release.text)

    def test_names_no_real_government(self, release: Release) -> None:
        assert REAL_NAME.findall(f"{release.head['title']}\n{release.head['department']}\n{release.text}") == []


def test_there_are_enough_releases_of_every_government() -> None:
    counts = Counter(one.head["district"] for one in RELEASES)
    assert len(RELEASES) >= 96
    assert counts.keys() == DISTRICTS.keys()
    assert min(counts.values()) >= 10


def test_every_year_has_releases() -> None:
    counts = Counter(one.head["published"].year for one in RELEASES)
    assert sorted(counts) == list(range(2016, 2027))
    assert min(counts.values()) >= 5


def test_every_top_theme_has_several_releases() -> None:
    counts = Counter(theme for one in RELEASES for theme in one.head["theme"])
    assert counts.keys() == TOP_THEMES
    assert min(counts.values()) >= 5


def test_every_release_type_has_several_releases() -> None:
    counts = Counter(one.head["release_type"] for one in RELEASES)
    assert counts.keys() == RELEASE_TYPES
    assert min(counts.values()) >= 4


def test_post_numbers_rise_with_the_date_in_each_government() -> None:
    for code in DISTRICTS:
        own = sorted((one for one in RELEASES if one.head["district"] == code), key=lambda one: int(one.head["id"]))
        days = [one.head["published"] for one in own]
        assert days == sorted(days), code
        assert len({one.head["id"] for one in own}) == len(own), code


def test_policies_spread_from_one_first_government_to_others() -> None:
    policies = _grouped("policy")
    assert len(policies) >= 6
    for name, releases in policies.items():
        assert 3 <= len(releases) <= 6, name
        assert len({one.head["district"] for one in releases}) >= 3, name
        assert releases[0].head["published"] < releases[1].head["published"], name
        assert re.search("최초|처음", releases[0].head["title"] + releases[0].text), name


def test_near_duplicates_are_nearly_the_same_text() -> None:
    copies = [one for one in RELEASES if "copy_of" in one.head]
    assert len(copies) >= 6
    for copy in copies:
        original = BY_NAME[copy.head["copy_of"]]
        assert copy.text != original.text
        assert _overlap(copy, original) >= NEARLY_THE_SAME, copy.name


def test_no_other_two_releases_are_nearly_the_same_text() -> None:
    marked = {frozenset((one.name, one.head["copy_of"])) for one in RELEASES if "copy_of" in one.head}
    alike = [
        (one.name, other.name)
        for one, other in combinations(RELEASES, 2)
        if frozenset((one.name, other.name)) not in marked and _overlap(one, other) >= NEARLY_THE_SAME
    ]
    assert alike == []


def test_yearly_notices_are_alike_in_title_only() -> None:
    series = _grouped("series")
    assert len(series) >= 3
    for name, (first, second) in series.items():
        assert first.head["published"].year + 1 == second.head["published"].year, name
        assert first.head["department"] == second.head["department"], name


def test_a_dozen_releases_come_with_an_office_file_of_every_kind() -> None:
    kinds = [file["kind"] for one in RELEASES for file in one.head.get("attachments", ())]
    assert len(kinds) >= 12
    assert set(kinds) == ATTACHMENT_KINDS
    assert sum(bool(one.attached) for one in RELEASES) >= 3


def test_a_day_digest_holds_three_numbered_articles() -> None:
    digests = [one for one in RELEASES if re.fullmatch(r"\d+월 \d+일 보도자료", one.head["title"])]
    assert digests
    for digest in digests:
        assert re.findall(r"(?m)^(\d)\. ", digest.text) == ["1", "2", "3"], digest.name


def _overlap(one: Release, other: Release) -> float:
    """The share of five-character pieces that two texts have in common, 0 to 1."""
    own, others = _pieces(one.text), _pieces(other.text)
    return len(own & others) / len(own | others)


def _pieces(text: str) -> frozenset[str]:
    plain = re.sub(r"\s+", "", text)
    return frozenset(plain[at:at + 5] for at in range(len(plain) - 4))
