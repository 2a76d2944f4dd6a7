"""Pages of many makes."""

from __future__ import annotations

import pytest

from indexer.extract import read

PAGES = {
    "blocks are lines, inline elements are not": (
        "<p>가람시는 <b>숲길</b>을 <a href='#'>연다</a>.</p><div>끝<br>.</div>", "가람시는 숲길을 연다.\n끝\n."),
    "white space is one blank": ("<p>  가\n\t 나&nbsp;다 </p>", "가 나\xa0다"),
    "scripts, styles and hidden parts are no text": (
        "<script>var a='나';</script><style>p{}</style><noscript>다</noscript><p hidden>라</p>"
        "<p style='display: none'>마</p><template><p>바</p></template><p>가</p>", "가"),
    "a table of rows": ("<p>앞</p><table><thead><tr><th rowspan=2>구분<th colspan=2>예산</tr><tr><th>시비<th>도비</tr></thead>"
                        "<tr><td>숲길<td>120<td>30</tr></table>뒤", "앞\n구분\t예산\n\t시비\t도비\n숲길\t120\t30\n뒤"),
    "a layout table is paragraphs": ("<table><tr><td><h1>제목</h1><p>본문</p></td></tr></table>", "제목\n본문"),
    "a comment is no text": ("<!-- 가 --><p>나<!-- 다 -->라</p>", "나라"),
    "bare text": ("<body>가<p>나", "가\n나"),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_page_is_read_as_shown(case: str) -> None:
    page, text = PAGES[case]
    assert read("a.html", f"<html>{page}</html>".encode()).text == text


def test_spans_of_a_table_are_resolved() -> None:
    page = "<table><tr><th rowspan=2>구분<th colspan=2>예산</tr><tr><th>시비<th>도비</tr></table>"
    assert read("a", page.encode()).tables[0].rows == (("구분", "예산", "예산"), ("구분", "시비", "도비"))


ENCODINGS = {
    "declared": ('<meta charset="euc-kr"><p>똠방각하</p>', "cp949"),
    "declared wrongly": ('<meta charset="utf-8"><p>가람시</p>', "cp949"),
    "not declared": ("<p>가람시</p>", "cp949"),
    "UTF-8": ("<p>가람시</p>", "utf-8"),
    "UTF-16": ("<p>가람시</p>", "utf-16"),
    "an XML declaration": ('<?xml version="1.0" encoding="EUC-KR"?><html><p>가람시</p></html>', "cp949"),
}


@pytest.mark.parametrize("case", ENCODINGS)
def test_a_page_is_decoded_whatever_it_declares(case: str) -> None:
    page, encoding = ENCODINGS[case]
    extracted = read("a.html", f"<html>{page}".encode(encoding) if "xml" not in page else page.encode(encoding))
    assert extracted.text in ("가람시", "똠방각하")
    assert not extracted.warnings


def test_the_title_is_metadata() -> None:
    assert read("a", "<html><title> 가람시 \n 소식</title><p>나".encode()).metadata["title"] == "가람시 소식"


def test_an_error_page_in_place_of_a_document_is_no_document() -> None:
    page = "<html><body><p>파일을 찾을 수 없습니다.</p></body></html>".encode("cp949")
    extracted = read("붙임.hwp", page)
    assert (extracted.status, extracted.metadata["format"]) == ("corrupt", "html")
    assert read("붙임.html", page).status == "ok"


def test_a_long_page_under_the_name_of_a_document_is_read_with_a_warning() -> None:
    page = "<html><body>" + "<p>가람시는 새 숲길을 연다.</p>" * 60 + "</body></html>"
    extracted = read("붙임.hwp", page.encode())
    assert extracted.status == "ok"
    assert extracted.warnings == ("붙임.hwp holds a web page",)
