"""Answers of an interface as pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.odd.rfc_json import page


@pytest.mark.parametrize(
    "answer", [[], 3, None, {}, {"RSLT_DATA": None}, {"RSLT_DATA": {"boardContentsList": "x"}}, {"RSLT_DATA": []}]
)
def test_an_answer_of_another_shape_has_no_rows(answer: Any) -> None:
    assert "<td>" not in page(json.dumps(answer))


def test_what_is_no_json_stays_as_it_is() -> None:
    assert page("<html></html>") == "<html></html>"


def test_titles_are_texts_and_contents_markup() -> None:
    detail = {"dataSid": 1, "dataTitle": "<b>가</b>", "dataContent": "<p>나</p>", "regDate": "2026-10-06"}
    html = page(json.dumps({"RSLT_DATA": {"boardDetail": {"boardContentsDetail": detail}}}))
    assert "&lt;b&gt;가&lt;/b&gt;" in html and "<p>나</p>" in html and "2026-10-06" in html
