"""Draws small PDF pages, their tables with lines as word processors do."""

from __future__ import annotations

import io
import zlib
from typing import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = "HYSMyeongJo-Medium"


class Drawing:
    """Coordinates in points from the top left."""

    def __init__(self, width: float = 595, height: float = 842, producer: str = "", password: str = "") -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
        self._buffer = io.BytesIO()
        self._height = height
        locked = StandardEncryption(password, strength=128) if password else None
        self.canvas = Canvas(self._buffer, (width, height), encrypt=locked)
        if producer:
            self.canvas.setProducer(producer)
        self.canvas.setFont(_FONT, 10)

    def text(self, x: float, y: float, text: str) -> None:
        self.canvas.drawString(x, self._height - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self._height - y0, x1, self._height - y1)

    def table(self, x: float, y: float, rows: Sequence[Sequence[str]], width: float = 90, height: float = 20,
              sides: bool = True) -> None:
        """A full grid; without sides the outermost vertical lines are missing."""
        columns = max(map(len, rows))
        for row in range(len(rows) + 1):
            self.line(x, y + row * height, x + columns * width, y + row * height)
        for column in range(columns + 1) if sides else range(1, columns):
            self.line(x + column * width, y, x + column * width, y + len(rows) * height)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                self.text(x + column * width + 5, y + row * height + 14, cell)

    def page(self) -> None:
        self.canvas.showPage()
        self.canvas.setFont(_FONT, 10)

    def data(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()


def raw_pdf(content: bytes, font: str = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica") -> bytes:
    """One page with this content stream, deflated."""
    stream = zlib.compress(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< " + font.encode() + b" >>",
    ]
    return assembled_pdf(objects)


def assembled_pdf(objects: Sequence[bytes]) -> bytes:
    """The first object is the catalog."""
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + (
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body)))
