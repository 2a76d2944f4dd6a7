"""DOCX by python-docx, and what it cannot write by hand."""

from __future__ import annotations

import io

import docx
import pytest

from indexer.extract import read
from tests.indexer.extract import office

RUN = "<w:r><w:t>{}</w:t></w:r>"
PARAGRAPH = f"<w:p>{RUN}</w:p>"


def test_paragraphs_and_tables_keep_their_order_and_merged_cells_their_places() -> None:
    document = docx.Document()
    document.add_paragraph("가람시 업무계획")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate((("구분", "", "예산"), ("", "시비", "도비"), ("숲길", "120", "30"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("끝.")
    buffer = io.BytesIO()
    document.save(buffer)
    extracted = read("계획.docx", buffer.getvalue())
    assert extracted.status == "ok"
    assert extracted.text == "가람시 업무계획\n구분\t예산\n\t시비\t도비\n숲길\t120\t30\n끝."
    assert [table.rows for table in extracted.tables] == [
        (("구분", "예산", "예산"), ("구분", "시비", "도비"), ("숲길", "120", "30"))]


BODIES = {
    "inserted text is printed, deleted text is not": (
        f"<w:p><w:ins>{RUN.format('새')}</w:ins><w:del><w:r><w:delText>옛</w:delText></w:r></w:del></w:p>", "새"),
    "a content control is read": (f"<w:sdt><w:sdtContent>{PARAGRAPH.format('양식')}</w:sdtContent></w:sdt>", "양식"),
    "a link is text": (f"<w:p><w:hyperlink>{RUN.format('누리집')}</w:hyperlink></w:p>", "누리집"),
    "tabs and breaks": ("<w:p><w:r><w:t>가</w:t><w:tab/><w:t>나</w:t><w:br/><w:t>다</w:t></w:r></w:p>", "가\t나\n다"),
    "tab stops are no tabs": ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>가</w:t></w:r></w:p>", "가"),
    "a text box follows its paragraph": (
        f"<w:p><w:r><w:t>앞</w:t><w:pict><w:txbxContent>{PARAGRAPH.format('상자')}</w:txbxContent></w:pict>"
        "<w:t>뒤</w:t></w:r></w:p>", "앞뒤\n상자"),
    "a rewritten text box is read once": (
        f"<w:p><w:r><Choice><w:txbxContent>{PARAGRAPH.format('상자')}</w:txbxContent></Choice><Fallback>"
        f"<w:txbxContent>{PARAGRAPH.format('상자')}</w:txbxContent></Fallback></w:r></w:p>", "상자"),
    "a table in a cell": (
        f"<w:tbl><w:tr><w:tc>{PARAGRAPH.format('겉')}</w:tc><w:tc>{PARAGRAPH.format('옆')}<w:tbl><w:tr><w:tc>"
        f"{PARAGRAPH.format('속1')}</w:tc><w:tc>{PARAGRAPH.format('속2')}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "겉\t옆\n속1\t속2"),
}


@pytest.mark.parametrize("case", BODIES)
def test_the_body_is_read_as_printed(case: str) -> None:
    body, text = BODIES[case]
    assert read("a.docx", office.docx(body)).text == text


def test_notes_stand_after_the_paragraph_that_cites_them() -> None:
    body = (f'<w:p>{RUN.format("예산")}<w:r><w:footnoteReference w:id="2"/></w:r>{RUN.format("은")}'
            f'<w:r><w:endnoteReference w:id="3"/></w:r></w:p>{PARAGRAPH.format("끝")}')
    parts = {"word/footnotes.xml": office.docx_notes("footnotes", {0: "구분선", 2: "각주 글"}),
             "word/endnotes.xml": office.docx_notes("endnotes", {3: "미주 글"})}
    assert read("a.docx", office.docx(body, parts)).text == "예산은\n1) 각주 글\n2) 미주 글\n끝"


def test_headers_come_first_and_footers_last() -> None:
    header = '<w:hdr xmlns:w="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>'
    parts = {f"word/{kind}1.xml": header.format(office.WORD, kind) for kind in ("footer", "header")}
    assert read("a.docx", office.docx(PARAGRAPH.format("몸"), parts)).text == "header\n몸\nfooter"


def test_spans_of_any_size_allocate_nothing() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="65535"/></w:tcPr><w:p><w:r><w:t>가</w:t></w:r></w:p></w:tc>'
    extracted = read("a.docx", office.docx(f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>"))
    assert [table.rows for table in extracted.tables] == [(("가", "가", "가"),)]
