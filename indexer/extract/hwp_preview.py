"""The first thousand characters of a document, which the program that wrote it keeps beside the body."""

from __future__ import annotations

import re
from collections import Counter

from dochan.cfb import OleFileIO

from indexer.extract.blocks import clean
from indexer.extract.errors import Unreadable
from indexer.extract.package import open_package, read_part
from indexer.records import Extracted

# what BodyText of a distribution document (배포용 문서) says instead of the document, without blanks
_DECOY = "상위버전의배포용문서입니다"
_PREVIEW_BYTES = 64 * 1024
_LETTERS = re.compile(r"[^\W_]")


def preview(data: bytes, *, package: bool) -> str:
    """Cells of a row by tab; '' where there is none, or only the notice of a distribution document."""
    try:
        stored = _package_preview(data) if package else _stream_preview(data)
    except Unreadable:
        return ""
    text = clean("\n".join(line.strip("<> ") for line in stored.replace("><", "\t").splitlines()))
    return "" if is_decoy(text) else text


def is_decoy(text: str) -> bool:
    return _DECOY in "".join(text.split())


def read_preview(shown: str) -> Extracted:
    """The last resort."""
    if not shown:
        raise Unreadable("corrupt", "neither a body nor a preview")
    return Extracted("partial", shown, reader="preview text",
                     warnings=("only the preview of the document is readable",))


def agreement(text: str, shown: str) -> float:
    """The share of the preview's pairs of neighbouring letters that the text has; 1 where there is nothing to ask."""
    wanted = _pairs(shown)
    return (wanted & _pairs(text)).total() / wanted.total() if wanted else 1.0


def _pairs(text: str) -> Counter[str]:
    letters = "".join(_LETTERS.findall(text))
    return Counter(letters[place: place + 2] for place in range(len(letters) - 1))


def _package_preview(data: bytes) -> str:
    with open_package(data) as archive:
        return read_part(archive, "Preview/PrvText.txt", _PREVIEW_BYTES).decode("utf-8", "ignore")


def _stream_preview(data: bytes) -> str:
    try:
        with OleFileIO(data) as ole:
            return str(ole.openstream("PrvText").read(_PREVIEW_BYTES).decode("utf-16-le", "ignore"))
    except MemoryError:
        raise
    except Exception as error:  # any error of a hostile container
        raise Unreadable("corrupt", f"damaged HWP container: {error}") from error
