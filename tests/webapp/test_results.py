"""What a result shows."""

from __future__ import annotations

import pytest

from indexer.query import Query
from indexer.question import understand
from indexer.records import Entry
from webapp.results import facts, snippet


def plain(entry: Entry, text: str, width: int) -> str:
    return "".join(segment.text for segment in snippet(entry, understand(Query(text)), width))


def test_two_passages_are_joined_by_a_single_sign(entries: tuple[Entry, ...]) -> None:
    shown = plain(entries[0], "청년 누리집", 40)
    assert "… …" not in shown and shown.count(" … ") == 1
    assert "청년" in shown and "누리집" in shown


def test_without_a_question_the_text_begins_at_its_beginning(entries: tuple[Entry, ...]) -> None:
    assert plain(entries[0], "", 40).startswith(entries[0]["text"][:20])


@pytest.mark.parametrize(
    "told, place, date",
    [
        ({"district": ["99110", "99000"], "published": "2024-03-01T09:30:00"}, "가온광역시 마루구", "2024-03-01"),
        ({"district": [], "published": None}, "지역 미상", None),
        ({}, "지역 미상", None),
        ({"district": ["00001"]}, "00001", None),
    ],
)
def test_facts_are_told_as_far_as_they_are_known(told: Entry, place: str, date: str | None) -> None:
    found = facts({"kind": "press", **told})
    assert (found.place, found.date, found.kind) == (place, date, "보도자료")
