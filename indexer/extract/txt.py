"""Reads plain text in the encodings of Korean offices."""

from __future__ import annotations

import codecs

from indexer.extract.blocks import printable
from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits
from indexer.records import Extracted, Status

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KOREAN = {"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "x-windows-949", "ms949"}
_DAMAGED_SHARE = 0.02  # more undecodable text than this is no text


def read_txt(data: bytes, limits: Limits = LIMITS) -> Extracted:
    text, damaged = decode(data)
    if text and (_controls(text) + damaged) / len(text) > _DAMAGED_SHARE:
        raise Unreadable("unsupported", "neither text nor a known format")
    shown = printable(text).strip("\n")
    warnings: tuple[str, ...] = ("some bytes are in no known encoding",) if damaged else ()
    if len(shown) > limits.text_characters:
        warnings += (f"text cut at {limits.text_characters} characters",)
    status: Status = "empty" if not shown.strip() else "partial" if warnings else "ok"
    return Extracted(status, shown[: limits.text_characters], reader="text", warnings=warnings)


def decode(data: bytes, declared: str | None = None) -> tuple[str, int]:
    """The text and how many characters are lost: byte order mark, declared, UTF-8, CP949 (which holds EUC-KR)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data, encoding)
    for encoding in filter(None, (_known(declared), "utf-8", "cp949")):
        try:
            return data.decode(encoding), 0
        except UnicodeDecodeError:
            continue
    return min((_lossy(data, encoding) for encoding in ("utf-8", "cp949")), key=lambda decoded: decoded[1])


def _known(declared: str | None) -> str | None:
    if declared and declared.lower() in _KOREAN:
        return "cp949"
    try:
        return codecs.lookup(declared).name if declared else None
    except LookupError:
        return None


def _lossy(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, "replace")
    return text, text.count("\ufffd")


def _controls(text: str) -> int:
    return sum(1 for character in text if character < " " and character not in "\t\n\r\f\x1a")
