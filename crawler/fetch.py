"""Asks hosts for pages or files: politely, conditionally, with limits."""

from __future__ import annotations

import asyncio
import email.utils
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Awaitable, Callable
from urllib.parse import unquote, urlsplit

import httpx

from crawler.encoding import decode as decode
from crawler.errors import Disallowed, FetchError, Gone, Refused, TooLarge, Unreachable
from crawler.politeness import Politeness
from crawler.settings import Settings

REDIRECTS = 5
LONGEST_WAIT_SECONDS = 300.0  # a Retry-After beyond it ends the tries: the next run comes back
WHOLE_TIMES = 10  # a whole answer may take this many timeouts
REFUSED = (401, 403, 451)
GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    """Status 200 with a body, or 304 without."""

    url: str
    status: int
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    file_name: str | None = None  # of Content-Disposition


class Fetcher:
    """FetchError names the address. `sleep` is given by tests."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        settings: Settings,
        politeness: Politeness | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._settings = settings
        self._politeness = politeness or Politeness(settings.user_agent, sleep=sleep)
        self._sleep = sleep

    async def get(
        self,
        url: str,
        delay_seconds: float | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Answer:
        """With the validators of an earlier answer the server may say 304: nothing new."""
        delay = self._settings.delay_seconds if delay_seconds is None else delay_seconds
        headers = {"If-None-Match": etag or "", "If-Modified-Since": last_modified or ""}
        headers = {name: value for name, value in headers.items() if value}
        for _ in range(REDIRECTS + 1):
            await self._ask_robots(url, delay)
            if not self._politeness.allows(url):
                raise Disallowed(f"{url}: robots.txt forbids it")
            response, body = await self._tried(url, delay, headers)
            if response.next_request is None:
                return _answer(url, response, body)
            url = str(response.next_request.url)
        raise FetchError(f"{url}: more than {REDIRECTS} redirects")

    async def _ask_robots(self, url: str, delay: float) -> None:
        """Nothing is asked of a host whose robots.txt cannot be read for a reason of its own (RFC 9309)."""
        if self._politeness.knows(url):
            return
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchError(f"{url or '(no address)'}: not an http address")
        robots = f"{parts.scheme}://{parts.netloc}/robots.txt"
        response, body = await self._tried(robots, delay, {}, follow=True)
        self._politeness.learn(url, decode(body) if response.status_code == 200 else "")

    async def _tried(
        self, url: str, delay: float, headers: dict[str, str], follow: bool = False
    ) -> tuple[httpx.Response, bytes]:
        """Asks again after 429, 5xx, timeouts or broken connections, each time waiting twice as long."""
        reason = ""
        for attempt in range(self._settings.tries):
            wait_seconds = self._settings.backoff_seconds * 2**attempt
            async with self._politeness.turn(url, delay):
                try:
                    response, body = await self._send(url, headers, follow)
                except (httpx.TransportError, TimeoutError) as error:
                    reason = type(error).__name__
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    raise FetchError(f"{url}: {error}") from None
                else:
                    if response.status_code != 429 and response.status_code < 500:
                        return response, body
                    reason = f"status {response.status_code}"
                    wait_seconds = max(wait_seconds, _retry_after_seconds(response))
                if wait_seconds > LONGEST_WAIT_SECONDS:
                    raise Unreachable(f"{url}: {reason}, to be asked again after {wait_seconds:.0f} s")
                if attempt + 1 < self._settings.tries:
                    await self._sleep(wait_seconds)
        raise Unreachable(f"{url}: {reason} ({self._settings.tries} tries)")

    async def _send(self, url: str, headers: dict[str, str], follow: bool) -> tuple[httpx.Response, bytes]:
        limit = self._settings.body_limit_bytes
        async with asyncio.timeout(self._settings.timeout_seconds * WHOLE_TIMES):
            request = self._client.build_request("GET", url, headers=headers)
            response = await self._client.send(request, stream=True, follow_redirects=follow)
            try:
                body = bytearray()
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > limit:
                        raise TooLarge(f"{url}: larger than {limit // 1_000_000} MB")
                return response, bytes(body)
            finally:
                await response.aclose()


def client(settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    headers = {"User-Agent": settings.user_agent, "Accept-Language": "ko,en;q=0.5", "Accept": "*/*"}
    return httpx.AsyncClient(headers=headers, timeout=settings.timeout_seconds, transport=transport, trust_env=True)


def _answer(url: str, response: httpx.Response, body: bytes) -> Answer:
    status = response.status_code
    if status in REFUSED:
        raise Refused(f"{url}: status {status}")
    if status in GONE:
        raise Gone(f"{url}: status {status}")
    if status not in (200, 304):
        raise FetchError(f"{url}: status {status}")
    headers = response.headers
    return Answer(
        url=url,
        status=status,
        body=body,
        content_type=headers.get("content-type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        file_name=_file_name(response),
    )


def _file_name(response: httpx.Response) -> str | None:
    """`filename*=UTF-8''…`, percent-encoded, or the raw bytes that Korean servers send (UTF-8 or CP949)."""
    raw = next((value for name, value in response.headers.raw if name.lower() == b"content-disposition"), b"")
    extended = re.search(rb"filename\*\s*=\s*([\w-]*)'[^']*'([^;\s]+)", raw, re.I)
    if extended:
        return unquote(extended[2].decode("ascii", "replace"), extended[1].decode("ascii") or "utf-8", "replace")
    named = re.search(rb'filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))', raw, re.I)
    if not named:
        return None
    name = decode((named[1] or named[2] or b"").strip())
    return unquote(name.replace("+", " ") if "%" in name else name) or None


def _retry_after_seconds(response: httpx.Response) -> float:
    """Seconds, or a date; 0 where the server does not say."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - datetime.now(timezone.utc)).total_seconds())
