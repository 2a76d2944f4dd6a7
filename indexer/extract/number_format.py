"""Prints a cell of a spreadsheet as its number format shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/표준)|(?P<half>AM/PM|A/P|오전/오후)|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)"
    r"|(?P<clock>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4})|(?P<other>.)", re.DOTALL)
_COLOUR = re.compile(r"(?:color\s?\d+|black|blue|cyan|green|magenta|red|white|yellow|[가-힣]+\s?\d*)$", re.IGNORECASE)
_STRANGE = set("@EeGgBb/?#")  # fractions, exponents, Buddhist years: shown as stored
_WEEKDAYS = "월화수목금토일"
_MOST_CHARACTERS = 255  # of a format; Excel allows no more


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def formatted(value: float | datetime | date | time, code: str) -> str | None:
    """None where the format is none that we print: the value is then shown plainly."""
    if len(code) > _MOST_CHARACTERS:
        return None
    sections = _parsed(code)
    if isinstance(value, (int, float)):
        try:
            return _number(Decimal(repr(value)), sections)
        except ArithmeticError:  # more digits than Decimal keeps, infinity
            return None
    return _moment(value, sections[0])


@lru_cache(maxsize=1000)
def _parsed(code: str) -> list[list[_Token] | None]:
    return [_tokens(section) for section in _sections(code)]


def _sections(code: str) -> list[str]:
    parts = [""]
    for match in _TOKEN.finditer(code):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return parts


def _tokens(section: str) -> list[_Token] | None:
    """Literals, placeholders and parts of a date; None with a condition, or what we do not print."""
    tokens = []
    for match in _TOKEN.finditer(section):
        kind, text = match.lastgroup or "padding", match[match.lastgroup] if match.lastgroup else ""
        if kind == "bracket" and not _COLOUR.match(text) or kind == "other" and text in _STRANGE:
            return None
        if kind in ("quoted", "escaped", "currency", "other"):
            kind = "percent" if kind == "other" and text == "%" else "literal"
        tokens.append(_Token(kind, text))
    return [token for token in tokens if token.kind not in ("padding", "bracket")]


def _number(number: Decimal, sections: list[list[_Token] | None]) -> str | None:
    """A second section is for negative numbers, without their sign; a third one for zero."""
    place = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    tokens = sections[place]
    if tokens is None or any(token.kind in ("clock", "half") for token in tokens):
        return None
    patterns = [token for token in tokens if token.kind in ("digits", "general")]
    if len(patterns) > 1:
        return None  # 000-0000: digits with something between them
    number *= 100 ** sum(token.kind == "percent" for token in tokens)
    digits = _digits(abs(number), patterns[0]) if patterns else ""
    shown = "".join(digits if token in patterns else token.text for token in tokens).strip()
    signed = number < 0 and place == 0 and any(digit in "123456789" for digit in digits)
    return ("-" if signed else "") + shown


def _digits(number: Decimal, pattern: _Token) -> str:
    if pattern.kind == "general":
        return f"{number.normalize():f}"
    whole, _, fraction = pattern.text.partition(".")
    scaled = len(pattern.text) - len(pattern.text.rstrip(","))  # each comma at the end divides by a thousand
    fraction = fraction.replace(",", "")
    rounded = (number / 1000 ** scaled).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in whole.rstrip(',') else ''}f}"
    head, point, tail = text.partition(".")
    while tail.endswith("0") and fraction[len(tail) - 1] != "0":
        tail = tail[:-1]
    head = head.zfill(whole.count("0")) if head != "0" or "0" in whole else ""
    return head + (point if tail or point and fraction else "") + tail


def _moment(value: datetime | date | time, tokens: list[_Token] | None) -> str | None:
    if tokens is None or not any(token.kind == "clock" for token in tokens):
        return None
    clock = [token.text.lower()[0] for token in tokens if token.kind == "clock"]
    half_day = any(token.kind == "half" for token in tokens)
    parts, met = [], 0
    for token in tokens:
        if token.kind == "clock":
            minutes = clock[max(met - 1, 0)] == "h" or clock[met + 1: met + 2] == ["s"]
            part = _part(value, token.text.lower(), minutes, half_day)
            met += 1
        elif token.kind == "half":
            part = _half(value)
        else:
            part = token.text
        if part is None:
            return None
        parts.append(part)
    return "".join(parts).strip()


def _part(value: datetime | date | time, text: str, minutes: bool, half_day: bool) -> str | None:
    width = min(len(text), 2)
    if text[0] in "hs" or text[0] == "m" and minutes:
        if not isinstance(value, (datetime, time)):
            return "0".zfill(width)  # a date without a time is midnight
        hour = (value.hour + 11) % 12 + 1 if half_day else value.hour
        return str({"h": hour, "m": value.minute, "s": value.second}[text[0]]).zfill(width)
    if isinstance(value, time) or text[0] in "md" and len(text) > 2:
        return None  # a time has no day; names of months and days are English
    if text[0] == "y":
        return str(value.year) if len(text) > 2 else f"{value.year % 100:02}"
    if text[0] == "a":
        return _WEEKDAYS[value.weekday()] + ("요일" if len(text) == 4 else "")
    return str(value.month if text[0] == "m" else value.day).zfill(width)


def _half(value: datetime | date | time) -> str:
    return "오후" if isinstance(value, (datetime, time)) and value.hour >= 12 else "오전"
