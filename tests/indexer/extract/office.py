"""Builds small office files, also ones that no office would write."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Mapping, Sequence

_SECTOR, _MINI, _END, _FREE = 512, 64, 0xFFFFFFFE, 0xFFFFFFFF
_HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPRESSED, PASSWORD, DISTRIBUTION, DRM = 1, 2, 4, 16


def zipped(members: Mapping[str, bytes | str], stored: Sequence[str] = ()) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unzipped(package: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def declare_size(package: bytes, name: str, size: int) -> bytes:
    """Writes a false inflated size for a member, in its own header and in the directory."""
    changed = bytearray(package)
    for signature, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        place = package.find(signature)
        while place >= 0:
            if package[place + name_at: place + name_at + len(name)] == name.encode():
                changed[place + size_at: place + size_at + 4] = struct.pack("<I", size)
            place = package.find(signature, place + 4)
    return bytes(changed)


# HWPX


def hwpx(body: str, extra: Mapping[str, bytes | str] | None = None, prolog: str = "") -> bytes:
    section = (f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/'
               f'section" xmlns:hp="{_HP}">{body}</hs:sec>')
    members = {"mimetype": "application/hwp+zip", "Contents/section0.xml": section, **(extra or {})}
    return zipped(members, stored=["mimetype"])


def hwpx_paragraph(text: str, inside: str = "") -> str:
    return f"<hp:p><hp:run><hp:t>{text}</hp:t>{inside}</hp:run></hp:p>"


def hwpx_table(cells: Sequence[tuple[int, int, int, int, str]], rows: int, columns: int) -> str:
    """Cells are (row, column, row span, column span, paragraphs)."""
    lines: dict[int, str] = {}
    for row, column, down, across, paragraphs in cells:
        lines[row] = lines.get(row, "") + (
            f'<hp:tc><hp:subList>{paragraphs}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
            f'<hp:cellSpan colSpan="{across}" rowSpan="{down}"/></hp:tc>')
    body = "".join(f"<hp:tr>{line}</hp:tr>" for line in lines.values())
    return f'<hp:p><hp:run><hp:tbl rowCnt="{rows}" colCnt="{columns}">{body}</hp:tbl></hp:run></hp:p>'


# HWP 5


def hwp(body: bytes, flags: int = COMPRESSED, preview: str = "", storage: str = "BodyText", info: bytes = b"") -> bytes:
    header = b"HWP Document File".ljust(32, b"\0") + bytes([1, 0, 1, 5]) + struct.pack("<I", flags)
    packed = deflated(body) if flags & COMPRESSED else body
    info = deflated(record(16, 0, struct.pack("<H", 1) + bytes(24)) + info)
    streams = {"FileHeader": header.ljust(256, b"\0"), "DocInfo": info, f"{storage}/Section0": packed}
    if preview:
        streams["PrvText"] = preview.encode("utf-16-le")
    return ole(streams)


def deflated(data: bytes) -> bytes:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def record(tag: int, level: int, data: bytes) -> bytes:
    size = min(len(data), 0xFFF)
    head = struct.pack("<I", tag | level << 10 | size << 20)
    return head + (struct.pack("<I", len(data)) if size == 0xFFF else b"") + data


def hwp_paragraph(text: str, level: int = 0) -> bytes:
    characters = (text + "\r").encode("utf-16-le")
    head = struct.pack("<IIHBBHHHI", len(text) + 1, 0, 0, 0, 0, 0, 0, 0, 0)
    return record(66, level, head) + record(67, level + 1, characters)


def hwp_table(rows: int, columns: int, cells: Sequence[tuple[int, int, int, int, str]]) -> bytes:
    """A paragraph with a table; cells are (row, column, row span, column span, text)."""
    control = struct.pack("<HIIIH", 11, 0x74626C20, 0, 0, 11)  # eight units, "tbl "
    text = control + "\r".encode("utf-16-le")
    body = record(66, 0, struct.pack("<IIHBBHHHI", 9, 1 << 11, 0, 0, 0, 0, 0, 0, 0)) + record(67, 1, text)
    body += record(71, 1, b" lbt" + bytes(42))
    body += record(77, 2, struct.pack("<IHH", 0, rows, columns) + bytes(10 + 2 * min(rows, 100)))
    for row, column, down, across, content in cells:
        body += record(72, 2, struct.pack("<HHIHHHH", 1, 0, 0, column, row, across, down) + bytes(22))
        body += hwp_paragraph(content, level=2)
    return body


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of version 3 with short streams in the mini stream; one level of storages."""
    names = ["Root Entry", *dict.fromkeys(name.split("/")[0] for name in streams if "/" in name), *streams]
    mini, mini_fat, sectors, fat = b"", [], b"", []
    places: dict[str, tuple[int, int]] = {}

    def place(data: bytes, unit: int, table: list[int]) -> int:
        count, first = -(-len(data) // unit), len(table)
        table.extend([*range(first + 1, first + count), _END] if count else [])
        return first if count else _END

    for name, data in streams.items():
        if len(data) < 4096:
            places[name] = place(data, _MINI, mini_fat), len(data)
            mini += data.ljust(-(-len(data) // _MINI) * _MINI, b"\0")
        else:
            places[name] = place(data, _SECTOR, fat), len(data)
            sectors += data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\0")
    places["Root Entry"] = place(mini, _SECTOR, fat), len(mini)
    sectors += mini.ljust(-(-len(mini) // _SECTOR) * _SECTOR, b"\0")
    mini_fat_at = place(bytes(4 * len(mini_fat)), _SECTOR, fat)
    mini_fat_bytes = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    sectors += mini_fat_bytes.ljust(-(-len(mini_fat_bytes) // _SECTOR) * _SECTOR, b"\xff")
    directory = _directory(names, places)
    directory_at = place(directory, _SECTOR, fat)
    sectors += directory
    fat_at, fat_sectors = len(fat), -(-(len(fat) + 8) // 127)
    fat += [0xFFFFFFFD] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory_at, 0, 4096,
        mini_fat_at, -(-len(mini_fat_bytes) // _SECTOR), _END, 0, fat_at)
    header += struct.pack(f"<{fat_sectors - 1}I", *range(fat_at + 1, fat_at + fat_sectors))
    return header.ljust(_SECTOR, b"\xff") + sectors + struct.pack(f"<{len(fat)}I", *fat)


def _directory(names: Sequence[str], places: Mapping[str, tuple[int, int]]) -> bytes:
    """Siblings hang in one line to the right, which is a legal if lopsided tree."""
    entries = b""
    for number, name in enumerate(names):
        parent, _, own = name.rpartition("/")
        siblings = [other for other in names[1:] if other.rpartition("/")[0] == parent]
        after = siblings[siblings.index(name) + 1:][:1] if number else []
        children = [other for other in names[1:] if other.rpartition("/")[0] == ("" if not number else name)]
        kind = 5 if not number else 2 if name in places else 1
        start, size = places.get(name, (0, 0))
        encoded = (own or name).encode("utf-16-le")
        entries += encoded.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIQ", len(encoded) + 2, kind, 1, _FREE, names.index(after[0]) if after else _FREE,
            names.index(children[0]) if children else _FREE, start, size)
    return entries + (bytes(64) + struct.pack("<HBBIII36xIQ", 0, 0, 0, _FREE, _FREE, _FREE, 0, 0)) * (-len(names) % 4)


# DOCX


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})})


def docx_notes(kind: str, notes: Mapping[int, str]) -> str:
    one = kind.removesuffix("s")
    body = "".join(f'<w:{one} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{one}>'
                   for number, text in notes.items())
    return f'<w:{kind} xmlns:w="{WORD}">{body}</w:{kind}>'
