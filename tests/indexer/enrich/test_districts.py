"""Names of districts, printed or in running text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import mappings
from indexer.enrich.districts import children, find, label, parents, resolve

RESOLVED = [
    ("11545", "11545"),
    ("금천구", "11545"),
    ("서울특별시 금천구", "11545"),
    ("서울 금천구", "11545"),
    ("서울시금천구", "11545"),
    ("금천구청", "11545"),
    ("금천", "11545"),
    ("세종시", "36110"),
    ("전남", "12000"),
    ("부산 강서구", "26440"),
    ("경남 고성군", "48820"),
    ("강원 고성군", "51820"),
    ("광주 북구", "12300"),
    ("경기 광주시", "41610"),
    ("광주시", "41610"),
    ("마루구", "99110"),
    ("가온시 솔빛구", "99140"),
    ("해솔도 두메군", "99720"),
]
FORMER = [
    ("광주광역시", "12000"),
    ("전라남도", "12000"),
    ("광주광역시 북구", "12300"),
    ("전라남도 나주시", "12170"),
    ("46170", "12170"),
    ("29000", "12000"),
    ("강원도", "51000"),
    ("강원도 춘천시", "51110"),
    ("전라북도 전주시", "52110"),
    ("경상북도 군위군", "27720"),
    ("인천 서구", "28275"),
    ("인천광역시 동구", "28125"),
    ("인천 남구", "28177"),
    ("청원군", "43110"),
    ("마산시", "48120"),
    ("수원특례시", "41110"),
]
UNRESOLVED = [
    "중구", "동구", "남구", "북구", "서구", "강서구", "고성군", "광주", "제주", "인천 중구", "서울 마루구", "없는시", "11999", "",
]
FOUND = [
    ("솔빛구, 산책로 연다", "솔빛구(구청장 아무개)는 3월 산책로를 연다고 밝혔다.", "99140"),
    ("산책로 연다", "해솔도 물안군은 산책로를 연다. 물안군민 누구나 걸을 수 있다.", "99710"),
    ("", "한여울시가 문을 연다. 한여울시장은 너른시에도 감사한다고 했다. 한여울시는 내년에도 연다.", "99510"),
    ("대전 중구, 골목 축제", "중구는 골목 축제를 연다.", "30140"),
    ("골목 축제", "대전광역시 안의 중구는 골목 축제를 연다. 중구 주민은 누구나 온다.", "30140"),
    ("전라남도 나주시, 배 축제", "나주시는 배 축제를 연다.", "12170"),
    ("경기 광주시 소식", "광주시는 도자기 축제를 연다. 경기도의 축제다.", "41610"),
    ("광주광역시 소식", "광주시는 김장 축제를 연다.", "12000"),
]
NOT_FOUND = [
    ("중구 소식", "중구는 골목 축제를 연다. 중구 주민은 누구나 온다."),  # six of them
    ("광주시 소식", "광주시는 축제를 연다."),  # one of 경기, one that was a 광역시
    ("", "마루구와 솔빛구가 손을 잡았다."),  # named equally often
    ("", "관계자는 가온시에도 알렸다."),  # in passing
    ("", "안전요원을 상주시키고, 상주시킬 인력을 늘린다."),
    ("", "예산과 음성, 이천 원과 진도를 살핀다."),
    ("", ""),
]


@pytest.mark.parametrize(("name", "code"), RESOLVED)
def test_a_name_of_today_gives_its_code(name: str, code: str) -> None:
    assert resolve(name) == code


@pytest.mark.parametrize(("name", "code"), FORMER)
def test_a_name_or_code_of_before_gives_the_code_of_today(name: str, code: str) -> None:
    assert resolve(name) == code


@pytest.mark.parametrize("name", UNRESOLVED)
def test_an_ambiguous_or_unknown_name_gives_none(name: str) -> None:
    assert resolve(name) is None


def test_every_full_name_and_every_name_of_its_own_is_resolved() -> None:
    rows = [*mappings.table("districts"), *mappings.table("sample_districts")]
    names = [row["name"] for row in rows]
    assert [row["full_name"] for row in rows if resolve(row["full_name"]) != row["code"]] == []
    assert [row["name"] for row in rows if names.count(row["name"]) == 1 and resolve(row["name"]) != row["code"]] == []


@pytest.mark.parametrize(("title", "body", "code"), FOUND)
def test_a_text_belongs_to_the_district_it_names_most(title: str, body: str, code: str) -> None:
    assert find(title, body) == code


@pytest.mark.parametrize(("title", "body"), NOT_FOUND)
def test_a_text_that_names_none_clearly_stays_unknown(title: str, body: str) -> None:
    assert find(title, body) is None


@pytest.mark.parametrize(
    ("code", "above"),
    [("11545", ("11000",)), ("11000", ()), ("36110", ()), ("99510", ("99500",)), ("99110", ("99000",)), ("00000", ())],
)
def test_the_parent_is_the_sido_of_the_tables_own_column(code: str, above: tuple[str, ...]) -> None:
    assert parents(code) == above


def test_children_are_the_districts_of_a_sido() -> None:
    assert children("99000") == ("99110", "99140")
    assert children("99500") == ("99510", "99520", "99710", "99720")
    assert len(children("11000")) == 25 and children("11545") == ()


def test_a_label_is_the_full_name() -> None:
    assert label("99110") == "가온광역시 마루구" and label("11000") == "서울특별시" and label("00000") == "00000"


def test_the_history_points_to_districts_of_today_with_dates_and_a_source() -> None:
    codes = {row["code"] for row in mappings.table("districts")}
    rows = mappings.table("district_history")
    assert [row["name"] for row in rows if row["code"] not in codes or not row["source"]] == []
    assert [row["name"] for row in rows if not (row["valid_until"] or row["relation"] == "also")] == []


def test_the_publishers_of_real_releases_are_found_or_unknown_but_rarely_wrong(shared: Path) -> None:
    lines = (shared / "samples" / "press" / "press.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert all(resolve(record["district"]) == (record["code"] or "12000") for record in records)
    found = [(find(record["title"], record["text"]), resolve(record["district"])) for record in records]
    right, answered = sum(got == want for got, want in found), sum(got is not None for got, _ in found)
    assert right / answered > 0.99 and right / len(found) > 0.92  # measured: 0.993 and 0.928


@pytest.mark.parametrize(
    ("number", "code"), [("000", "11545"), ("001", "11545"), ("002", "41150"), ("003", "11170"), ("004", "11545")]
)
def test_the_five_documents_belong_to_their_districts(shared: Path, number: str, code: str) -> None:
    (path,) = (shared / "samples" / "documents").glob(f"{number}_*.txt")
    title, _, body = path.read_text("utf-8").strip().partition("\n")
    assert find(title, body) == code
