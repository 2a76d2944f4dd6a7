"""Texts as paragraphs with tables."""

from __future__ import annotations

import pytest

from indexer.highlight import Segment
from webapp.blocks import Block, blocks, split


def plain(block: Block) -> str | list[list[str]]:
    if block.rows:
        return [["".join(segment.text for segment in cell) for cell in row] for row in block.rows]
    return "".join(segment.text for segment in block.paragraph)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        (" \n\n \n", []),
        ("한 줄", ["한 줄"]),
        ("첫 줄\n둘째 줄\n\n다음 문단", ["첫 줄\n둘째 줄", "다음 문단"]),
        ("앞\n가\t나\n다\t라\n뒤", ["앞", [["가", "나"], ["다", "라"]], "뒤"]),
        ("가\t나\n다\t", [[["가", "나"], ["다", ""]]]),
        ("가\t나\n\n다\t라\n마\t바", ["가\t나", [["다", "라"], ["마", "바"]]]),
        ("\t들여쓴 줄\n\t또 한 줄", ["\t들여쓴 줄\n\t또 한 줄"]),
    ],
)
def test_lines_with_tabs_are_tables_among_paragraphs(text: str, expected: list[object]) -> None:
    assert [plain(block) for block in blocks((Segment(text),))] == expected


def test_marks_stay_where_they_were() -> None:
    passage = (Segment("앞 "), Segment("청년", True), Segment(" 뒤\n가\t"), Segment("청년", True), Segment("\n나\t다"))
    paragraph, table = blocks(passage)
    assert paragraph.paragraph == (Segment("앞 "), Segment("청년", True), Segment(" 뒤"))
    assert table.rows[0][1] == (Segment("청년", True),)


def test_a_mark_over_a_border_is_divided() -> None:
    assert split((Segment("가\n나", True),), "\n") == [(Segment("가", True),), (Segment("나", True),)]
