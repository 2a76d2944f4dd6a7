"""Where in a document a place of its text is."""

from __future__ import annotations

import pytest

from indexer.pipeline import _joined
from indexer.places import Place, pages, place
from indexer.records import AttachedFile, Document, Extracted

PAGES = ("첫 쪽의 글", "", "셋째 쪽의 글")
FILE = Extracted("ok", "첫 쪽의 글\n셋째 쪽의 글", pages=PAGES)
DOCUMENT = Document(
    id="a",
    kind="plan",
    title="계획",
    body="본문",
    source="test",
    attachments=(
        AttachedFile("a.pdf", "https://a.example/a.pdf", FILE),
        AttachedFile("b.hwp", "https://a.example/b.hwp", Extracted("ok", "쪽이 없는 글")),
        AttachedFile("c.pdf", "https://a.example/c.pdf", Extracted("encrypted")),
    ),
)
TEXT, ATTACHED = _joined(DOCUMENT)
ENTRY = {"text": TEXT, "attachments": ATTACHED}


@pytest.mark.parametrize(
    "words, expected",
    [
        ("본문", None),
        ("첫 쪽", Place(0, 1)),
        ("셋째", Place(0, 3)),
        ("쪽이 없는", Place(1, None)),
    ],
)
def test_a_place_is_in_the_body_or_on_a_page_of_an_attachment(words: str, expected: Place | None) -> None:
    assert place(ENTRY, TEXT.index(words)) == expected


def test_pages_make_up_the_text_of_their_attachment() -> None:
    found = [(number, TEXT[start:end].strip()) for number, (start, end) in pages(ATTACHED[0])]
    assert found == [(1, "첫 쪽의 글"), (3, "셋째 쪽의 글")]
    assert [number for number, _ in pages(ATTACHED[1])] == [None]
    assert list(pages(ATTACHED[2])) == []


def test_pages_that_make_up_another_text_are_not_believed() -> None:
    odd = Extracted("ok", "다른 글", pages=PAGES)
    _, (attached,) = _joined(Document("a", "plan", "계획", "본문", "test", attachments=(AttachedFile("a", "", odd),)))
    assert attached["page_starts"] == [] and [number for number, _ in pages(attached)] == [None]
