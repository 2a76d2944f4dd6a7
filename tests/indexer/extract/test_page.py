"""Characters of a page on their way into lines and cells."""

from __future__ import annotations

from typing import Iterator

from indexer.extract.blocks import render
from indexer.extract.page import Glyph, page_blocks
from indexer.extract.rulings import Ruled

TABLE = Ruled((0, 100, 200), (0, 20, 40), ((0, 1), (2, 3)))
INSIDE = Ruled((110, 150, 190), (22, 30, 38), ((0, 1), (2, 3)))


def glyphs(*words: tuple[str, float, float]) -> Iterator[Glyph]:
    """Words at the place of their first character, each followed by a blank."""
    for word, x, y in words:
        for number, character in enumerate(word + " "):
            yield Glyph(character, x + number * 8, x + number * 8 + 8, y)


def printed(words: tuple[tuple[str, float, float], ...], *tables: Ruled) -> str:
    return render(page_blocks(glyphs(*words), list(tables), 1, lambda text: text)).text


def test_a_line_of_a_page_is_split_into_the_cells_of_the_table() -> None:
    words = (("앞", 0, -50), ("가", 5, 10), ("나", 105, 10), ("다", 5, 30), ("라", 105, 30), ("뒤", 0, 90))
    assert printed(words, TABLE) == "앞\n가\t나\n다\t라\n뒤"


def test_a_cell_of_two_lines_is_put_together_again() -> None:
    assert printed((("다리", 5, 5), ("120", 105, 10), ("보수", 5, 15), ("끝", 105, 30)), TABLE) == "다리 보수\t120\n끝"


def test_a_word_that_sticks_out_of_its_cell_is_not_cut() -> None:
    assert printed((("시내버스(대)", 55, 10), ("1,761", 120, 10), ("끝", 5, 30)), TABLE) == "시내버스(대)\t1,761\n끝"


def test_a_table_inside_of_a_cell_stands_in_it() -> None:
    words = (("겉", 5, 30), ("앞", 102, 21), ("가", 112, 26), ("나", 152, 26), ("다", 112, 34), ("라", 152, 34))
    blocks = page_blocks(glyphs(*words), [INSIDE, TABLE], 7, lambda text: text)
    rendered = render(blocks)
    assert rendered.text == "겉\t앞\n가\t나\n다\t라"
    assert [(table.page, table.rows) for table in rendered.tables] == [
        (7, (("겉", "앞"),)), (7, (("가", "나"), ("다", "라")))]


def test_no_character_is_lost() -> None:
    words = tuple((word, x, y) for y, word in enumerate("가나다라마바사") for x in (-40.0, 40.0, 140.0, 250.0))
    text = printed(tuple((word, x, float(y * 9 - 10)) for word, x, y in words), TABLE)
    assert sorted("".join(text.split())) == sorted(word for word, _, _ in words)
