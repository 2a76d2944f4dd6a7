"""Pages that are pictures."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader

from indexer.extract import ocr, read, scans
from indexer.extract.limits import LIMITS
from indexer.extract.pool import Pool
from tests.indexer.extract.drawn import Drawing

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
LINES = ["가람시 2026년 주요업무계획", "도시숲과는 올해 골목 숲길 네 곳을 새로 만든다.", "총사업비 3,652백만원(시비 2,000백만원)",
         "사업기간은 2026년 3월부터 12월까지이다.", "문의: 도시숲과 숲길조성팀"]


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    if ocr.version() is None or not FONT.exists():
        pytest.skip("tesseract with Korean, or Noto Sans CJK, is not installed")
    monkeypatch.setenv("JACHI_OCR", "on")


def scanned(lines: list[str], *, printed: str = "") -> bytes:
    """A page that is a picture of these lines, after one of text when something is printed."""
    picture = Image.new("L", (1654, 2339), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 38, index=1)
    for number, line in enumerate(lines):
        pen.text((150, 200 + 80 * number), line, font=font, fill=20)
    drawing = Drawing()
    if printed:
        drawing.text(60, 60, printed)
        drawing.page()
    drawing.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    return drawing.data()


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_read_and_said_to_be_one() -> None:
    with Pool(1) as pool:
        extracted = pool.read("계획.pdf", scanned(LINES))
    wanted = characters("".join(LINES))
    assert (wanted & characters(extracted.text)).total() / wanted.total() > 0.9
    assert (extracted.status, extracted.reader) == ("partial", ocr.version())
    assert ocr.WARNING in extracted.warnings
    assert extracted.pages == (extracted.text,)


@pytest.mark.usefixtures("tesseract")
def test_only_pages_without_text_are_looked_at() -> None:
    extracted = read("계획.pdf", scanned(LINES[:1], printed="가람시 주요업무계획 본문"))
    assert extracted.pages[0] == "가람시 주요업무계획 본문"
    assert "가람시" in extracted.pages[1]
    assert extracted.reader.startswith("pypdfium2 ") and extracted.reader.endswith(str(ocr.version()))


def test_a_scan_is_empty_where_nobody_asked_for_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JACHI_OCR", raising=False)
    monkeypatch.setattr(ocr, "page_text", lambda picture, seconds: pytest.fail("asked"))
    assert read("계획.pdf", picture_only()).status == "empty"


def test_without_tesseract_a_scan_is_empty_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JACHI_OCR", "on")
    monkeypatch.setattr(ocr, "version", lambda: None)
    extracted = read("계획.pdf", picture_only())
    assert extracted.status == "empty"
    assert "no tesseract" in extracted.warnings[-1]


def test_what_ocr_could_not_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def page_text(picture: bytes, seconds: float) -> str:
        assert picture.startswith(b"P5 ") and 0 < seconds <= LIMITS.ocr_page_seconds
        raise ocr.Unread("30 seconds were not enough")

    texts, warnings = scans.pictured(picture_only(pages=3), [0, 2], LIMITS, page_text)
    assert not texts
    assert warnings == [f"page {number} not read by OCR: 30 seconds were not enough" for number in (1, 3)]


@pytest.mark.parametrize("limits", [replace(LIMITS, ocr_pages=1), replace(LIMITS, ocr_seconds=-1)])
def test_ocr_ends_at_its_limits_and_keeps_what_it_has(limits: object) -> None:
    texts, warnings = scans.pictured(picture_only(pages=3), [0, 1, 2], limits, lambda *_: "글")  # type: ignore[arg-type]
    assert len(texts) < 2
    assert warnings == [f"OCR ended before page {len(texts) + 1}"]


def test_a_vast_page_becomes_no_vast_picture() -> None:
    drawing = Drawing(14_000, 14_000)
    drawing.canvas.rect(10, 10, 100, 100, fill=1)
    sizes = []
    scans.pictured(drawing.data(), [0], LIMITS, lambda picture, _: sizes.append(len(picture)) or "")
    assert sizes[0] < 17_000_000


def picture_only(pages: int = 1) -> bytes:
    drawing = Drawing()
    for _ in range(pages):
        drawing.canvas.drawImage(ImageReader(Image.new("L", (40, 40), 120)), 100, 100, 200, 200)
        drawing.page()
    return drawing.data()
