"""Writes a paper as HWPX."""

from __future__ import annotations

import re
from datetime import date
from itertools import count
from xml.sax.saxutils import escape

from hwpx import HwpxDocument

from crawler.sample.offices.pack import repacked
from crawler.sample.papers import Block, Paper, Rows

PREVIEW_LENGTH = 1000  # as Hancom writes it


def write(paper: Paper) -> bytes:
    document = HwpxDocument.new()
    document.add_paragraph(paper.title)
    for block in paper.blocks:
        _add(document, block)
    container = document.to_bytes()
    return repacked(container, paper.dated, lambda name, body: _steady(name, body, paper))


def _add(document: HwpxDocument, block: Block) -> None:
    if block.kind == "table":
        _add_table(document, block.rows)
    else:
        document.add_paragraph(f"○ {block.text}" if block.kind == "item" else block.text, inherit_style=False)


def _add_table(document: HwpxDocument, rows: Rows) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            table.set_cell_text(n, m, cell)


def _steady(name: str, body: bytes, paper: Paper) -> bytes:
    """Ids by order instead of by chance; the dates, the author, the preview of this paper instead of the template's."""
    if name.startswith("Contents/section"):
        order = count(1)
        return re.sub(rb'(<hp:(?:p|tbl)\b[^>]*? id=")\d+', lambda found: found[1] + b"%d" % next(order), body)
    if name == "Contents/content.hpf":
        return _described(body.decode(), paper).encode()
    if name == "Preview/PrvText.txt":
        lines = (block.text or " ".join(" ".join(row) for row in block.rows) for block in paper.blocks)
        return "\r\n".join((paper.title, *lines))[:PREVIEW_LENGTH].encode()
    return body


def _described(text: str, paper: Paper) -> str:
    text = re.sub(r"<opf:title\s*/>", f"<opf:title>{escape(paper.title)}</opf:title>", text)
    stated = {
        "creator": "예시 누리집",
        "lastsaveby": "예시 누리집",
        "CreatedDate": f"{paper.dated}T00:00:00Z",
        "ModifiedDate": f"{paper.dated}T00:00:00Z",
        "date": _korean(paper.dated),
    }
    for key, value in stated.items():
        text = re.sub(rf'(<opf:meta name="{key}"[^>]*>)[^<]*', rf"\g<1>{value}", text)
    return text


def _korean(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일 {'월화수목금토일'[day.weekday()]}요일 오전 9:00:00"
