"""Workbooks by openpyxl."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from indexer.extract import read
from indexer.extract.limits import LIMITS
from indexer.extract.xlsx import shown
from tests.indexer.extract import office


def saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def budget() -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "세출예산"
    for row in (["구분", "예산", None], [None, "시비", "도비"], ["숲길", 3652, 1.5], ["기준일", date(2026, 3, 2), "△3%"]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    return workbook


def test_sheets_are_read_with_their_names_and_merged_cells() -> None:
    extracted = read("예산.xlsx", saved(budget()))
    assert extracted.status == "ok"
    assert extracted.text == "세출예산\n구분\t예산\n\t시비\t도비\n숲길\t3652\t1.5\n기준일\t2026-03-02\t△3%"
    assert [table.rows for table in extracted.tables] == [
        (("구분", "예산", "예산"), ("구분", "시비", "도비"), ("숲길", "3652", "1.5"), ("기준일", "2026-03-02", "△3%"))]


def test_a_false_dimension_hides_nothing() -> None:
    data = saved(budget())
    members = office.unzipped(data)
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', members[sheet])
    assert read("a.xlsx", office.zipped(members)).text == read("a.xlsx", data).text


def test_hidden_sheets_are_not_printed_but_mentioned() -> None:
    workbook = budget()
    workbook.create_sheet("작업").append(["숨은 값"])
    workbook["작업"].sheet_state = "hidden"
    extracted = read("a.xlsx", saved(workbook))
    assert "숨은 값" not in extracted.text
    assert any("작업" in warning for warning in extracted.warnings)


def test_a_long_sheet_is_cut_and_partial() -> None:
    workbook = openpyxl.Workbook()
    for number in range(20):
        workbook.active.append([number, number])
    extracted = read("a.xlsx", saved(workbook), limits=replace(LIMITS, sheet_rows=10))
    assert extracted.status == "partial"
    assert extracted.text.splitlines()[-1] == "9\t9"


def test_a_sheet_from_corner_to_corner_is_refused_before_it_is_allocated() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["XFD1048576"] = "가", "나"
    assert read("a.xlsx", saved(workbook)).status == "limit"


VALUES: list[tuple[Any, str]] = [
    (3652.0, "3652"), (-12.0, "-12"), (0.1, "0.1"), (1e20, "1e+20"), (43.2, "43.2"), (True, "TRUE"), ("  가 ", "가"),
    (datetime(2026, 3, 2), "2026-03-02"), (datetime(2026, 3, 2, 14, 30), "2026-03-02 14:30"),
    (date(2026, 3, 2), "2026-03-02"), (time(9, 0), "09:00:00"), (timedelta(hours=30), "1 day, 6:00:00"), ("", ""),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_values_are_shown_as_people_write_them(value: Any, text: str) -> None:
    assert shown(value) == text


FORMATTED: list[tuple[Any, str, str]] = [
    (1234567, "#,##0", "1,234,567"), (-1234.5, "#,##0", "-1,235"), (0.4321, "0.0%", "43.2%"), (0.5, "0%", "50%"),
    (1234567, "#,##0,", "1,235"), (1234567, '#,##0"천원"', "1,234,567천원"),
    (3652, '#,##0"명";"△"#,##0"명";"-"', "3,652명"),
    (-773, '#,##0;"△"#,##0', "△773"), (-773, "#,##0;[Red]\\△#,##0", "△773"), (0, '#,##0;-#,##0;"-"', "-"),
    (-0.175, '0.0%;"△"0.0%', "△17.5%"), (1.5, "0.00", "1.50"), (1.5, "0.0#", "1.5"), (2, "0.##", "2."),
    (7, "000", "007"),
    (12000, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "12,000"), (12000, '"₩"#,##0', "₩12,000"),
    (12000, "[$₩-412]#,##0", "₩12,000"), (-0.4, "#,##0", "0"), (3, 'General"회"', "3회"), (2.5, "0.0%%", "25000.0%%"),
    (0, "#", ""), (0.25, "#.##", ".25"), (5, ";;;", ""), (2.5, "0", "3"), (3.14, '[빨강]0.0', "3.1"),
    (date(2026, 3, 2), "yyyy. m. d.", "2026. 3. 2."), (date(2026, 3, 2), 'yyyy"년" mm"월" dd"일"', "2026년 03월 02일"),
    (date(2026, 3, 2), "yy.mm.dd(aaa)", "26.03.02(월)"),
    (datetime(2026, 3, 2, 14, 5), "yyyy-mm-dd hh:mm", "2026-03-02 14:05"),
    (datetime(2026, 3, 2, 14, 5), "AM/PM h:mm", "오후 2:05"), (time(9, 5), "h:mm:ss", "9:05:00"),
]
NOT_UNDERSTOOD: list[tuple[Any, str, str]] = [
    (0.5, "# ?/?", "0.5"), (12345, "0.00E+00", "12345"), (3, "[>2]0.0;0", "3"),
    (1012345678, "000-0000-0000", "1012345678"),
    (44000, "yyyy-mm-dd", "44000"), (date(2026, 3, 2), "mmm-yy", "2026-03-02"), (5, "0" * 300, "5"),
    (1e300, "#,##0", "1e+300"), (float("inf"), "0.0", "inf"),
]


@pytest.mark.parametrize(("value", "code", "text"), FORMATTED + NOT_UNDERSTOOD)
def test_a_number_is_shown_in_its_format_or_plainly(value: Any, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_cells_are_printed_with_the_format_of_their_own_sheet() -> None:
    workbook = openpyxl.Workbook()
    first, second = workbook.active, workbook.create_sheet("둘째")
    for sheet, code in ((first, "#,##0"), (second, '0.0"억원"')):
        for row in ([1234567.0, "1234"], [0.25, "00123"]):
            sheet.append(row)
        sheet["A1"].number_format = code
    first["A2"].number_format = "0.0%"
    text = read("a.xlsx", saved(workbook)).text
    assert text == "1,234,567\t1234\n25.0%\t00123\n둘째\n1234567.0억원\t1234\n0.25\t00123"


def test_a_workbook_without_styles_is_read_plainly() -> None:
    members = office.unzipped(saved(budget()))
    del members["xl/styles.xml"]
    assert "숲길\t3652\t1.5" in read("a.xlsx", office.zipped(members)).text
