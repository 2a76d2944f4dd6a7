"""Asks hosts for pages or files: politely, conditionally, with limits."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Awaitable, Callable
from urllib.parse import urlsplit

import httpx

from crawler.destinations import check, is_loopback_site, origin
from crawler.encoding import decode as decode
from crawler.errors import Closed, Disallowed, FetchError, Gone, Refused, Suspended, TooLarge, Unreachable
from crawler.headers import file_name, moment, retry_after_seconds, script_cookie
from crawler.hosts import HostRules, Hosts, hosts
from crawler.politeness import Politeness
from crawler.settings import Settings, is_open
from crawler.standing import Standings
from crawler.transport import Transport
from crawler.transport import client as made_of

REDIRECTS = 5
FORM = "application/x-www-form-urlencoded"
LONGEST_WAIT_SECONDS = 300.0  # a Retry-After beyond it ends the tries: the next run comes back
WHOLE_TIMES = 10  # a whole answer may take this many timeouts
CERTIFICATE = re.compile(r"certificate verify failed: ([\w -]{3,60})")  # asking again would not help
REFUSED = (401, 403, 451)
LEFT_ALONE = (403, 451)  # the host is not asked again in this run, in later ones only after a pause
LARGE_BYTES = 1_000_000  # so many bytes of many answers may be in memory at once; of larger ones only a few
LARGE_AT_ONCE = 4
GONE = (404, 410)
CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")  # one at most: gzip in gzip grows a millionfold at once
ROBOTS_CHARACTERS = 500_000  # what lies beyond is not read (RFC 9309, 2.5)


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
    served_at: datetime | None = None  # by the clock of the server


class Fetcher:
    """FetchError names the address. `now` and `sleep` are given by tests."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        settings: Settings,
        politeness: Politeness | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        standings: Standings | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
        exceptions: Hosts | None = None,
        ends_at: datetime | None = None,
    ) -> None:
        self._client = client
        self._settings = settings
        self._politeness = politeness or Politeness(settings.user_agent, sleep=sleep)
        self._sleep = sleep
        self._standings = standings or Standings()
        self._now = now
        self._ends_at = ends_at  # nothing is asked after it: the next run goes on
        self._hosts = exceptions or hosts()
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def get(
        self,
        url: str,
        delay_seconds: float | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        home: str = "",
        form: str = "",
    ) -> Answer:
        """With the validators of an earlier answer the server may say 304: nothing new. `home`: the source's site.

        A `form` (encoded) is posted to the address; where that redirects, the new address is asked by GET.
        """
        delay = self._settings.delay_seconds if delay_seconds is None else delay_seconds
        headers = {"If-None-Match": etag or "", "If-Modified-Since": last_modified or ""}
        headers = {name: value for name, value in headers.items() if value}
        headers |= {"Content-Type": FORM} if form else {}
        for _ in range(REDIRECTS + 1):
            await self._ask_robots(url, delay, home)
            if not self._politeness.allows(url):
                raise Disallowed(f"{url}: robots.txt forbids it")
            response, body = await self._tried(url, delay, headers, home, form)
            if self._took_cookie(url, body):
                continue
            if response.next_request is None:
                return self._answer(url, response, body)
            url, form = str(response.next_request.url), ""
        raise FetchError(f"{url}: more than {REDIRECTS} redirects")

    def _took_cookie(self, url: str, body: bytes) -> bool:
        """Whether the page set a cookie by script, with which it has to be asked again; for hosts that do so."""
        found = script_cookie(body) if self._rules(url).script_cookie else None
        host = urlsplit(url).hostname or ""
        if found is None or self._client.cookies.get(found[0], domain=host) == found[1]:
            return False
        self._client.cookies.set(*found, domain=host)
        return True

    async def _ask_robots(self, url: str, delay: float, home: str) -> None:
        """Nothing is asked of a host whose robots.txt cannot be read for a reason of its own (RFC 9309)."""
        origin(url)  # refuses what is no address before anything takes it apart
        if self._politeness.knows(url):
            return
        check(url, home, self._rules(url).ports)
        known = self._standings.fresh_robots(_netloc(url), self._now())
        if known is None:
            known = await self._read_robots(url, delay, home)
        self._politeness.learn(url, known)

    async def _read_robots(self, url: str, delay: float, home: str) -> str:
        robots = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/robots.txt"
        for _ in range(REDIRECTS + 1):
            response, body = await self._tried(robots, delay, {}, home)
            if response.next_request is None:
                break
            robots = str(response.next_request.url)
        text = decode(body)[:ROBOTS_CHARACTERS] if response.status_code == 200 else ""
        self._standings.read_robots(_netloc(url), self._now(), response.status_code, text)
        return text

    async def _tried(
        self, url: str, delay: float, headers: dict[str, str], home: str, form: str = ""
    ) -> tuple[httpx.Response, bytes]:
        """Asks again after 429, 5xx, timeouts or broken connections, each time waiting twice as long."""
        check(url, home, self._rules(url).ports)
        reason = ""
        for attempt in range(self._settings.tries):
            wait_seconds = self._settings.backoff_seconds * 2**attempt
            async with self._politeness.turn(url, delay):
                self._refuse_at_wrong_time(url)
                try:
                    response, body = await self._send(url, headers, home, form)
                except (httpx.TransportError, TimeoutError) as error:
                    reason = _said(error)
                    if CERTIFICATE.search(str(error)):
                        raise Unreachable(f"{url}: {reason}") from None
                except (httpx.HTTPError, httpx.InvalidURL) as error:
                    raise FetchError(f"{url}: {error}") from None
                else:
                    if response.status_code != 429 and response.status_code < 500:
                        return response, body
                    reason = f"status {response.status_code}"
                    wait_seconds = max(wait_seconds, retry_after_seconds(response, self._now()))
                if wait_seconds > LONGEST_WAIT_SECONDS:
                    until = self._now() + timedelta(seconds=wait_seconds)
                    self._standings.asked_to_wait(_netloc(url), until, reason)
                    raise Unreachable(f"{url}: {reason}, to be asked again after {wait_seconds:.0f} s")
                if attempt + 1 < self._settings.tries:
                    await self._sleep(wait_seconds)
        raise Unreachable(f"{url}: {reason} ({self._settings.tries} tries)")

    def _refuse_at_wrong_time(self, url: str) -> None:
        rules, now = self._rules(url), self._now()
        if self._ends_at and now >= self._ends_at:
            raise Closed(f"{url}: the time of this run is over")
        if rules.suspended:
            raise Suspended(f"{url}: {urlsplit(url).hostname} is suspended in hosts.toml ({rules.suspended})")
        if left := self._standings.suspended(_netloc(url), now):
            raise Suspended(f"{url}: {left.host} is left alone until {left.until:%Y-%m-%d %H:%M} UTC ({left.reason})")
        for hours in (rules.hours, self._settings.hours):
            if not is_open(hours, now):
                raise Closed(f"{url}: outside the hours in which it is asked")

    async def _send(self, url: str, headers: dict[str, str], home: str, form: str) -> tuple[httpx.Response, bytes]:
        limit = self._settings.body_limit_bytes
        profile = {name: value.format(agent=self._settings.user_agent) for name, value in self._rules(url).headers}
        loopback = bool(home) and origin(url) == origin(home) and is_loopback_site(home)
        async with asyncio.timeout(self._settings.timeout_seconds * WHOLE_TIMES), AsyncExitStack() as held:
            request = self._client.build_request(
                "POST" if form else "GET",
                url,
                headers={**profile, **headers},
                content=form.encode() or None,
                extensions={"loopback": loopback},
            )
            response = await self._client.send(request, stream=True, follow_redirects=False)
            held.push_async_callback(response.aclose)
            if (coding := response.headers.get("content-encoding", "identity").lower()) not in CODINGS:
                raise FetchError(f"{url}: the content coding {coding[:40]!r} is not read")
            body = bytearray()
            stated = response.headers.get("content-length", "")
            if stated.isdecimal() and int(stated) > limit:
                raise TooLarge(f"{url}: larger than {limit // 1_000_000} MB")
            async for piece in response.aiter_bytes():
                if len(body) < LARGE_BYTES <= len(body) + len(piece):
                    await held.enter_async_context(self._large)
                body += piece
                if len(body) > limit:
                    raise TooLarge(f"{url}: larger than {limit // 1_000_000} MB")
            return response, bytes(body)

    def _answer(self, url: str, response: httpx.Response, body: bytes) -> Answer:
        status, host = response.status_code, _netloc(url)
        if status in LEFT_ALONE:
            until = self._standings.refused(host, self._now(), f"status {status}")
            raise Refused(f"{url}: status {status}; {host} is left alone until {until:%Y-%m-%d %H:%M} UTC")
        if status in REFUSED:
            raise Refused(f"{url}: status {status}")
        self._standings.answered(host)
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
            file_name=file_name(response),
            served_at=moment(headers.get("date", "")),
        )

    def _rules(self, url: str) -> HostRules:
        return self._hosts.rules(urlsplit(url).hostname or "")


def client(settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """Without a transport one that checks where it connects to."""
    return made_of(settings, transport or Transport(hosts()))


def _said(error: Exception) -> str:
    """The name of a failure; what is wrong with a certificate decides what hosts.toml needs."""
    said = CERTIFICATE.search(str(error)) or re.search(r"\[SSL: ([A-Z_]{3,60})\]", str(error))
    return f"{type(error).__name__} ({said[1]})" if said else type(error).__name__


def _netloc(url: str) -> str:
    return urlsplit(url).netloc.lower()
