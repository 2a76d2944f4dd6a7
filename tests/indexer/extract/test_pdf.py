"""Drawn PDF pages."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from indexer.extract import read
from indexer.extract.limits import LIMITS
from indexer.extract.pdf_text import assembled, hancom_repaired
from tests.indexer.extract.drawn import Drawing, raw_pdf

ROWS = [["사업명", "예산", "기간"], ["다리 보수", "1,200", "3월~9월"], ["숲길 조성", "300", "연중"]]


def plan(producer: str = "") -> bytes:
    drawing = Drawing(producer=producer)
    drawing.text(50, 50, "가람시 주요업무계획")
    drawing.table(50, 80, ROWS)
    drawing.page()
    drawing.text(50, 50, "둘째 쪽")
    drawing.table(50, 80, ROWS[:2], sides=False)
    return drawing.data()


def test_pages_are_kept_apart_and_tables_know_theirs() -> None:
    extracted = read("계획.pdf", plan())
    assert extracted.status == "ok"
    assert extracted.pages == (
        "가람시 주요업무계획\n사업명\t예산\t기간\n다리 보수\t1,200\t3월~9월\n숲길 조성\t300\t연중",
        "둘째 쪽\n사업명\t예산\t기간\n다리 보수\t1,200\t3월~9월")
    assert extracted.text == "\n".join(extracted.pages)
    assert [(table.page, [list(row) for row in table.rows]) for table in extracted.tables] == [(1, ROWS), (2, ROWS[:2])]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(turn: int) -> None:
    drawing = Drawing(842, 842)
    drawing.canvas.setPageRotation(turn)
    drawing.canvas.translate(421, 421)
    drawing.canvas.rotate(turn)
    drawing.canvas.translate(-421, -421)
    drawing.table(50, 80, ROWS)
    assert [list(row) for row in read("a.pdf", drawing.data()).tables[0].rows] == ROWS


def test_the_second_reader_has_the_text_without_tables() -> None:
    extracted = read("a.pdf", plan(), second=True)
    assert "".join("가람시 주요업무계획".split()) in "".join(extracted.text.split())
    assert (extracted.status, extracted.tables, len(extracted.pages)) == ("ok", (), 2)
    assert extracted.reader.startswith("pypdf ")


def test_a_password_is_reported() -> None:
    drawing = Drawing(password="0000")
    drawing.text(50, 50, "가")
    data = drawing.data()
    assert read("a.pdf", data).status == "encrypted"
    assert read("a.pdf", data, second=True).status == "encrypted"


def test_the_pages_so_far_are_partial() -> None:
    assert read("a.pdf", plan(), limits=replace(LIMITS, pdf_pages=1)).pages == read("a.pdf", plan()).pages[:1]
    assert read("a.pdf", plan(), limits=replace(LIMITS, pdf_pages=1)).status == "partial"
    assert read("a.pdf", plan(), limits=replace(LIMITS, pdf_seconds=-1.0)).status == "empty"


def test_a_page_without_text_is_empty() -> None:
    assert read("a.pdf", Drawing().data()).status == "empty"


def test_the_date_is_metadata_and_the_login_name_is_not() -> None:
    drawing = Drawing()
    drawing.canvas.setAuthor("hong")
    metadata = read("a.pdf", drawing.data()).metadata
    assert metadata["created"][:2] == "20"
    assert "hong" not in metadata.values()


GLYPHS = b"".join(struct.pack(">H", number * 379 % 15_000).hex().encode() for number in range(400))
NO_CODES = ("/Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype "
            "/CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]")
TEXTS = {
    "glyph numbers of a font without codes": (
        raw_pdf(b"BT /F1 9 Tf 50 700 Td <" + GLYPHS + b"> Tj ET", NO_CODES), "empty"),
    "a leaflet in English": (raw_pdf(b"BT /F1 9 Tf 50 700 Td (" + b"Welcome to our city. " * 20 + b") Tj ET"), "ok"),
    "figures only": (raw_pdf(b"BT /F1 9 Tf 50 700 Td (" + b"1,200 3,400 " * 20 + b") Tj ET"), "ok"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_unreadable_fonts_are_empty_and_other_languages_are_not(case: str) -> None:
    data, status = TEXTS[case]
    assert read("a.pdf", data).status == status


LANGUAGES = {"Vietnamese": "Thành phố hỗ trợ gia đình đa văn hóa ", "Russian": "Город помогает семьям иностранцев "}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leaflet_for_foreign_residents_is_no_garbage(language: str) -> None:
    assert assembled([LANGUAGES[language] * 20], (), [], "", {}, True).status == "ok"


LINES = [
    ("\x81 첫째\n\u201a 둘째\n\u0192 셋째\n\u201e 넷째\n\u2026 다섯째", "① 첫째\n② 둘째\n③ 셋째\n④ 넷째\n⑤ 다섯째"),
    ("그는 말했다\u2026 끝", "그는 말했다\u2026 끝"), ("\u2026그리고", "\u2026그리고"), ("\uf000 조직", "  조직"),
]


@pytest.mark.parametrize(("line", "text"), LINES)
def test_circled_digits_of_hancom_come_back_at_the_start_of_lines(line: str, text: str) -> None:
    assert hancom_repaired(line) == text


def test_circled_digits_come_back_in_cells_too_but_only_of_hancom() -> None:
    for producer, cell in (("Hancom PDF 1.3", "⑤ 첫째"), ("Other", "… 첫째")):
        drawing = Drawing(producer=producer)
        drawing.table(50, 80, [["구분", "내용"], ["가", "… 첫째"]])
        assert read("a.pdf", drawing.data()).tables[0].rows[1][1] == cell
