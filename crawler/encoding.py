"""Bytes of a page to text."""

from __future__ import annotations

import codecs
import re

META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w-]{2,40})""", re.I
)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)
KOREAN = {"euc-kr", "euckr", "euc_kr", "ks_c_5601-1987", "ksc5601", "ms949", "windows-949", "x-windows-949"}
SAYS_NOTHING = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii"}  # the default of many servers
META_WITHIN_BYTES = 4096


def decode(body: bytes, content_type: str | None = None, declared: str | None = None) -> str:
    """By what the source declares, the header, `meta`, then a trial of UTF-8 and CP949; never by frequencies.

    The first that decodes without error wins; where none does, single damaged characters are replaced.
    """
    if body.startswith(codecs.BOM_UTF8):
        return body.decode("utf-8-sig", "replace")
    names = [name for name in map(_codec, (declared, _header(content_type), _meta(body), "utf-8", "cp949")) if name]
    for name in names:
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return min((body.decode(name, "replace") for name in names), key=lambda text: text.count("\ufffd"))


def _header(content_type: str | None) -> str | None:
    match = HEADER.search(content_type or "")
    return match[1] if match else None


def _meta(body: bytes) -> str | None:
    match = META.search(body[:META_WITHIN_BYTES])
    return (match[1] or match[2]).decode("ascii") if match else None


def _codec(name: str | None) -> str | None:
    """CP949 holds all of EUC-KR; names that say nothing or that Python does not know are passed over."""
    name = (name or "").lower()
    if name in KOREAN:
        return "cp949"
    try:
        return None if not name or name in SAYS_NOTHING else codecs.lookup(name).name
    except LookupError:
        return None
