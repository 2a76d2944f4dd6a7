"""Writes a paper as PDF, with ruled tables."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from crawler.sample.papers import Block, Paper, Rows

SERIF, SANS = "HYSMyeongJo-Medium", "HYGothic-Medium"  # known to every reader, so none is embedded
MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
FIXED_DATE = b"D:20000101000000"  # reportlab's, when asked for the same bytes every time
RULES = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
)
STYLES = {
    "title": ParagraphStyle("title", fontName=SANS, fontSize=20, leading=28, alignment=1, spaceAfter=8 * mm),
    "chapter": ParagraphStyle("chapter", fontName=SANS, fontSize=15, leading=22, spaceBefore=8 * mm, spaceAfter=3 * mm),
    "section": ParagraphStyle("section", fontName=SANS, fontSize=12, leading=18, spaceBefore=5 * mm, spaceAfter=mm),
    "text": ParagraphStyle("text", fontName=SERIF, fontSize=10.5, leading=17, wordWrap="CJK"),
    "item": ParagraphStyle("item", fontName=SERIF, fontSize=10.5, leading=17, leftIndent=4 * mm, wordWrap="CJK"),
    "cell": ParagraphStyle("cell", fontName=SERIF, fontSize=9, leading=12, wordWrap="CJK"),
}


def write(paper: Paper) -> bytes:
    for font in (SERIF, SANS):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    made = BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, title=paper.title, author="예시 누리집", invariant=1
    )
    title = Paragraph(escape(paper.title), STYLES["title"])
    document.build([title, *(flowable for block in paper.blocks for flowable in flowables(block))])
    return made.getvalue().replace(FIXED_DATE, f"D:{paper.dated:%Y%m%d}000000".encode())


def flowables(block: Block) -> list[Flowable]:
    if block.kind == "table":
        return [_table(block.rows), Spacer(1, 3 * mm)]
    text = f"○ {block.text}" if block.kind == "item" else block.text
    return [Paragraph(escape(text), STYLES[block.kind])]


def _table(rows: Rows) -> Table:
    cells = [[Paragraph(escape(cell), STYLES["cell"]) for cell in row] for row in rows]
    return Table(cells, colWidths=_widths(rows), style=RULES, repeatRows=1)


def _widths(rows: Rows) -> list[float]:
    """As wide as the longest cell of each column; the widest columns give way until the page holds them all."""
    style = STYLES["cell"]
    widths = [
        max(pdfmetrics.stringWidth(cell, style.fontName, style.fontSize) for cell in column) + 14
        for column in zip(*rows)
    ]
    while sum(widths) > WIDTH:
        widths[widths.index(max(widths))] -= 1
    return widths
