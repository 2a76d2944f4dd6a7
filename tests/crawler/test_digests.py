"""Which posts are digests of a day or week."""

from __future__ import annotations

import pytest

from crawler.digests import headings, is_digest
from crawler.records import Attachment, Post

FILES = (Attachment("0724 보도자료.hwp", "http://a/f"),)
MANY = "1. 마루구, 골목길을 고친다\n본문이다.\n2. 솔빛 도서관 새로 연다\n본문이다.\n3. 여름 물놀이터"
ONE = "마루구는 골목길을 고친다고 밝혔다. " * 10


@pytest.mark.parametrize(
    ("title", "body", "files", "expected"),
    [
        ("7월 24일 보도자료", MANY, (), True),
        ("2026. 7. 24.(금) 보도자료", MANY, (), True),
        ("2026년 7월 24일 마루시 보도자료", "붙임 참조", FILES, True),
        ("7. 24.(금) 보도자료(3건)", "", FILES, True),
        ("주간 보도자료(7월 4주)", MANY, FILES, True),
        ("20260724 보도자료", "", FILES, True),
        ("7월 24일 보도자료", ONE, (), False),  # only the title says so
        ("7월 24일 개막하는 축제 안내", MANY, FILES, False),
        ("마루구, 골목길 고친다", MANY, FILES, False),
        ("보도자료 작성법 교육", ONE, FILES, False),
    ],
)
def test_a_digest_is_named_after_a_day_and_counts_its_articles(
    title: str, body: str, files: tuple[Attachment, ...], expected: bool
) -> None:
    assert is_digest(title, Post(title, None, None, body, files)) is expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (MANY, 3),
        ("□ 1. 하나\n글\n□ 2. 둘", 2),
        ("[1] 하나\n[2] 둘", 2),
        ("① 하나\n② 둘\n③ 셋", 3),
        ("보도자료 1 하나\n보도자료 2 둘", 2),
        ("3. 셋\n4. 넷", 0),
        ("글", 0),
    ],
)
def test_headings_count_up_from_one(text: str, count: int) -> None:
    assert headings(text) == count
