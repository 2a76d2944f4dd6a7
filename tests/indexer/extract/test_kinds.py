"""What a file is, whatever its name says."""

from __future__ import annotations

import io
import zipfile

import pytest

from indexer.extract.kinds import kind
from tests.indexer.extract import office
from tests.indexer.extract.drawn import Drawing

LOCKED = office.ole({"EncryptionInfo": b"x" * 100, "EncryptedPackage": b"x" * 5000})
CASES = {
    "a HWP 5 container": (office.hwp(office.hwp_paragraph("가")), "hwp"),
    "a HWPX package": (office.hwpx(office.hwpx_paragraph("가")), "hwpx"),
    "a Word package": (office.docx(""), "docx"),
    "a Word package of a server that numbers its parts": (office.zipped({"word/document2.xml": ""}), "docx"),
    "a workbook": (office.zipped({"xl/workbook.xml": ""}), "xlsx"),
    "a ZIP of files": (office.zipped({"a.hwp": "", "b.txt": ""}), "zip"),
    "a slide show": (office.zipped({"ppt/presentation.xml": ""}), "unsupported"),
    "a PDF": (Drawing().data(), "pdf"),
    "a PDF behind a lead of blanks": (b"\n\n%PDF-1.4", "pdf"),
    "a locked Office document": (LOCKED, "encrypted_office"),
    "an old Word document": (office.ole({"WordDocument": b"x" * 5000}), "unsupported"),
    "the head of a cut OLE file": (bytes.fromhex("d0cf11e0a1b11ae1"), "broken"),
    "the head of a cut ZIP": (b"PK\x03\x04\x14", "broken"),
    "HWP 3": (b"HWP Document File V3.00 \x1a\x01\x02", "unsupported"),
    "a Fasoo container": (b"\x9b DRMONE  This Document is encrypted", "drm"),
    "a SoftCamp container": (b"SCDSA002\0\0\xd0\x04", "drm"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "unsupported"),
    "a page in UTF-16": ("<html><body>가</body></html>".encode("utf-16"), "html"),
    "a page in CP949 behind blanks": ("\r\n <!DOCTYPE html><html>가".encode("cp949"), "html"),
    "text": ("보도자료 <담당>".encode(), "txt"),
    "binary of no known kind": (b"\x01\x00\x02\x00", "unsupported"),
    "nothing": (b"", "txt"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_is_known_by_its_bytes(case: str) -> None:
    data, expected = CASES[case]
    assert kind(data) == expected


def test_a_zip_with_a_damaged_directory_is_broken() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "가")
    assert kind(buffer.getvalue()[:-10]) == "broken"
