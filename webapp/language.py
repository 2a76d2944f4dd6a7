"""The language of an answer: Korean, or English where the address asks for it, so that one address is one page."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Mapping

from flask import g, has_request_context
from markupsafe import Markup

LANGUAGES = ("ko", "en")


def current() -> str:
    """That which `g.language` holds for a page; what has no language to choose, like the API, is Korean."""
    return str(g.get("language", LANGUAGES[0])) if has_request_context() else LANGUAGES[0]


def say(korean: str, **values: Any) -> str:
    """A sentence of ours in the language of the request, with its values; untranslated ones stay Korean."""
    return _sentence(korean).format(**values)


def say_in_html(korean: str, **values: Any) -> Markup:
    """As `say`, for a sentence that holds elements: they stand, the values are escaped."""
    return Markup(_sentence(korean)).format(**values)


@cache
def english() -> Mapping[str, str]:
    """Korean sentence → English sentence."""
    loaded = tomllib.loads(Path(__file__).with_name("english.toml").read_text("utf-8"))
    return {korean: said for section in loaded.values() for korean, said in section.items()}


def _sentence(korean: str) -> str:
    return english().get(korean, korean) if current() == "en" else korean
