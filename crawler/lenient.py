"""Connections that repair the head of an answer before the strict parser of HTTP sees it."""

from __future__ import annotations

import re
import ssl
from typing import Any, Iterable

import httpcore
import httpx

TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2
CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
END = re.compile(rb"\r?\n\r?\n")
ONCE = (b"content-length", b"transfer-encoding")  # said twice, the first counts
LONGEST_HEAD_BYTES = 64_000


def repaired(head: bytes) -> bytes:
    """The lines of a head that mean something: no other than `name: value`, folded ones joined, no control bytes."""
    status, *lines = head.replace(b"\r\n", b"\n").split(b"\n")
    kept: list[tuple[bytes, bytes]] = []
    for line in lines:
        name, colon, value = line.partition(b":")
        name, value = name.strip(), CONTROL.sub(b"", value.strip())
        if line[:1] in (b" ", b"\t") and kept:
            kept[-1] = (kept[-1][0], kept[-1][1] + b" " + CONTROL.sub(b"", line.strip()))
        elif colon and TOKEN.fullmatch(name) and _counts(name.lower(), value, kept):
            kept.append((name, value))
    return b"\r\n".join([CONTROL.sub(b"", status), *(name + b": " + value for name, value in kept)])


class LenientTransport(httpx.AsyncHTTPTransport):
    """A connection an answer. Not for use through a proxy, which reads the heads itself."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        # httpx has no parameter for it
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context, max_connections=2, max_keepalive_connections=0, network_backend=_Backend()
        )


class _Backend(httpcore.AnyIOBackend):
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await super().connect_tcp(host, port, timeout, local_address, socket_options))


class _Stream(httpcore.AsyncNetworkStream):
    """Holds what comes until the head is whole."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner
        self._head: bytes | None = b""  # None: it went through

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while self._head is not None:
            piece = await self._inner.read(max_bytes, timeout)
            self._head += piece
            end = END.search(self._head)
            if end or not piece or len(self._head) > LONGEST_HEAD_BYTES:
                whole, self._head = self._head, None
                return repaired(whole[: end.start()]) + b"\r\n\r\n" + whole[end.end() :] if end else whole
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _counts(name: bytes, value: bytes, kept: list[tuple[bytes, bytes]]) -> bool:
    if name == b"content-length" and not value.isdigit():
        return False
    return name not in ONCE or name not in [known.lower() for known, _ in kept]
