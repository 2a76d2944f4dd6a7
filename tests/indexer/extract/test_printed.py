"""The JSON record of a file."""

from __future__ import annotations

import json

from indexer.extract import printed, read, wire
from indexer.records import Extracted, Table
from tests.indexer.extract import office

BODY = office.hwpx_table([(0, 0, 1, 1, office.hwpx_paragraph("가")), (0, 1, 1, 1, office.hwpx_paragraph("나"))], 1, 2)


def test_a_record_holds_text_tables_and_status() -> None:
    record = printed.record("표.hwpx", read("표.hwpx", office.hwpx(BODY)))
    assert json.loads(json.dumps(record)) == {
        "name": "표.hwpx", "status": "ok", "text": "가\t나", "tables": [[["가", "나"]]], "reader": record["reader"],
        "metadata": {"format": "hwpx"}, "warnings": []}


def test_members_of_a_zip_have_the_same_form() -> None:
    record = printed.record("a.zip", read("a.zip", office.zipped({"표.hwpx": office.hwpx(BODY), "글.txt": "다"})))
    assert [(member["name"], member["text"], member["tables"]) for member in record["members"]] == [
        ("표.hwpx", "가\t나", [[["가", "나"]]]), ("글.txt", "다", [])]


def test_what_was_read_survives_the_way_between_processes() -> None:
    member = Extracted("partial", "글\ud800", (Table((("가", ""), ("", "나")), 3),), "r 1", {"a": "b"}, ("w",), ("글",))
    extracted = Extracted("ok", members=(("이름", member),))
    back = wire.from_json(wire.to_json(extracted))
    assert back.members[0][1].tables == member.tables
    assert back.members[0][1].text.startswith("글")
    back.members[0][1].text.encode()  # what no encoding takes is gone
