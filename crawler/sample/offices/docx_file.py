"""Writes a paper as DOCX."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as Opened

from crawler.sample.offices.pack import repacked
from crawler.sample.papers import Block, Paper, Rows

HEADING_LEVELS = {"chapter": 1, "section": 2}


def write(paper: Paper) -> bytes:
    document = Document()
    document.add_heading(paper.title, 0)
    for block in paper.blocks:
        _add(document, block)
    _describe(document, paper)
    made = BytesIO()
    document.save(made)
    return repacked(made.getvalue(), paper.dated, lambda name, body: body)


def _add(document: Opened, block: Block) -> None:
    if block.kind == "table":
        _add_table(document, block.rows)
    elif block.kind in HEADING_LEVELS:
        document.add_heading(block.text, HEADING_LEVELS[block.kind])
    else:
        document.add_paragraph(f"○ {block.text}" if block.kind == "item" else block.text)


def _add_table(document: Opened, rows: Rows) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows):
        for place, text in zip(row.cells, cells):
            place.text = text


def _describe(document: Opened, paper: Paper) -> None:
    stated, moment = document.core_properties, datetime.combine(paper.dated, time())
    stated.title, stated.author, stated.comments, stated.last_modified_by = paper.title, "예시 누리집", "", ""
    stated.created = stated.modified = moment
