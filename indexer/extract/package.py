"""Reads the parts of a ZIP package without trusting the sizes it declares."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from indexer.extract.errors import Unreadable
from indexer.extract.limits import LIMITS, Limits

_CHUNK_BYTES = 2**16
_LIMIT_WORDS = ("Excessive depth", "amplification", "XML_PARSE_HUGE")  # libxml2's own caps
_DEFLATE_MAXIMUM = 1032  # deflate cannot inflate a byte to more


def open_package(data: bytes, limits: Limits = LIMITS) -> zipfile.ZipFile:
    """Raises Unreadable for a damaged package or one that declares too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data), metadata_encoding="cp949")
    except UnicodeDecodeError:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable("corrupt", f"damaged ZIP: {error}") from error
    entries = archive.infolist()
    if len(entries) > limits.zip_entries:
        raise Unreadable("limit", f"{len(entries)} entries in the ZIP")
    if sum(entry.file_size for entry in entries) > limits.zip_declared_bytes:
        raise Unreadable("limit", "the ZIP declares too many bytes")
    return archive


def read_part(archive: zipfile.ZipFile, name: str, limit_bytes: int) -> bytes:
    """The bytes of one member, counted while they inflate. Raises Unreadable."""
    try:
        with archive.open(name) as part:
            chunks, size = [], 0
            while chunk := part.read(_CHUNK_BYTES):
                size += len(chunk)
                if size > limit_bytes:
                    raise Unreadable("limit", f"{name} inflates to more than {limit_bytes} bytes")
                chunks.append(chunk)
    except KeyError as error:
        raise Unreadable("corrupt", f"{name} is missing") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise Unreadable("encrypted", f"{name} has a password") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable("corrupt", f"{name}: {error}") from error
    return b"".join(chunks)


def inflates_within(archive: zipfile.ZipFile, limit_bytes: int) -> bool:
    """Whether no member inflates beyond the limit; only those that could are inflated."""
    for entry in archive.infolist():
        if entry.compress_size * _DEFLATE_MAXIMUM <= limit_bytes:
            continue
        if entry.file_size > limit_bytes or _inflated_bytes(archive, entry, limit_bytes) > limit_bytes:
            return False
    return True


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Raises Unreadable; no entity is resolved and nothing is fetched."""
    try:
        return etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        reason = f"{name}: {error}"
        raise Unreadable("limit" if any(word in reason for word in _LIMIT_WORDS) else "corrupt", reason) from error


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; '' for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def whole(text: str | None, default: int = 0) -> int:
    """A number as an attribute holds it; the default for anything else, and for what is too large to be meant."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _inflated_bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit_bytes: int) -> int:
    """Counts what the stream really holds: zipfile itself stops at the declared size, its consumers need not."""
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return entry.file_size
    source = archive.fp
    if source is None:
        return 0
    source.seek(entry.header_offset + 26)
    name_bytes, extra_bytes = (int.from_bytes(source.read(2), "little") for _ in range(2))
    source.seek(entry.header_offset + 30 + name_bytes + extra_bytes)
    inflate, size, left = zlib.decompressobj(-15), 0, entry.compress_size
    while left > 0 and size <= limit_bytes and not inflate.eof:
        chunk = source.read(min(_CHUNK_BYTES, left))
        if not chunk:
            break
        left -= len(chunk)
        try:
            size += len(inflate.decompress(chunk))
        except zlib.error:
            break  # the reader that needs this part will say so
    return size


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                           remove_comments=True, remove_pis=True)
