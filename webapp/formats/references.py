"""Citations as RIS, BibTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from typing import Any, Iterable, Iterator

from webapp.formats.citation import REPORTS, Citation

_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def ris(citations: Iterable[Citation]) -> Iterator[bytes]:
    """NEWS for releases with their like, RPRT for plans; UTF-8, CRLF."""
    for each in citations:
        lines = [("TY", "RPRT" if each.kind in REPORTS else "NEWS"), *_ris_lines(each), ("ER", "")]
        yield "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines).encode("utf-8", "replace") + b"\r\n"


def bibtex(citations: Iterable[Citation]) -> Iterator[bytes]:
    """@techreport for plans, @misc for the rest; keys are ASCII, values UTF-8."""
    for each in citations:
        kind = "techreport" if each.kind in REPORTS else "misc"
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _bibtex_fields(each))
        yield f"@{kind}{{{each.key},\n{fields}}}\n\n".encode("utf-8", "replace")


def csl(citations: Iterable[Citation]) -> Iterator[bytes]:
    """One JSON array of CSL items."""
    yield b"["
    for at, each in enumerate(citations):
        yield b",\n" * bool(at) + json.dumps(csl_item(each), ensure_ascii=False).encode("utf-8", "replace")
    yield b"]\n"


def csl_item(each: Citation) -> dict[str, Any]:
    item = {
        "id": each.key,
        "type": "report" if each.kind in REPORTS else "webpage",
        "genre": each.genre,
        "title": each.title,
        "author": [{"literal": each.publisher}] if each.publisher else None,
        "publisher": each.publisher,
        "publisher-place": each.province,
        "issued": _csl_date(each),
        "accessed": {"date-parts": [_parts(each.accessed)]} if each.accessed else None,
        "keyword": ", ".join(each.keywords) or None,
        "URL": each.url,
        "source": "jachi",
        "language": "ko",
    }
    return {name: value for name, value in item.items() if value is not None}


def _ris_lines(each: Citation) -> Iterator[tuple[str, str]]:
    stated = [
        ("TI", each.title), ("AU", each.publisher), ("PB", each.publisher), ("CY", each.province),
        ("PY", each.year), ("DA", each.published.strftime("%Y/%m/%d") if each.published else None),
        ("M3", each.genre), ("AD", each.department), *(("KW", word) for word in each.keywords),
        ("UR", each.url), ("L2", each.permalink), ("Y2", each.accessed.strftime("%Y/%m/%d") if each.accessed else None),
        ("LA", "ko"), ("ID", each.key), ("DP", "jachi"),
    ]  # fmt: skip
    return ((tag, value) for tag, value in stated if value)


def _bibtex_fields(each: Citation) -> Iterator[tuple[str, str]]:
    publisher = _escaped(each.publisher) if each.publisher else None
    report = each.kind in REPORTS
    stated = [
        ("title", "{" + _escaped(each.title) + "}"),
        ("author", "{" + publisher + "}" if publisher else None),
        ("institution" if report else "publisher", publisher),
        ("type" if report else "howpublished", _escaped(each.genre)),
        ("address", _escaped(each.province) if each.province else None),
        ("year", each.year),
        ("month", str(each.published.month) if each.published else None),
        ("day", str(each.published.day) if each.published else None),
        ("keywords", ", ".join(map(_escaped, each.keywords)) or None),
        ("url", re.sub("[{}\\\\]", "", each.url)),
        ("urldate", each.accessed.isoformat() if each.accessed else None),
        ("language", "korean"),
    ]
    return ((name, value) for name, value in stated if value)


def _csl_date(each: Citation) -> dict[str, Any] | None:
    if each.published:
        return {"date-parts": [_parts(each.published)]}
    return {"date-parts": [[int(each.year)]]} if each.year and each.year.isdigit() else None


def _parts(day: Any) -> list[int]:
    return [day.year, day.month, day.day]


def _line(value: str) -> str:
    return " ".join(value.split())


def _escaped(value: str) -> str:
    return _line(value).translate(_SPECIAL)
