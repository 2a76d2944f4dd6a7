"""Packing of offsets."""

from __future__ import annotations

from indexer import token_map


def test_offsets_come_back_as_they_went_in() -> None:
    starts = [0, 3, 3, 2, 40, 4_040, 4_040]  # overlapping, stepping back, far ahead
    ends = [3, 5, 4, 2, 42, 4_041, 4_040]
    assert token_map.unpack(token_map.pack(starts, ends)) == (starts, ends)


def test_no_tokens_give_no_offsets() -> None:
    assert token_map.unpack(token_map.pack([], [])) == ([], [])
