"""HWP 5 and HWPX of our own making."""

from __future__ import annotations

import pytest

from indexer.extract import read
from tests.indexer.extract import office
from tests.indexer.extract.office import hwp, hwp_paragraph, hwp_table, hwpx, hwpx_paragraph, hwpx_table

CELLS = [(0, 0, 2, 1, "구분"), (0, 1, 1, 2, "예산"), (1, 1, 1, 1, "시비"), (1, 2, 1, 1, "도비"),
         (2, 0, 1, 1, "숲길"), (2, 1, 1, 1, "120"), (2, 2, 1, 1, "30")]
ROWS = (("구분", "예산", "예산"), ("구분", "시비", "도비"), ("숲길", "120", "30"))
BINARY = hwp(hwp_paragraph("가람시 업무계획") + hwp_table(3, 3, CELLS) + hwp_paragraph("끝."), preview="<가람시>")
PACKAGE = hwpx(hwpx_paragraph("가람시 업무계획") + hwpx_table(
    [(row, column, down, across, hwpx_paragraph(text)) for row, column, down, across, text in CELLS], 3, 3)
    + hwpx_paragraph("끝."))
DECOY = "이 문서는 상위 버전의 배포용 문서입니다."
NOTE = ('<hp:ctrl><hp:{kind}><hp:subList><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hp:subList></hp:{kind}>'
        '</hp:ctrl>')


@pytest.mark.parametrize("data", [BINARY, PACKAGE], ids=["hwp", "hwpx"])
def test_both_formats_yield_the_same_text_and_rows(data: bytes) -> None:
    extracted = read("계획", data)
    assert extracted.status == "ok"
    assert extracted.text == "가람시 업무계획\n구분\t예산\n\t시비\t도비\n숲길\t120\t30\n끝."
    assert [table.rows for table in extracted.tables] == [ROWS]
    assert extracted.reader.startswith("dochan ")


def test_notes_follow_their_paragraph_without_a_mark_inside_of_it() -> None:
    notes = "".join(NOTE.format(kind=kind, text=text) for kind, text in
                    (("footNote", "각주 글"), ("endNote", "미주 글")))
    text = read("a", hwpx(f"<hp:p><hp:run><hp:t>예산</hp:t>{notes}<hp:t>은 늘었다</hp:t></hp:run></hp:p>")).text
    assert text == "예산은 늘었다\n1) 각주 글\n2) 미주 글"


def test_hidden_comments_are_not_printed() -> None:
    body = hwpx_paragraph("예산", NOTE.format(kind="hiddenComment", text="숨은 글")) + hwpx_paragraph("끝")
    assert read("a", hwpx(body)).text == "예산\n끝"


def test_text_after_a_tab_or_a_break_is_kept() -> None:
    inside = "<hp:p><hp:run><hp:t>담당<hp:tab/>숲과<hp:lineBreak/>전화<hp:nbSpace/>없음</hp:t></hp:run></hp:p>"
    assert read("a", hwpx(inside)).text == "담당\t숲과\n전화 없음"


def test_nested_tables_lose_nothing() -> None:
    inner = hwpx_table([(0, 0, 1, 1, hwpx_paragraph("속1")), (0, 1, 1, 1, hwpx_paragraph("속2"))], 1, 2)
    outer = hwpx_table([(0, 0, 1, 1, hwpx_paragraph("겉")), (0, 1, 1, 1, hwpx_paragraph("옆") + inner)], 1, 2)
    extracted = read("a", hwpx(outer))
    assert extracted.text == "겉\t옆\n속1\t속2"
    assert [table.rows for table in extracted.tables] == [(("겉", "옆"),), (("속1", "속2"),)]


MANIFEST = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
STATUSES = {
    "a password": (hwp(b"", flags=office.COMPRESSED | office.PASSWORD), "encrypted", ""),
    "DRM": (hwp(b"", flags=office.COMPRESSED | office.DRM), "drm", ""),
    "a package with encrypted parts": (hwpx(hwpx_paragraph("가"), MANIFEST), "encrypted", ""),
    "the notice in place of a distributed body": (hwp(hwp_paragraph(DECOY)), "corrupt", ""),
    "the same with a preview": (hwp(hwp_paragraph(DECOY), preview="<입찰><공고>\r\n가람시"), "partial", "입찰\t공고\n가람시"),
    "a distribution document without its body": (
        hwp(hwp_paragraph(DECOY), flags=office.COMPRESSED | office.DISTRIBUTION), "corrupt", ""),
    "the notice as preview, too": (hwp(hwp_paragraph(DECOY), preview=DECOY), "corrupt", ""),
    "a body that does not inflate": (hwp(hwp_paragraph("가"), flags=0).replace(b"\xff\xff\xff\xff", b"\0\0\0\0"),
                                     "corrupt", ""),
    "a body of nothing": (hwp(hwp_paragraph("")), "empty", ""),
    "a body of nothing beside a preview": (hwp(hwp_paragraph(""), preview="그림 속 글"), "partial", "그림 속 글"),
    "a package without sections": (
        office.zipped({"mimetype": "application/hwp+zip", "Contents/content.hpf": "<a/>"}), "corrupt", ""),
}


@pytest.mark.parametrize("case", STATUSES)
def test_what_cannot_be_read_whole_says_so(case: str) -> None:
    data, status, text = STATUSES[case]
    extracted = read("a.hwp", data)
    assert (extracted.status, extracted.text) == (status, text)
    assert extracted.warnings or status == "empty"
