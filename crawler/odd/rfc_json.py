"""Boards of RFC3 that answer with JSON: 담양, getContentsList with getBoardDetail."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Mapping

from crawler.words import words

ROW = '<tr><td><a href="?dataSid={sid}">{title}</a></td><td class="date">{day}</td><td class="dept">{office}</td></tr>'
POST = (
    '<div class="board_view"><h4 class="subject">{title}</h4>'
    "<ul><li><span>등록일</span> {day}</li><li><span>담당부서</span> {office}</li></ul>"
    '<div class="bbs_detail">{text}</div>{files}</div>'
)
FILE = '<a href="/board/download?boardId={board}&dataSid={sid}&fileSid={file}">{name}</a>'
DAYS = ("registerDate", "regDate")
OFFICES = ("officeNm", "registerOfficeNm", "deptNm")


def page(text: str) -> str:
    """The answer as a table of rows or as a post; what is no JSON as it stands (a page saved after its script ran)."""
    try:
        data = json.loads(text)
    except ValueError:
        return text
    result = data.get("RSLT_DATA") if isinstance(data, dict) else None
    if not isinstance(result, dict):
        return text
    detail = _table(_table(result, "boardDetail"), "boardContentsDetail")
    if detail:
        return _post(detail, _list(_table(result, "boardDetail"), "boardFileList"))
    rows = _list(result, "boardContentsList")
    said = words().empty[0] if result.get("boardContentsList") == [] else ""
    return f"<table><tbody>{''.join(map(_row, rows))}</tbody></table>{said}"


def _row(item: Mapping[str, Any]) -> str:
    return ROW.format(sid=_said(item, "dataSid"), title=_said(item, "dataTitle"), **_facts(item))


def _post(item: Mapping[str, Any], files: list[Mapping[str, Any]]) -> str:
    links = "".join(
        FILE.format(
            board=_said(item, "boardId"),
            sid=_said(item, "dataSid"),
            file=_said(file, "fileSid"),
            name=_said(file, "fileName", "orgFileName", "fileNm"),
        )
        for file in files
    )
    text = str(item.get("dataContent") or "")  # markup
    return POST.format(title=_said(item, "dataTitle"), text=text, files=links, **_facts(item))


def _facts(item: Mapping[str, Any]) -> dict[str, str]:
    return {"day": _said(item, *DAYS), "office": _said(item, *OFFICES)}


def _said(item: Mapping[str, Any], *names: str) -> str:
    return next((escape(str(item[name])) for name in names if item.get(name)), "")


def _table(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _list(value: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = value.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
