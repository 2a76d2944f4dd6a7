"""Arguments of script calls."""

from __future__ import annotations

import pytest
from bs4 import Tag

from crawler.markup import soup
from crawler.scripts import Call, calls, linked_file, listed_files, view_arguments


def tag(html: str) -> Tag:
    found = soup(html).find(["a", "button", "td"])
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "goTo.view('list','346105','22','0203010000'); return false;",
            [("goTo.view", "list", "346105", "22", "0203010000")],
        ),
        ("javaScript:searchDetail('36862');return false;", [("searchDetail", "36862")]),
        ('f("a, (b)", 3)', [("f", "a, (b)", "3")]),
        ("f('')", [("f",)]),
        ("f()", [("f",)]),
        ("f(a + 'b', g('x'))", [("g", "x")]),
        ("if (confirm('지울까요?')) { del('3') }", [("confirm", "지울까요?"), ("del", "3")]),
        ("f('never closed", []),
    ],
)
def test_calls_with_plain_arguments_are_found(code: str, expected: list[tuple[str, ...]]) -> None:
    assert calls(code) == [Call(name, tuple(values)) for name, *values in expected]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("""<a href="#" onclick="goTo.view('list','5','22','0203')">""", {"post": "5", "board": "22", "menu": "0203"}),
        ("""<a href="javascript:fn_search_detail('B0000001')">""", {"post": "B0000001"}),
        (
            """<button onclick="boardViewRenewal('listForm','마루','Y','264','353','0110','1')">""",
            {"board": "264", "post": "353", "menu": "0110"},
        ),
        (
            """<a onclick="boardView('portal','listForm','EU','Y','36','25','0114','1')">""",
            {"post": "36", "board": "25", "menu": "0114"},
        ),
        ("""<a onclick="yhLib.inline.post(this); return false;" data-req-get-p-idx="320187">""", {"post": "320187"}),
        ("""<a href="view.do?no=3" onclick="logClick('3')">""", {}),
        ("""<a onclick="goView('N')">""", {}),
        ("""<a onclick="goView(77)">""", {"post": "77"}),
        ("""<a onclick="req.post(this)" data-keyset="{'newsEpctNo': '28414'}">""", {"post": "28414"}),
    ],
)
def test_the_call_that_opens_a_post_gives_its_ids(html: str, expected: dict[str, str]) -> None:
    assert view_arguments(tag(html)) == expected


def test_a_download_call_has_the_usual_address_unless_the_page_defines_another() -> None:
    link = tag("""<a href="#" onclick="fn_egov_downFile('FILE 1','0'); return false;">가.hwp</a>""")
    usual = linked_file(link, "")
    assert usual and usual.address == "/cmm/fms/FileDown.do?atchFileId=FILE%201&fileSn=0"
    own = """function fn_egov_downFile(sn, id){ window.open("/board/down.do?s=" + sn + "&i=" + id + ""); }"""
    defined = linked_file(link, own)
    assert defined and defined.address == "/board/down.do?s=FILE%201&i=0"


def test_a_definition_that_needs_more_than_its_arguments_is_not_followed() -> None:
    link = tag("""<a onclick="fn_egov_downFile('1','0')">가.hwp</a>""")
    found = linked_file(link, """function fn_egov_downFile(id, sn) { go("/down.do?t=" + token + "&i=" + id); }""")
    assert found and found.address == "/cmm/fms/FileDown.do?atchFileId=1&fileSn=0"


def test_files_that_the_script_of_a_page_writes_are_named() -> None:
    page = """<script>board.putFileHtml("FL1", "1", "보도자료(7. 27.).hwp", "131584", "hwp"); putFileHtml(name);</script>"""
    assert [file.name for file in listed_files(page)] == ["보도자료(7. 27.).hwp"]
