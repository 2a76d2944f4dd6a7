"""What the address of one page hands on to the next: the language, the marked documents."""

from __future__ import annotations

from typing import Any, Iterable
from urllib.parse import urlencode

from flask import Flask, g, request

from webapp.language import LANGUAGES, current
from webapp.request_query import BadParameter, Pairs

LANGUAGE, MARK = "lang", "mark"
NAMES = (LANGUAGE, MARK)
PAGES = frozenset((
    "search.page", "document.page", "coverage.page", "coverage.about", "precedents.page", "comparison.page",
    "trends.page", "budget.page", "marked.page", "values.page",
))
MARKS_MOST = 200


def register(app: Flask) -> None:
    app.before_request(_settle)
    app.url_defaults(_hand_on)


def asked(pairs: Pairs) -> list[tuple[str, str]]:
    """The parameters that ask: all but those handed on."""
    return [(name, value) for name, value in pairs if name not in NAMES]


def other_language() -> str:
    """This very page in the other language."""
    wanted = LANGUAGES[1] if current() == LANGUAGES[0] else LANGUAGES[0]
    given = [(name, value) for name, value in request.args.items(multi=True) if name != LANGUAGE]
    return "?" + urlencode([*given, (LANGUAGE, wanted)], errors="replace")


def marks() -> tuple[str, ...]:
    """The ids of the documents that the address marks, each once."""
    found = tuple(dict.fromkeys(id for id in request.args.getlist(MARK) if id))
    if len(found) > MARKS_MOST:
        raise BadParameter(MARK, f"{MARK}: {MARKS_MOST}건까지 고를 수 있습니다.", f"{MARK}: at most {MARKS_MOST}")
    return found


def handed_on(shown: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What a form hands on; the marks of the documents that are shown have boxes of their own."""
    if not _is_page():
        return []
    given = request.args.get(LANGUAGE)
    language = [(LANGUAGE, given)] if given and given in LANGUAGES else []
    return language + [(MARK, id) for id in g.get("marks", ()) if id not in set(shown)]


def _settle() -> None:
    if not _is_page():
        return
    given = request.args.get(LANGUAGE)
    g.language = given if given in LANGUAGES else LANGUAGES[0]
    if given and given not in LANGUAGES:
        raise BadParameter(LANGUAGE, f"{LANGUAGE}: ko나 en만 쓸 수 있습니다.", f"{LANGUAGE}: takes ko or en")
    g.marks = marks()


def _hand_on(endpoint: str, values: dict[str, Any]) -> None:
    """Only what the address says itself: the language that a browser prefers needs no saying."""
    if endpoint not in PAGES or not _is_page():
        return
    if LANGUAGE not in values and request.args.get(LANGUAGE) in LANGUAGES:
        values.setdefault(LANGUAGE, request.args[LANGUAGE])
    if g.get("marks"):
        values.setdefault(MARK, list(g.marks))


def _is_page() -> bool:
    """An address that leads nowhere gets a page, too."""
    return request.endpoint is None or request.endpoint in PAGES
