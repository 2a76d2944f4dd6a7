"""Requests: conditions, tries, limits, names of files."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace
from typing import AsyncIterator, Callable

import httpx
import pytest

from crawler.errors import Disallowed, FetchError, Gone, Refused, TooLarge, Unreachable
from crawler.fetch import ROBOTS_CHARACTERS, Answer, Fetcher, client
from crawler.settings import Settings
from crawler.standing import Standings

Reply = Callable[[httpx.Request], httpx.Response]
SETTINGS = replace(Settings(), delay_seconds=0.0, backoff_seconds=1.0, tries=3, body_limit_bytes=1000)


def fetch(
    reply: Reply,
    url: str = "http://a/x",
    slept: list[float] | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Answer:
    async def sleep(seconds: float) -> None:
        if slept is not None:
            slept.append(seconds)

    async def go() -> Answer:
        async with client(SETTINGS, httpx.MockTransport(reply)) as connection:
            return await Fetcher(connection, SETTINGS, sleep=sleep).get(url, None, etag, last_modified)

    return asyncio.run(go())


def served(*responses: httpx.Response, robots: str | None = None) -> tuple[Reply, list[httpx.Request]]:
    """Answers in turn, the last again and again; the requests except that for robots.txt."""
    asked: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404) if robots is None else httpx.Response(200, text=robots)
        asked.append(request)
        return responses[min(len(asked), len(responses)) - 1]

    return reply, asked


def test_an_answer_carries_what_a_later_request_needs() -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Wed, 25 Nov 2026 00:00:00 GMT", "Content-Type": "text/html"}
    reply, asked = served(httpx.Response(200, text="hi", headers=headers))
    answer = fetch(reply)
    assert (answer.status, answer.body, answer.content_type) == (200, b"hi", "text/html")
    assert (answer.etag, answer.last_modified) == ('"1"', "Wed, 25 Nov 2026 00:00:00 GMT")
    assert asked[0].headers["user-agent"] == Settings.user_agent
    assert "if-none-match" not in asked[0].headers


def test_a_conditional_request_may_be_answered_with_nothing_new() -> None:
    reply, asked = served(httpx.Response(304))
    answer = fetch(reply, etag='"1"', last_modified="Wed, 25 Nov 2026 00:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    assert asked[0].headers["if-none-match"] == '"1"'
    assert asked[0].headers["if-modified-since"] == "Wed, 25 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "error"), [(401, Refused), (403, Refused), (404, Gone), (410, Gone), (400, FetchError)]
)
def test_a_refusal_is_not_asked_again(status: int, error: type[Exception]) -> None:
    reply, asked = served(httpx.Response(status))
    with pytest.raises(error, match=f"^http://a/x: status {status}"):
        fetch(reply)
    assert len(asked) == 1


def test_a_busy_server_is_asked_again_after_as_long_as_it_says() -> None:
    slept: list[float] = []
    reply, asked = served(httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(200, text="hi"))
    assert fetch(reply, slept=slept).body == b"hi"
    assert (len(asked), slept) == (2, [7])


def test_failures_double_the_wait_and_end() -> None:
    slept: list[float] = []
    reply, asked = served(httpx.Response(503))
    with pytest.raises(Unreachable, match="status 503 .3 tries"):
        fetch(reply, slept=slept)
    assert (len(asked), slept) == (3, [1, 2])


@pytest.mark.parametrize(("said", "seconds"), [("86400", 86400), ("9" * 30, 2592000)])
def test_a_wait_of_hours_ends_the_tries_at_once(said: str, seconds: int) -> None:
    reply, asked = served(httpx.Response(429, headers={"Retry-After": said}))
    with pytest.raises(Unreachable, match=f"again after {seconds} s"):
        fetch(reply)
    assert len(asked) == 1


def test_broken_connections_and_timeouts_are_tried_again() -> None:
    errors: list[Exception] = [httpx.ConnectError("no"), httpx.ReadTimeout("slow")]

    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/robots.txt" and errors:
            raise errors.pop()
        return httpx.Response(200, text="")

    assert fetch(reply).status == 200


def test_robots_txt_is_asked_once_and_obeyed() -> None:
    reply, asked = served(httpx.Response(200), robots="User-agent: *\nDisallow: /x\n")
    with pytest.raises(Disallowed, match="http://a/x: robots.txt"):
        fetch(reply)
    assert asked == []


def test_a_host_whose_robots_txt_fails_is_not_asked() -> None:
    with pytest.raises(Unreachable, match="robots.txt: status 500"):
        fetch(lambda request: httpx.Response(500))


def test_a_body_over_the_limit_is_not_read_to_its_end() -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 100
            yield b"x" * 100

    reply, _ = served(httpx.Response(200, content=endless()))
    with pytest.raises(TooLarge):
        fetch(reply)
    assert read < 2000


@pytest.mark.parametrize("coding", ["gzip, gzip", "br", "zstd", "compress"])
def test_a_body_that_could_grow_without_a_limit_is_not_unpacked(coding: str) -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(200, headers={"Content-Encoding": coding}, stream=httpx.ByteStream(b"xxxx"))

    with pytest.raises(FetchError, match="content coding"):
        fetch(reply)


def test_a_body_that_grows_over_the_limit_when_it_is_unpacked_is_too_large() -> None:
    packed = gzip.compress(bytes(100_000))
    assert len(packed) < SETTINGS.body_limit_bytes
    reply, _ = served(httpx.Response(200, content=packed, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(TooLarge):
        fetch(reply)


def test_an_answer_that_drips_is_given_up_after_ten_timeouts() -> None:
    async def dripping() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0.01)
            yield b"x"

    def reply(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404) if request.url.path == "/robots.txt" else httpx.Response(200, content=dripping())

    async def go() -> None:
        settings = replace(SETTINGS, timeout_seconds=0.01, tries=1)
        async with client(settings, httpx.MockTransport(reply)) as connection:
            await Fetcher(connection, settings).get("http://a/x")

    with pytest.raises(Unreachable, match="TimeoutError"):
        asyncio.run(go())


def test_a_robots_txt_without_end_is_read_to_a_limit() -> None:
    reply, asked = served(httpx.Response(200), robots="Allow: /\n" * 60_000 + "User-agent: *\nDisallow: /\n")

    async def go() -> int:
        async with client(Settings(), httpx.MockTransport(reply)) as connection:
            standings = Standings()
            await Fetcher(connection, replace(Settings(), delay_seconds=0), standings=standings).get("http://a/x")
            return len(standings.of("a").robots)

    assert asyncio.run(go()) == ROBOTS_CHARACTERS and len(asked) == 1


def test_redirects_are_followed_politely_but_not_for_ever() -> None:
    reply, asked = served(httpx.Response(302, headers={"Location": "/y"}), httpx.Response(200, text="hi"))
    assert (fetch(reply).url, asked[1].url.path) == ("http://a/y", "/y")
    around, _ = served(httpx.Response(302, headers={"Location": "/x"}))
    with pytest.raises(FetchError, match="redirects"):
        fetch(around)


def test_a_redirect_to_another_host_obeys_the_robots_txt_of_that_host() -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text="User-agent: *\nDisallow: /\n" if request.url.host == "b" else "")
        return httpx.Response(302, headers={"Location": "http://b/y"})

    with pytest.raises(Disallowed, match="http://b/y"):
        fetch(reply)


@pytest.mark.parametrize("url", ["", "/x", "ftp://a/x", "http://", "http://[", "http://a:b/"])
def test_what_is_no_address_is_named(url: str) -> None:
    with pytest.raises(FetchError, match="not an http address"):
        fetch(lambda request: httpx.Response(200), url)


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*=UTF-8''%EB%B3%B4%EB%8F%84%20%EC%9E%90%EB%A3%8C.hwp",
        b"attachment; filename*=nowhere''%EB%B3%B4%EB%8F%84%20%EC%9E%90%EB%A3%8C.hwp",
        b'attachment; filename="%EB%B3%B4%EB%8F%84%20%EC%9E%90%EB%A3%8C.hwp";',
        b'attachment; filename="%EB%B3%B4%EB%8F%84+%EC%9E%90%EB%A3%8C.hwp"',
        b'attachment; filename="' + "보도 자료.hwp".encode() + b'"',
        b"attachment; filename=" + "보도 자료.hwp".encode("cp949"),
        b"attachment; filename=\"x.hwp\"; filename*=utf-8''%EB%B3%B4%EB%8F%84%20%EC%9E%90%EB%A3%8C.hwp",
    ],
)
def test_a_file_name_is_read_in_every_form_that_is_in_use(disposition: bytes) -> None:
    reply, _ = served(httpx.Response(200, headers=[(b"Content-Disposition", disposition)]))
    assert fetch(reply).file_name == "보도 자료.hwp"


def test_a_form_is_posted_and_a_redirect_of_it_is_followed_by_get() -> None:
    reply, asked = served(httpx.Response(302, headers={"location": "/y"}), httpx.Response(200, text="hi"))

    async def go() -> Answer:
        async with client(SETTINGS, httpx.MockTransport(reply)) as connection:
            return await Fetcher(connection, SETTINGS).get("http://a/x", form="method=list&title=%EB%B3%B4")

    assert asyncio.run(go()).body == b"hi"
    assert [(request.method, request.url.path) for request in asked] == [("POST", "/x"), ("GET", "/y")]
    assert asked[0].content == b"method=list&title=%EB%B3%B4"
    assert asked[0].headers["content-type"] == "application/x-www-form-urlencoded"
