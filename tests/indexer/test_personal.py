"""Numbers of private persons are hidden, numbers of offices are not."""

import json

import pytest

from indexer.personal import masked
from indexer.pipeline import entries_of
from indexer.records import AttachedFile, Document, Extracted, Table

HIDDEN = [
    ("문의 010-1234-5678", "문의 010-****-****"),
    ("(010)1234-5678로", "(010)****-****로"),
    ("01012345678입니다", "010********입니다"),
    ("010.123.4567 / 016 123 4567", "010.***.**** / 016 *** ****"),
    ("주민번호 900101-1234567", "주민번호 900101-*******"),
    ("외국인 850230 - 5123456.", "외국인 850230 - *******."),
    ("예금주 이웃, 농협 301-0123-4567-89", "예금주 이웃, 농협 301-****-****-**"),
    ("후원계좌: 국민은행 123456-01-234567", "후원계좌: 국민은행 123456-**-******"),
]
KEPT = [
    "문의 02-2627-1234, 031-123-4567",
    "예산 1,010,123,456원",
    "2010-1234-5678호",
    "사업기간 2019-01-02 ~ 2020-12-31",
    "우편번호 08611, 농협 앞 12번지",
    "999999-1234567",
    "공고 제2026-010-1234호",
    "사업자등록번호 123-45-67890",
]


@pytest.mark.parametrize("text, shown", HIDDEN)
def test_a_personal_number_is_hidden_in_its_place(text: str, shown: str) -> None:
    assert masked(text) == shown and len(shown) == len(text)


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


def test_nothing_that_is_made_of_a_document_holds_one() -> None:
    number = "010-1234-5678"
    table = Table((("사업명", "소요예산"), (f"골목 정비 {number}", "300백만원")), page=1)
    text = f"주요업무계획\n1 골목 정비 {number}\n소요예산 300백만원"
    read = Extracted("ok", text, (table,), pages=(text,), members=((f"{number}.txt", Extracted("ok", number)),))
    document = Document(
        id="a",
        kind="plan",
        title=f"2026년 계획 {number}",
        body=f"전화 {number} 로",
        source="s",
        department=f"길과 {number}",
        tables=(table,),
        attachments=(AttachedFile(f"{number}.zip", "https://a.example/1", read),),
    )
    made = list(entries_of(document))
    assert len(made) > 1 and "1234" not in json.dumps(made, ensure_ascii=False)
    assert made[0]["text"].startswith("전화 010-****-**** 로")
    assert made[0]["attachments"][0]["page_starts"]
