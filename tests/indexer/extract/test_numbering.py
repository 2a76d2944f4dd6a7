"""Numbers that word processors count and print, but do not store in the text."""

from __future__ import annotations

import struct

import pytest

from indexer.extract import read
from indexer.extract.numbering import Level, Numbers, Place, bullet
from tests.indexer.extract import office
from tests.indexer.extract.office import docx, hwpx, hwpx_paragraph

PLAN = [Level("^1."), Level("^2.", "syllable"), Level("^1.^3)"), Level("^4", "circled")]


def test_each_level_counts_and_begins_again_below_the_next_of_a_higher_one() -> None:
    numbers = Numbers({"a": PLAN})
    levels = [0, 1, 1, 3, 3, 0, 1, 2]
    assert [numbers.next(Place("a", level)) for level in levels] == ["1.", "가.", "나.", "①", "②", "2.", "가.", "2.1)"]


@pytest.mark.parametrize(("form", "third"), [
    ("digit", "3"), ("circled", "③"), ("syllable", "다"), ("letter", "ㄷ"), ("roman", "iii"), ("ROMAN", "III"),
    ("latin", "c"), ("LATIN", "C"), ("ideograph", "三"), ("zero", "03"), ("none", ""), ("unheard of", "3")])
def test_forms_of_numbers(form: str, third: str) -> None:
    numbers = Numbers({"a": [Level("^1", form)]})
    assert [numbers.next(Place("a", 0)) for _ in range(3)][2] == third


def test_a_list_may_start_later_and_an_unknown_one_prints_nothing() -> None:
    numbers = Numbers({"a": [Level("^1)", start=4)], "b": [bullet("\uf06d")]})
    asked = [Place("a", 0), Place("a", 0), Place("b", 0), Place("c", 0), Place("a", 7)]
    assert [numbers.next(place) for place in asked] == ["4)", "5)", "•", "", ""]


HEADER = ('<hh:head xmlns:hh="http://www.hancom.co.kr/hwpml/2011/head"><hh:numbering id="1">'
          '<hh:paraHead start="1" level="1" numFormat="DIGIT">^1.</hh:paraHead>'
          '<hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead></hh:numbering>'
          '<hh:bullet id="1" char="□"/>'
          '<hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>'
          '<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="1" level="0"/></hh:paraPr>'
          '<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="1" level="1"/></hh:paraPr>'
          '<hh:paraPr id="3"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr></hh:head>')
SHOWN = "1. 사업 개요\n가. 위치\n나. 기간\n□ 가람시 숲길\n덧붙임\n2. 소요 예산"
SHAPES = [(1, "사업 개요"), (2, "위치"), (2, "기간"), (3, "가람시 숲길"), (0, "덧붙임"), (1, "소요 예산")]


def test_hwpx_paragraphs_have_their_numbers() -> None:
    body = "".join(hwpx_paragraph(text).replace("<hp:p>", f'<hp:p paraPrIDRef="{shape}">') for shape, text in SHAPES)
    assert read("a.hwpx", hwpx(body, {"Contents/header.xml": HEADER})).text == SHOWN


def test_hwpx_with_a_damaged_header_is_read_without_numbers() -> None:
    assert read("a.hwpx", hwpx(hwpx_paragraph("본문"), {"Contents/header.xml": "<broken"})).text == "본문"


def hwp_level(text: str, form: int) -> bytes:
    return struct.pack("<IhhI", form << 5, 0, 0, 0) + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def hwp_shape(kind: int, level: int, number: int) -> bytes:
    return office.record(25, 0, struct.pack("<I", kind << 23 | level << 25) + bytes(26) + struct.pack("<H", number)
                         + bytes(10))


def numbered_hwp() -> bytes:
    levels = hwp_level("^1.", 0) + hwp_level("^2.", 8) + hwp_level("", 0) * 5
    info = office.record(23, 0, levels + struct.pack("<H7I", 1, *[1] * 7))
    info += office.record(24, 0, bytes(12) + "□".encode("utf-16-le"))
    info += hwp_shape(0, 0, 0) + hwp_shape(2, 0, 1) + hwp_shape(2, 1, 1) + hwp_shape(3, 0, 1)
    body = b"".join(
        office.record(66, 0, struct.pack("<IIHBBHHHI", len(text) + 1, 0, shape, 0, 0, 0, 0, 0, 0))
        + office.record(67, 1, (text + "\r").encode("utf-16-le")) for shape, text in SHAPES)
    return office.hwp(body, info=info)


def test_hwp_paragraphs_have_their_numbers() -> None:
    assert read("a.hwp", numbered_hwp()).text == SHOWN


def word(shape: int, text: str) -> str:
    level = {1: (1, 0), 2: (1, 1), 3: (2, 0)}.get(shape)
    mark = f'<w:numPr><w:ilvl w:val="{level[1]}"/><w:numId w:val="{level[0]}"/></w:numPr>' if level else ""
    return f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_level(number: int, form: str, text: str) -> str:
    return (f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            "</w:lvl>")


NUMBERING = (f'<w:numbering xmlns:w="{office.WORD}"><w:abstractNum w:abstractNumId="5">'
             f'{word_level(0, "decimal", "%1.")}{word_level(1, "ganada", "%2.")}</w:abstractNum>'
             f'<w:abstractNum w:abstractNumId="6">{word_level(0, "bullet", "□")}</w:abstractNum>'
             '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
             '<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num></w:numbering>')
STYLES = (f'<w:styles xmlns:w="{office.WORD}"><w:style w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
          "</w:pPr></w:style></w:styles>")


def test_docx_paragraphs_have_their_numbers() -> None:
    body = "".join(word(shape, text) for shape, text in SHAPES)
    assert read("a.docx", docx(body, {"word/numbering.xml": NUMBERING})).text == SHOWN


def test_docx_numbers_may_come_from_a_style_and_are_left_out_of_empty_paragraphs() -> None:
    styled = '<w:p><w:pPr><w:pStyle w:val="List"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    body = styled.format("하나") + styled.format("") + styled.format("둘")
    parts = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}
    assert read("a.docx", docx(body, parts)).text == "1. 하나\n2. 둘"


def test_docx_with_damaged_numbering_is_read_without_numbers() -> None:
    assert read("a.docx", docx(word(1, "본문"), {"word/numbering.xml": "<broken"})).text == "본문"
