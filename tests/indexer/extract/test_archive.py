"""ZIP files with Korean names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.extract import read
from indexer.extract.limits import LIMITS
from tests.indexer.extract import office

HWPX = office.hwpx(office.hwpx_paragraph("가람시 공고"))


def bundle(members: dict[str, bytes]) -> bytes:
    """Names as Korean servers write them, in CP949 without the flag: they replace ASCII ones of the same length."""
    names = [name.encode("cp949") for name in members]
    stand_ins = [f"{number:_<{len(name)}}" for number, name in enumerate(names)]
    package = office.zipped(dict(zip(stand_ins, members.values())))
    for stand_in, name in zip(stand_ins, names):
        package = package.replace(stand_in.encode(), name)
    return package


def test_members_are_read_under_their_korean_names() -> None:
    extracted = read("묶음.zip", bundle({"붙임 1. 공고문.hwpx": HWPX, "참고/안내.txt": "안내 글".encode("cp949")}))
    assert extracted.status == "ok"
    assert [name for name, _ in extracted.members] == ["붙임 1. 공고문.hwpx", "참고/안내.txt"]
    assert [member.text for _, member in extracted.members] == ["가람시 공고", "안내 글"]
    assert extracted.text == "가람시 공고\n안내 글"


def test_names_in_utf_8_are_kept() -> None:
    assert [name for name, _ in read("a.zip", office.zipped({"붙임.txt": "가"})).members] == ["붙임.txt"]


BUNDLES = {
    "one bad member among good ones": ({"가.hwpx": HWPX, "나.hwp": office.hwp(b"", flags=3)}, "partial"),
    "only locked members": ({"나.hwp": office.hwp(b"", flags=3)}, "encrypted"),
    "only pictures": ({"가.png": b"\x89PNG", "나.jpg": b"\xff\xd8\xff"}, "unsupported"),
    "nothing": ({}, "empty"),
    "a ZIP in a ZIP": ({"속.zip": office.zipped({"a.txt": "가"})}, "unsupported"),
}


@pytest.mark.parametrize("case", BUNDLES)
def test_the_status_is_that_of_the_members(case: str) -> None:
    members, status = BUNDLES[case]
    assert read("a.zip", office.zipped(members)).status == status


def test_a_bad_member_is_named() -> None:
    extracted = read("a.zip", office.zipped({"가.txt": "가", "나.hwp": office.hwp(b"", flags=3)}))
    assert extracted.warnings == ("나.hwp: encrypted",)


def test_a_false_size_does_not_let_a_member_grow() -> None:
    package = office.zipped({"가.txt": b"a" * 3_000_000, "나.txt": "나"})
    lying = office.declare_size(package, "가.txt", 10)
    members = dict(read("a.zip", lying, limits=replace(LIMITS, file_bytes=1_000_000)).members)
    assert members["가.txt"].status in ("limit", "corrupt")
    assert members["나.txt"].text == "나"


def test_too_many_entries_are_refused() -> None:
    package = office.zipped({f"{number}.txt": "" for number in range(11)})
    assert read("a.zip", package, limits=replace(LIMITS, zip_entries=10)).status == "limit"


def test_members_after_the_time_ran_out_are_named() -> None:
    members = read("a.zip", office.zipped({"가.txt": "가"}), limits=replace(LIMITS, zip_seconds=-1.0)).members
    assert [(name, member.status) for name, member in members] == [("가.txt", "timeout")]
