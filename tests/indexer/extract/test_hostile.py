"""Files made to hurt: each ends in a status, in time, and harms no other."""

from __future__ import annotations

import io
import random
import resource
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import Iterator

import openpyxl
import pytest

from indexer.extract.pool import Pool
from indexer.records import Extracted
from tests.indexer.extract import office
from tests.indexer.extract.drawn import Drawing, assembled_pdf, raw_pdf
from tests.indexer.extract.office import hwp, hwp_paragraph, hwp_table, hwpx, hwpx_paragraph, hwpx_table

MANY = 65535
GIANT_BYTES = 2**30
LOST = ("corrupt", "limit", "partial", "unsupported", "encrypted")


@cache
def giant() -> bytes:
    """A gigabyte of blanks, deflated to one megabyte."""
    squeeze, block = zlib.compressobj(9, zlib.DEFLATED, -15), b" " * 2**24
    return b"".join(squeeze.compress(block) for _ in range(GIANT_BYTES // len(block))) + squeeze.flush()


def giant_package(name: str, declared: int) -> bytes:
    """A package whose last part inflates to the gigabyte, spliced in with the size it declares."""
    package = office.zipped({"mimetype": "application/hwp+zip", name: ""}, stored=["mimetype"])
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        entry = archive.getinfo(name)
    head = entry.header_offset + 30 + len(name)
    changed = bytearray(package[:head] + giant() + package[head + entry.compress_size:])
    directory = changed.rfind(b"PK\x01\x02")
    for sizes_at in (entry.header_offset + 18, directory + 20):
        struct.pack_into("<II", changed, sizes_at, len(giant()), declared)
    end = changed.rfind(b"PK\x05\x06")
    directory_at = struct.unpack_from("<I", changed, end + 16)[0] + len(giant()) - entry.compress_size
    struct.pack_into("<I", changed, end + 16, directory_at)
    return bytes(changed)


def nested(depth: int) -> str:
    head = '<hp:p><hp:run><hp:tbl rowCnt="1" colCnt="1"><hp:tr><hp:tc><hp:subList>'
    return head * depth + hwpx_paragraph("속") + "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run></hp:p>" * depth


def looped() -> bytes:
    """Every sector of the allocation table points at itself."""
    data = bytearray(hwp(hwp_paragraph("가" * 5000), flags=0))
    table = 512 + 512 * struct.unpack_from("<I", data, 0x4C)[0]
    for number in range(128):
        struct.pack_into("<I", data, table + 4 * number, number)
    return bytes(data)


def directory_loop() -> bytes:
    """Every entry of the directory is its own sibling and its own child."""
    data = bytearray(hwp(hwp_paragraph("가" * 5000)))
    directory = 512 + 512 * struct.unpack_from("<I", data, 0x30)[0]
    for number in range(4):
        struct.pack_into("<III", data, directory + 128 * number + 68, number, number, number)
    return bytes(data)


def form_bomb(levels: int = 12, times: int = 20) -> bytes:
    """Forms that draw the next form many times: twenty to the power of twelve lines of text."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
               b"/Resources << /XObject << /F 5 0 R >> >> >>", b"<< /Length 4 >>\nstream\n/F Do\nendstream"]
    for level in range(levels):
        draw = b"/F Do " * times if level < levels - 1 else b"0 0 m 9 9 l S "
        objects.append(b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /F %d 0 R >> >>"
                       b" /Length %d >>\nstream\n%s\nendstream" % (min(6 + level, 4 + levels), len(draw), draw))
    return assembled_pdf(objects)


def flate_bomb() -> bytes:
    """A page whose content is a gigabyte of blanks, deflated twice."""
    content = zlib.compress(b"\x78\xda" + giant(), 9)
    return assembled_pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (len(content), content)])


def page_loop() -> bytes:
    """A tree of pages that holds itself."""
    return assembled_pdf([b"<< /Type /Catalog /Pages 2 0 R >>",
                          b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 99999 /Parent 2 0 R >>"])


def locked_pdf() -> bytes:
    drawing = Drawing(password="1234")
    drawing.text(50, 50, "비밀")
    return drawing.data()


def cp949_zip(name: str) -> bytes:
    """A member whose name is CP949, without the flag of UTF-8."""
    stand_in = "a" * len(name.encode("cp949"))
    return office.zipped({stand_in: "글"}).replace(stand_in.encode(), name.encode("cp949"))


def entity_package(package: bytes, part: str) -> bytes:
    members = office.unzipped(package)
    body = members[part]
    text = body.decode() if isinstance(body, bytes) else body
    start = text.find("?>") + 2 if text.startswith("<?xml") else 0
    members[part] = text[:start] + ENTITIES + text[start:].replace("문단", "&b11;")
    return office.zipped(members)


def workbook() -> bytes:
    made, buffer = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["문단", 1])
    made.save(buffer)
    return buffer.getvalue()


CELLS = [(0, 0, 1, 1, "가"), (1, 1, 1, 1, "나")]
PACKED = [(row, column, down, across, hwpx_paragraph(text)) for row, column, down, across, text in CELLS]
ENTITIES = "<!DOCTYPE a [<!ENTITY b0 'lol'>" + "".join(
    f"<!ENTITY b{number} '{f'&b{number - 1};' * 10}'>" for number in range(1, 12)) + "]>"
AFTER = "뒤"
DOCX = office.docx("<w:p><w:r><w:t>문단</w:t></w:r></w:p>")
CASES: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "declared.hwp": (hwp(hwp_table(MANY, MANY, CELLS) + hwp_paragraph(AFTER)), ("partial",)),
    "span.hwp": (hwp(hwp_table(2, 2, [(0, 0, MANY, MANY, "가")]) + hwp_paragraph(AFTER)), ("partial",)),
    "loop.hwp": (looped(), ("corrupt",)),
    "html.hwp": ("<html><body>없는 파일</body></html>".encode("cp949"), ("corrupt",)),
    "noise.hwp": (random.Random(1).randbytes(20_000), ("unsupported",)),
    "declared.hwpx": (hwpx(hwpx_table(PACKED, MANY, MANY) + hwpx_paragraph(AFTER)), ("ok",)),
    "span.hwpx": (hwpx(hwpx_table([(0, 0, MANY, MANY, hwpx_paragraph("가")), PACKED[1]], 2, 2)
                       + hwpx_paragraph(AFTER)), ("ok",)),
    "spans.hwpx": (hwpx(hwpx_table([(row, column, MANY, MANY, hwpx_paragraph("가")) for row in range(60)
                                    for column in range(60)], 60, 60)), ("ok",)),
    "entities.hwpx": (hwpx(hwpx_paragraph("&b11;"), prolog=ENTITIES), ("corrupt",)),
    "nested.hwpx": (hwpx(nested(2000) + hwpx_paragraph(AFTER)), ("limit",)),
    "nested.docx": (office.docx("<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000), ("limit",)),
    "nested.html": ("<table><tr><td>".encode() * 5000 + "속".encode(), ("limit",)),
    "spans.html": (b"<table><tr>" + b"<td rowspan=65534 colspan=1000>a</td>" * 500 + b"</tr></table>", ("ok",)),
    "text.pdf": (raw_pdf(b"(" + b"a" * 100 + b") Tj " * 1_000_000), ("empty",)),
    "head.pdf": (b"%PDF-1.7\n", ("corrupt",)),
    "head.zip": (b"PK\x03\x04" + bytes(40), ("corrupt",)),
    "head.hwp": (office.hwp(b"")[:512], ("corrupt",)),
    "zeros.hwp": (bytes(10_000), ("unsupported",)),
    "nothing.hwp": (b"", ("empty",)),
    "nothing.pdf": (b"", ("empty",)),
    "directory.hwp": (directory_loop(), ("corrupt",)),
    "password.hwp": (hwp(b"", flags=office.COMPRESSED | office.PASSWORD), ("encrypted",)),
    "rights.hwp": (hwp(b"", flags=office.COMPRESSED | office.DRM), ("drm",)),
    "container.hwp": (b"\x9b DRMONE" + bytes(500), ("drm",)),
    "levels.hwp": (hwp(b"".join(office.record(66, min(level, 1023), bytes(24)) for level in range(2000))
                       + hwp_paragraph(AFTER)), ("partial",)),
    "sizes.hwp": (hwp(struct.pack("<II", 67 | 0xFFF << 20, 2**31 - 1) + "가".encode("utf-16-le")),
                  ("partial",)),
    "entities.docx": (entity_package(DOCX, "word/document.xml"), ("limit",)),
    "entities.xlsx": (entity_package(workbook(), "xl/worksheets/sheet1.xml"), ("ok",)),
    "password.pdf": (locked_pdf(), ("encrypted",)),
    "forms.pdf": (form_bomb(), ("crash", "timeout")),
    "flate.pdf": (flate_bomb(), ("crash", "limit")),
    "pages.pdf": (page_loop(), ("corrupt",)),
    "korean.zip": (cp949_zip("붙임 계획.txt"), ("ok",)),
    "traversal.zip": (office.zipped({"../../../tmp/jachi_was_here.txt": "밖", "/etc/jachi_was_here": "밖"}), ("ok",)),
    "quine.zip": (office.zipped({"a.zip": office.zipped({"b.txt": "속"})}), ("unsupported",)),
    "many.zip": (office.zipped({str(number): "" for number in range(5_001)}), ("limit",)),
}
GOOD = hwpx(hwpx_paragraph("다음 글"))
GIANTS = {"lying.hwpx": ("Contents/section0.xml", 1000), "giant.hwpx": ("Contents/section0.xml", GIANT_BYTES),
          "lying.docx": ("word/document.xml", 1000), "lying.xlsx": ("xl/worksheets/sheet1.xml", 1000),
          "lying.zip": ("a.txt", 1000)}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as made:
        yield made


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_ends_in_a_status(pool: Pool, name: str) -> None:
    data, statuses = CASES[name]
    extracted = pool.read(name, data)
    assert extracted.status in statuses
    if AFTER.encode() in data or name.startswith(("declared", "span.")):
        assert extracted.text.endswith(AFTER)
    good = pool.read("다음.hwpx", GOOD)
    assert (good.status, good.text) == ("ok", "다음 글")


@pytest.mark.parametrize("name", GIANTS)
def test_a_gigabyte_in_a_package_is_not_inflated(pool: Pool, name: str) -> None:
    assert pool.read(name, giant_package(*GIANTS[name])).status in ("limit", "corrupt", "partial")


def test_members_have_their_korean_names_and_nothing_is_written(pool: Pool) -> None:
    assert [name for name, _ in pool.read("a.zip", CASES["korean.zip"][0]).members] == ["붙임 계획.txt"]
    pool.read("a.zip", CASES["traversal.zip"][0])
    assert not any(Path(name).exists() for name in ("/tmp/jachi_was_here.txt", "/etc/jachi_was_here"))


def test_a_gigabyte_in_a_body_is_not_inflated(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    really = office.deflated
    monkeypatch.setattr(office, "deflated", lambda body: giant() if body == b"big" else really(body))
    assert pool.read("a.hwp", hwp(b"big")).status == "limit"


def originals() -> dict[str, bytes]:
    drawing = Drawing()
    drawing.table(50, 50, [["사업명", "예산"], ["숲길 조성", "300"]] * 10)
    text = "".join(hwpx_paragraph(f"{number}번째 문단") for number in range(200))
    return {
        "a.hwp": hwp(b"".join(hwp_paragraph(f"{number}번째 문단") for number in range(500)), preview="0번째 문단"),
        "a.hwpx": hwpx(text), "a.pdf": drawing.data(), "a.zip": office.zipped({"a.hwpx": hwpx(text)}),
        "a.docx": office.docx("<w:p><w:r><w:t>문단</w:t></w:r></w:p>" * 200),
    }


def mutants() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    for name, data in originals().items():
        for part in range(10):
            yield name, data[: len(data) * part // 10]
        for _ in range(10):
            flipped = bytearray(data)
            for _ in range(10):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield name, bytes(flipped)


def test_cut_and_flipped_files_end_in_a_status(pool: Pool) -> None:
    results = list(pool.read_many(mutants()))
    assert len(results) == 100
    assert {result.status for result in results} <= {"ok", "empty", *LOST}
    assert all(result.text or result.warnings or result.status in ("ok", "empty") for result in results)


@pytest.mark.shared
def test_cut_and_flipped_samples_end_in_a_status(pool: Pool, shared: Path) -> None:
    chance = random.Random(11)

    def files() -> Iterator[tuple[str, bytes]]:
        for path in sorted((shared / "samples" / "attachments").iterdir()):
            data = path.read_bytes()
            for part in range(1, 10, 3):
                yield path.name, data[: len(data) * part // 10]
            flipped = bytearray(data)
            for _ in range(20):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield path.name, bytes(flipped)

    results: list[Extracted] = list(pool.read_many(files()))
    assert {result.status for result in results} <= {"ok", "empty", *LOST}


def test_no_worker_took_more_than_its_memory() -> None:
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 1.5 * 2**30
