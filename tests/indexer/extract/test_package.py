"""ZIP packages that lie."""

from __future__ import annotations

import pytest

from indexer.extract.errors import Unreadable
from indexer.extract.package import inflates_within, open_package, parse_xml, read_part
from tests.indexer.extract import office

BOMB = office.zipped({"a.xml": b" " * 5_000_000})


@pytest.mark.parametrize("declared", [5_000_000, 10])
def test_a_part_is_counted_while_it_inflates(declared: int) -> None:
    package = office.declare_size(BOMB, "a.xml", declared)
    with open_package(package) as archive, pytest.raises(Unreadable) as caught:
        read_part(archive, "a.xml", 1_000_000)
    assert caught.value.status in ("limit", "corrupt")


@pytest.mark.parametrize("declared", [5_000_000, 10])
def test_a_stream_that_inflates_beyond_the_limit_is_found_whatever_it_declares(declared: int) -> None:
    package = office.declare_size(BOMB, "a.xml", declared)
    with open_package(package) as archive:
        assert not inflates_within(archive, 1_000_000)
        assert inflates_within(archive, 6_000_000)


def test_a_package_that_declares_too_much_is_not_opened() -> None:
    with pytest.raises(Unreadable) as caught:
        open_package(office.declare_size(BOMB, "a.xml", 2_000_000_000))
    assert caught.value.status == "limit"


ENTITIES = "<!DOCTYPE a [<!ENTITY b0 'lol'>" + "".join(
    f"<!ENTITY b{number} '{f'&b{number - 1};' * 10}'>" for number in range(1, 12)) + "]><a>&b11;</a>"
XML = {
    "entities in entities": (ENTITIES, "limit"),
    "elements beyond any document": ("<a>" * 3000 + "</a>" * 3000, "limit"),
    "half an element": ("<a><b>", "corrupt"),
}


@pytest.mark.parametrize("case", XML)
def test_hostile_xml_is_refused(case: str) -> None:
    source, status = XML[case]
    with pytest.raises(Unreadable) as caught:
        parse_xml(source.encode(), "a.xml")
    assert caught.value.status == status


def test_an_entity_never_reads_a_file() -> None:
    source = f"<!DOCTYPE a [<!ENTITY b SYSTEM 'file://{__file__}'>]><a>가&b;</a>"
    assert "never_reads" not in "".join(parse_xml(source.encode(), "a.xml").itertext())
