"""Connections over TLS: verified for every host, with one exception for the host that needs it."""

from __future__ import annotations

import asyncio
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Iterator

import pytest

from crawler.errors import Unreachable
from crawler.fetch import Fetcher, client
from crawler.hosts import STRICT, HostRules, Hosts
from crawler.settings import Settings
from crawler.transport import Transport

FOLDER = Path(__file__).parent / "tls"  # made for these tests, for the name localhost alone
SETTINGS = Settings(delay_seconds=0, tries=1, timeout_seconds=5)


class Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else self.headers["Host"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that refuses the certificate hangs up: that is what is tested."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FOLDER / "certificate.pem", FOLDER / "key.pem")
    with Server(("127.0.0.1", 0), Asked) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def get(url: str, rules: HostRules) -> bytes:
    async def go() -> bytes:
        hosts = Hosts({"localhost": rules, "127.0.0.1": rules})
        async with client(SETTINGS, Transport(hosts)) as connection:
            return (await Fetcher(connection, SETTINGS, exceptions=hosts).get(url, home=url)).body

    return asyncio.run(go())


def test_a_certificate_that_nobody_vouches_for_is_refused_and_the_message_says_why(port: int) -> None:
    for rules in (STRICT, HostRules(cipher_level=1)):
        with pytest.raises(Unreachable, match=r"ConnectError \(self.signed certificate"):
            get(f"https://localhost:{port}/x", rules)


def test_an_added_certificate_opens_its_host_and_the_request_keeps_the_name(port: int) -> None:
    rules = HostRules(certificate=FOLDER / "certificate.pem")
    assert get(f"https://localhost:{port}/x", rules) == f"localhost:{port}".encode()


def test_the_name_is_checked_even_so(port: int) -> None:
    with pytest.raises(Unreachable, match="ConnectError"):
        get(f"https://127.0.0.1:{port}/x", HostRules(certificate=FOLDER / "certificate.pem"))
