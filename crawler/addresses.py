"""Addresses made of templates, or taken apart by the same templates."""

from __future__ import annotations

import re
from string import Formatter
from typing import Mapping
from urllib.parse import urlsplit

PIECES = {"site": r"https?://[^/?]+(?:/[^?]*?)??", "path": r"[^?]+?"}
PIECE = r"[^/?&]+?"

Pairs = list[tuple[str, str]]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def fill(template: str, values: Mapping[str, str]) -> str:
    """The address of a template; a parameter of the query whose value is empty is left out."""
    path, mark, query = template.partition("?")
    pairs = [piece.partition("=") for piece in query.split("&")] if mark else []
    filled = [(name, value.format_map(values), value) for name, _, value in pairs]
    kept = [f"{name}={text}" for name, text, value in filled if text or not placeholders(value)]
    return path.format_map(values) + ("?" + "&".join(kept) if kept else "")


def taken_apart(template: str, address: str) -> tuple[dict[str, str], Pairs] | None:
    """What fills the template to give the address, with the pairs of the query that it does not ask for.

    A parameter that the address lacks is ""; None where path or fixed parameters differ.
    """
    path, _, query = template.partition("?")
    match = re.fullmatch(_pattern(path), address.partition("?")[0])
    if not match:
        return None
    values, left = match.groupdict(), pairs(address)
    for piece in filter(None, query.split("&")):
        name, _, value = piece.partition("=")
        given = dict(reversed(left)).get(name)
        left = [pair for pair in left if pair[0] != name]
        asked = "".join(placeholders(value))
        if asked and values.setdefault(asked, given or "") != (given or ""):
            return None
        if not asked and given not in (None, value):
            return None
    return values, left


def pairs(address: str) -> Pairs:
    """The parameters of the query, as they are written."""
    pieces = (piece.partition("=") for piece in urlsplit(address).query.split("&"))
    return [(name, value) for name, _, value in pieces if name]


def _pattern(path: str) -> str:
    """The template of a path as a regular expression."""
    made, met = "", set[str]()
    for text, name, _, _ in Formatter().parse(path):
        made += re.escape(text)
        if name:
            made += f"(?P={name})" if name in met else f"(?P<{name}>{PIECES.get(name, PIECE)})"
            met.add(name)
    return made
