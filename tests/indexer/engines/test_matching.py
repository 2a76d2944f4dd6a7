"""The matching rule."""

from __future__ import annotations

import pytest

from indexer.engines.matching import information, stretches, sufficient


def test_rare_words_carry_more_information() -> None:
    assert information(1000, 1) > information(1000, 10) > information(1000, 900) > 0


@pytest.mark.parametrize(
    "weights, expected",
    [
        ([1.0, 1.0, 1.0, 1.0], [(0,), (1,), (2,), (3,)]),  # each holds a quarter
        ([1.0] * 5, [(0,), (1,), (2,), (3,), (4,)]),  # a fifth
        ([13.0, 1.0, 1.0, 1.0], [(0,)]),  # the light three together hold less than a fifth
        ([5.0, 2.0, 2.0, 2.0], [(0,), (1, 2), (1, 3), (2, 3)]),
        ([3.0], [(0,)]),
    ],
)
def test_smallest_sets_that_hold_a_fifth_of_the_information(
    weights: list[float], expected: list[tuple[int, ...]]
) -> None:
    assert sufficient(weights) == expected


def test_only_the_eight_most_informative_words_take_part() -> None:
    sets = sufficient([1.0] * 4 + [9.0] * 8)
    assert {at for chosen in sets for at in chosen} == set(range(4, 12))


@pytest.mark.parametrize(
    "bigrams, expected",
    [
        (["#청년"], [("#청년",)]),
        (["#어린", "#린이", "#이집"], [("#어린",), ("#린이",), ("#이집",)]),
        (["a", "b", "c", "d", "e"], [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]),
    ],
)
def test_what_is_left_of_a_mistyped_word(bigrams: list[str], expected: list[tuple[str, ...]]) -> None:
    assert stretches(bigrams) == expected
