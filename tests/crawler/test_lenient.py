"""Answers whose heads the strict parser refuses."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from typing import Iterator

import pytest

from crawler.errors import Unreachable
from crawler.fetch import Answer, Fetcher, client
from crawler.hosts import STRICT, HostRules, Hosts
from crawler.lenient import repaired
from crawler.settings import Settings
from crawler.transport import Transport

SETTINGS = Settings(delay_seconds=0, tries=1, timeout_seconds=5)
BODY = "마루구는 골목을 고친다.".encode()
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY)
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
HEADS = {
    "/nameless": b"HTTP/1.1 200 OK\r\nX-Powered-By\r\n" + LENGTH + b"\r\n" + BODY,
    "/spaced": b"HTTP/1.1 200 OK\r\nP3P : CP=x\r\nbad name: 1\r\n" + LENGTH + b"\r\n" + BODY,
    "/control": b"HTTP/1.1 200 OK\r\nX-A: a\x00b\x07\r\n" + LENGTH + b"\r\n" + BODY,
    "/twice": b"HTTP/1.1 200 OK\r\n" + LENGTH + b"Content-Length: 9\r\n\r\n" + BODY,
    "/length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" + BODY,
    "/chunked": b"HTTP/1.1 200 OK\r\n: x\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED,
}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    class Asked(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            head = HEADS.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            for start in range(0, len(head), 7):  # as it may come over a wire
                self.wfile.write(head[start : start + 7])
                self.wfile.flush()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Asked) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def get(port: int, path: str, rules: HostRules) -> Answer:
    async def go() -> Answer:
        hosts, url = Hosts({"127.0.0.1": rules}), f"http://127.0.0.1:{port}{path}"
        async with client(SETTINGS, Transport(hosts)) as connection:
            return await Fetcher(connection, SETTINGS, exceptions=hosts).get(url, home=url)

    return asyncio.run(go())


@pytest.mark.parametrize("path", HEADS)
def test_a_malformed_head_is_read_where_the_host_is_known_for_it_and_refused_elsewhere(port: int, path: str) -> None:
    assert get(port, path, HostRules(lenient_headers=True)).body == BODY
    with pytest.raises(Unreachable, match="RemoteProtocolError"):
        get(port, path, STRICT)


@pytest.mark.parametrize(
    ("head", "made"),
    [
        (b"HTTP/1.1 200 OK\r\nA: 1\r\nB: 2", b"HTTP/1.1 200 OK\r\nA: 1\r\nB: 2"),
        (b"HTTP/1.1 200 OK\nA: 1\n\tand more\nB:2", b"HTTP/1.1 200 OK\r\nA: 1 and more\r\nB: 2"),
        (b"HTTP/1.1 200 OK\r\n  no name before\r\nA: \xea\xb0\x80", b"HTTP/1.1 200 OK\r\nA: \xea\xb0\x80"),
        (b"HTTP/1.1 302 \r\nLocation : /a", b"HTTP/1.1 302 \r\nLocation: /a"),
    ],
)
def test_a_head_is_repaired(head: bytes, made: bytes) -> None:
    assert repaired(head) == made
