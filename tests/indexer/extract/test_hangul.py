"""The second opinion on HWP and HWPX."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.extract import hangul, read
from indexer.extract.hwp_preview import agreement
from indexer.extract.hwp_walk import read_hwp_walk
from indexer.extract.hwpx_walk import read_hwpx_walk
from indexer.records import Extracted
from tests.indexer.extract import office
from tests.indexer.extract.office import hwp_paragraph, hwpx, hwpx_paragraph
from tests.indexer.extract.samples import bigrams
from tests.indexer.extract.test_hwp import BINARY, PACKAGE

PREVIEW = {"Preview/PrvText.txt": "가람시 업무계획\r\n<숲길><120>\r\n담당 숲과"}
SHOWN = hwpx(hwpx_paragraph("가람시 업무계획") + hwpx_paragraph("숲길 120 담당 숲과"), PREVIEW)


@pytest.mark.parametrize(("walk", "data"), [(read_hwp_walk, BINARY), (read_hwpx_walk, PACKAGE)], ids=["hwp", "hwpx"])
def test_the_walk_reads_what_the_first_reader_reads(walk: hangul.Reader, data: bytes) -> None:
    walked, first = walk(data, hangul.LIMITS), read("a", data)
    assert (walked.status, walked.text, walked.tables) == (first.status, first.text, first.tables)
    assert walked.reader != first.reader


def test_a_reading_that_lacks_the_preview_is_replaced_and_the_reader_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hangul, "read_hwpx", lambda data, limits: Extracted("ok", "가람시", reader="first 1"))
    extracted = read("a.hwpx", SHOWN)
    assert extracted.text == "가람시 업무계획\n숲길 120 담당 숲과"
    assert (extracted.status, extracted.reader) == ("ok", "xml walk 1")
    assert extracted.warnings == ("first 1 lacks what the preview shows",)


def test_the_better_of_two_poor_readings_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hangul, "read_hwpx", lambda data, limits: Extracted("ok", "가람시 업무계획", reader="first 1"))
    monkeypatch.setattr(hangul, "read_hwpx_walk", lambda data, limits: Extracted("ok", "가람", reader="second 1"))
    extracted = read("a.hwpx", SHOWN)
    assert extracted.reader == "first 1"
    assert extracted.warnings[0].startswith("the text holds 4")


def test_a_reading_that_agrees_asks_no_second_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hangul, "read_hwpx_walk", lambda data, limits: pytest.fail("asked"))
    assert read("a.hwpx", SHOWN).reader.startswith("dochan ")


def test_a_body_that_breaks_off_is_read_up_to_there() -> None:
    whole = b"".join(hwp_paragraph(f"{number}번째 사업: {number * number}백만원") for number in range(3000))
    packed = office.deflated(whole)
    cut = packed[: len(packed) // 2] + b"\xff" * 5000
    broken = office.ole({"FileHeader": b"HWP Document File".ljust(32, b"\0") + bytes([1, 0, 1, 5, 1]) + bytes(219),
                         "BodyText/Section0": cut})
    extracted = read_hwp_walk(broken, hangul.LIMITS)
    assert extracted.status == "partial"
    assert "1000번째 사업: 1000000백만원" in extracted.text


def test_after_a_crash_the_walk_reads() -> None:
    extracted = read("a.hwp", BINARY, second=True)
    assert (extracted.reader, extracted.text) == ("record walk 1", read("a.hwp", BINARY).text)


@pytest.mark.parametrize(("text", "shown", "share"), [
    ("가람시 업무계획", "<가람시><업무계획>", 1.0), ("", "가나다", 0.0), ("무엇이든", "", 1.0), ("가나", "가나다", 0.5)])
def test_agreement_is_the_share_of_the_preview(text: str, shown: str, share: float) -> None:
    assert agreement(text, shown) == share


@pytest.mark.shared
def test_both_readers_read_the_same_of_every_sample(shared: Path) -> None:
    for path in sorted((shared / "samples" / "attachments").glob("*.hwp*")):
        first = read(path.name, path.read_bytes())
        if first.status != "ok" or path.name.startswith("distribution"):
            continue
        walked = (read_hwpx_walk if path.suffix == ".hwpx" else read_hwp_walk)(path.read_bytes(), hangul.LIMITS)
        ours, theirs = bigrams(first.text), bigrams(walked.text)
        assert (ours & theirs).total() / max(ours.total(), theirs.total()) > 0.97, path.name
