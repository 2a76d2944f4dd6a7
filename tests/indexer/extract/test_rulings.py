"""Tables drawn with lines."""

from __future__ import annotations

from indexer.extract.rulings import Ruled, Ruling, ruled_tables


def across(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(True, y, x0, x1)


def down(x: float, y0: float, y1: float) -> Ruling:
    return Ruling(False, x, y0, y1)


GRID = [across(y, 0, 300) for y in (0, 20, 40)] + [down(x, 0, 40) for x in (0, 100, 200, 300)]


def one(rulings: list[Ruling]) -> Ruled:
    tables = ruled_tables(rulings, 10_000)
    assert len(tables) == 1
    return tables[0]


def test_lines_that_cross_make_cells() -> None:
    table = one(GRID)
    assert table.owner == ((0, 1, 2), (3, 4, 5))
    assert table.cell_at(150, 30) == 4
    assert table.cell_at(350, 30) is None


def test_a_missing_piece_of_a_line_merges_two_cells() -> None:
    merged = [across(0, 0, 300), across(20, 0, 300), across(40, 0, 300), down(0, 0, 40), down(100, 20, 40),
              down(200, 0, 40), down(300, 0, 40)]
    assert one(merged).owner == ((0, 0, 1), (2, 3, 4))


def test_open_sides_are_closed() -> None:
    table = one([line for line in GRID if line.horizontal or 0 < line.at < 300])
    assert table.owner == ((0, 1, 2), (3, 4, 5))


def test_double_lines_and_dashes_are_one_line() -> None:
    doubled = GRID + [across(21.5, 0, 300)] + [down(200, y, y + 2) for y in range(0, 40, 4)]
    assert one([line for line in doubled if line != down(200, 0, 40)]).owner == ((0, 1, 2), (3, 4, 5))


def test_a_frame_is_no_table() -> None:
    assert ruled_tables([across(0, 0, 100), across(50, 0, 100), down(0, 0, 50), down(100, 0, 50)], 10_000) == []


def test_a_gradient_of_hairlines_rules_nothing() -> None:
    stripes = [across(y / 2, 0, 300) for y in range(40)]
    assert ruled_tables(stripes + [down(0, 0, 20), down(150, 0, 20), down(300, 0, 20)], 10_000) == []


def test_tables_apart_are_two_and_the_smaller_comes_first() -> None:
    inner = [across(y, 110, 190) for y in (24, 30, 36)] + [down(x, 24, 36) for x in (110, 150, 190)]
    tables = ruled_tables(GRID + inner, 10_000)
    assert [table.columns for table in tables] == [(110, 150, 190), (0, 100, 200, 300)]


def test_a_grid_beyond_the_limit_is_left_to_the_text() -> None:
    assert ruled_tables(GRID, 5) == []
