"""How paragraphs and tables are printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.extract.blocks import Block, Cell, Grid, clean, render
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS


def grid(*cells: tuple[int, int, int, int, str]) -> Grid:
    return Grid(tuple(Cell(row, column, down, across, (text,)) for row, column, down, across, text in cells))


CASES: dict[str, tuple[list[Block], str, list[list[list[str]]]]] = {
    "paragraphs by line, without the empty ones": (["가 ", "", "나\r\n다"], "가\n나\n다", []),
    "a table stands where it is, cells by tab": (
        ["앞", grid((0, 0, 1, 1, "이름"), (0, 1, 1, 1, "예산"), (1, 0, 1, 1, "다리"), (1, 1, 1, 1, "12")), "뒤"],
        "앞\n이름\t예산\n다리\t12\n뒤", [[["이름", "예산"], ["다리", "12"]]]),
    "a merged cell stands in each place, but is printed once": (
        [grid((0, 0, 2, 1, "구분"), (0, 1, 1, 2, "예산"), (1, 1, 1, 1, "시"), (1, 2, 1, 1, "도"))],
        "구분\t예산\n\t시\t도", [[["구분", "예산", "예산"], ["구분", "시", "도"]]]),
    "a frame around text is paragraphs": ([grid((0, 0, 1, 1, "제목\n부제"))], "제목\n부제", [[["제목\n부제"]]]),
    "a cell of two lines is one line of its row": (
        [grid((0, 0, 1, 1, "다리\n보수"), (0, 1, 1, 1, "12"))], "다리 보수\t12", [[["다리\n보수", "12"]]]),
    "empty cells keep the columns apart": (
        [grid((0, 0, 1, 1, "가"), (0, 1, 1, 1, "나"), (0, 2, 1, 1, "다"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, ""),
              (1, 2, 1, 1, "3"))],
        "가\t나\t다\n1\t\t3", [[["가", "나", "다"], ["1", "", "3"]]]),
    "rows and columns with nothing in them are left out": (
        [grid((0, 0, 1, 1, "가"), (0, 9, 1, 1, "나"), (5, 0, 1, 1, " "), (7, 0, 1, 1, "1"), (7, 9, 1, 1, "2"))],
        "가\t나\n1\t2", [[["가", "나"], ["1", "2"]]]),
    "a span far beyond the table covers what is there": (
        [grid((0, 0, 65535, 65535, "가"), (1, 1, 1, 1, "나"))], "가\n\t나".replace("\n\t", "\n"),
        [[["가", "가"], ["가", "나"]]]),
    "an empty table prints nothing": ([grid((0, 0, 1, 1, ""))], "", []),
}


@pytest.mark.parametrize("case", CASES)
def test_blocks_are_printed_in_order(case: str) -> None:
    blocks, text, tables = CASES[case]
    rendered = render(blocks)
    assert rendered.text == text
    assert [[list(row) for row in table.rows] for table in rendered.tables] == tables


def test_a_table_in_a_cell_follows_its_row_and_is_a_table_of_its_own() -> None:
    inner = grid((0, 0, 1, 1, "속1"), (0, 1, 1, 1, "속2"))
    outer = Grid((Cell(0, 0, 1, 1, ("왼쪽",)), Cell(0, 1, 1, 1, ("오른쪽", inner))))
    rendered = render([outer, "끝"])
    assert rendered.text == "왼쪽\t오른쪽\n속1\t속2\n끝"
    assert [table.rows for table in rendered.tables] == [(("왼쪽", "오른쪽"),), (("속1", "속2"),)]


def test_a_frame_around_a_table_is_no_table() -> None:
    rendered = render([Grid((Cell(0, 0, 1, 1, (grid((0, 0, 1, 1, "가"), (0, 1, 1, 1, "나")),)),))])
    assert [table.rows for table in rendered.tables] == [(("가", "나"),)]


def test_tables_nested_beyond_the_limit_end_the_reading() -> None:
    block: Block = "속"
    for _ in range(LIMITS.depth + 2):
        block = Grid((Cell(0, 0, 1, 1, (block,)),))
    with pytest.raises(Unreadable) as caught:
        render([block])
    assert caught.value.status == "limit"


def test_a_sparse_giant_allocates_only_its_cells() -> None:
    diagonal = grid(*((place, place, 1, 1, "가") for place in range(1000)))
    rendered = render([diagonal], replace(LIMITS, cells=10_000))
    assert rendered.tables[0].rows == (("가",),) * 1000
    assert rendered.warnings


def test_text_of_merged_cells_is_repeated_only_within_its_budget() -> None:
    wide = grid((0, 0, 1, 10, "가" * 100), *((1, column, 1, 1, "나") for column in range(10)))
    rows = render([wide], replace(LIMITS, repeated_characters=250)).tables[0].rows
    assert sum(map(len, rows[0])) == 300  # itself and two copies


def test_unprinted_characters_are_dropped_and_indents_kept() -> None:
    assert clean("\ufeff  가\x00나\x07\t다 \n\n\xad라") == "  가나\t다\n라"
