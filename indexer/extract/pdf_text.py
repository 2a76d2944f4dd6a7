"""Puts the pages of a PDF together, with what Hancom's fonts garble put right."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Callable, Iterable

from indexer.records import Extracted, Status, Table

Repair = Callable[[str], str]
# Hancom writes circled digits into a font without a Unicode table; what comes out is cp1252 0x81 to 0x8f
_CIRCLED = {"\x81": "①", "\u201a": "②", "\u0192": "③", "\u201e": "④", "\u2026": "⑤", "\u2020": "⑥", "\u2021": "⑦",
            "\u02c6": "⑧", "\u2030": "⑨", "\u0160": "⑩"}
_CIRCLED_START = re.compile(
    rf"(?m)^([ \t]*)([{''.join(set(_CIRCLED) - {'…'})}](?=[ \t]*[\w「『‘“(<])|…(?=[ \t]+\w))"  # …하는 is an ellipsis
)
_SAMPLE_CHARACTERS, _GARBAGE_CHARACTERS, _GARBAGE_SHARE, _HANGUL_SHARE = 20_000, 100, 0.3, 0.05


def repaired(text: str) -> str:
    """U+F000 is the bullet or quote of fonts that give it no code."""
    return text.replace("\r\n", "\n").replace("\uf000", " ")


def hancom_repaired(text: str) -> str:
    return _CIRCLED_START.sub(lambda match: match[1] + _CIRCLED[match[2]], repaired(text))


def assembled(
    pages: list[str],
    tables: Iterable[Table],
    warnings: list[str],
    reader: str,
    metadata: dict[str, str],
    complete: bool,
) -> Extracted:
    text = "\n".join(page for page in pages if page)
    if text and _is_garbage(text):
        return Extracted("empty", reader=reader, metadata=metadata, pages=tuple("" for _ in pages),
                         warnings=(*warnings, "the fonts have no Unicode table; the text is unreadable"))
    status: Status = "empty" if not text else "ok" if complete else "partial"
    return Extracted(status, text, tuple(tables), reader, metadata, tuple(warnings), tuple(pages))


def _is_garbage(text: str) -> bool:
    """Glyph numbers taken for characters: hardly any Hangul, but letters of many scripts, or what is no letter at all.

    A leaflet for foreign residents is in one script, so the commonest one is no garbage.
    """
    characters = [character for character in text[:_SAMPLE_CHARACTERS] if not character.isspace()]
    hangul = sum(1 for character in characters if "가" <= character <= "힣")
    if len(characters) < _GARBAGE_CHARACTERS or hangul / len(characters) >= _HANGUL_SHARE:
        return False
    codeless = sum(1 for character in characters if unicodedata.category(character) in ("Cc", "Co", "Cn", "Cs"))
    scripts = Counter(_script(character) for character in characters if _is_foreign(character))
    mixed = sum(scripts.values()) - max(scripts.values(), default=0)
    return (codeless + characters.count("\ufffd") + mixed) / len(characters) > _GARBAGE_SHARE


def _is_foreign(character: str) -> bool:
    return character > "\x7f" and character.isalpha() and not "\u2e80" <= character <= "\ud7ff"


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
