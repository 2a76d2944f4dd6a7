"""What a file is, by its first bytes or its table of contents, never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

Kind = Literal["hwp", "hwpx", "pdf", "docx", "xlsx", "zip", "html", "txt", "encrypted_office", "drm", "unsupported",
               "broken"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
# media, legacy and archive formats that we do not read: PNG, JPEG, GIF, TIFF, RIFF, 7z, RAR, gzip, RTF, EGG, ALZ, MP4
FOREIGN = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b",
           b"{\\rtf", b"EGGA", b"ALZ\x01", b"HWP Document File")
DRM = (b"\x9b DRMONE", b"SCDSA00")  # Fasoo and SoftCamp, whose containers some cities publish by mistake
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|table|div|p)[\s>/]", re.IGNORECASE)
_WORD = re.compile(r"word/document\d*\.xml")
_HEAD_BYTES = 4096


def kind(data: bytes) -> Kind:
    head = data[:_HEAD_BYTES]
    if head.startswith(OLE):
        return _ole_kind(data)
    if head.startswith(ZIP):
        return _zip_kind(data)
    if b"%PDF-" in head[:1024]:  # readers accept a lead of up to 1,024 bytes
        return "pdf"
    if head.startswith(DRM):
        return "drm"
    if head.startswith(FOREIGN):
        return "unsupported"
    return _text_kind(head)


def _ole_kind(data: bytes) -> Kind:
    """The names in the directory are UTF-16 and never compressed, so a search finds them without parsing."""
    if _stream(data, "EncryptedPackage"):
        return "encrypted_office"
    if _stream(data, "FileHeader"):
        return "hwp"
    return "unsupported" if _stream(data, "Root Entry") else "broken"


def _stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _zip_kind(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:10_000])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return "broken"
    if any(_WORD.fullmatch(name) for name in names):
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if any(name.lower().startswith("contents/section") for name in names) or "Contents/content.hpf" in names:
        return "hwpx"
    if "ppt/presentation.xml" in names or "META-INF/manifest.xml" in names:
        return "unsupported"
    return "zip"


def _text_kind(head: bytes) -> Kind:
    if _MARKUP.search(head.replace(b"\0", b"")):
        return "html"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "txt"
    return "unsupported" if b"\0" in head or b"<HWPML" in head else "txt"
