"""Headers of answers, as Korean servers send them."""

from __future__ import annotations

import email.utils
import re
from datetime import datetime, timezone
from urllib.parse import unquote

import httpx

from crawler.encoding import decode

SCRIPT_COOKIE = re.compile(rb"""document\.cookie\s*=\s*(["'])([\w.-]+)=([^;"'\s\\]*)(?:;[^"'\\]*)?\1\s*(?:;|$)""", re.M)
SCRIPT_PAGE_BYTES = 4096  # a page that only sets a cookie is no larger
LONGEST_SECONDS = 30 * 86_400.0  # a server that asks for more is asked again after a month


def file_name(response: httpx.Response) -> str | None:
    """`filename*=UTF-8''…`, percent-encoded, or the raw bytes that Korean servers send (UTF-8 or CP949)."""
    raw = next((value for name, value in response.headers.raw if name.lower() == b"content-disposition"), b"")
    extended = re.search(rb"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", raw, re.I)
    if extended:
        written = extended[2].decode("ascii", "replace")
        try:
            return unquote(written, extended[1].decode("ascii") or "utf-8", "replace")
        except LookupError:  # a charset that nobody knows
            return unquote(written)
    named = re.search(rb'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))', raw, re.I)
    if not named:
        return None
    name = decode((named[1] or named[2] or b"").strip())
    return unquote(name.replace("+", " ") if "%" in name else name) or None


def retry_after_seconds(response: httpx.Response, now: datetime) -> float:
    """Seconds, or a date; 0 where the server does not say."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(float(value), LONGEST_SECONDS)
    until = moment(value)
    return min(max(0.0, (until - now).total_seconds()), LONGEST_SECONDS) if until else 0.0


def script_cookie(body: bytes) -> tuple[str, str] | None:
    """Name and value of the cookie that a page sets by script before it loads itself again; script is never run."""
    if len(body) > SCRIPT_PAGE_BYTES or not re.search(rb"location|reload|submit", body):
        return None
    set_to = SCRIPT_COOKIE.search(body)
    return (set_to[2].decode("latin-1"), set_to[3].decode("latin-1")) if set_to else None


def moment(text: str) -> datetime | None:
    """A date of HTTP."""
    try:
        stated = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return stated if stated.tzinfo else stated.replace(tzinfo=timezone.utc)
