"""Answers requests to the example sites, over HTTP or as a plain function."""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from dataclasses import replace
from datetime import datetime, timezone
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import Any, Callable, Mapping, Sequence
from urllib.parse import unquote

from crawler.sample import SampleError
from crawler.sample.answers import Answer as Answer
from crawler.sample.answers import answer
from crawler.sample.content import publications
from crawler.sample.faults import Fault as Fault
from crawler.sample.faults import shown, spoiled

ALL_OUT = datetime(2026, 11, 1, tzinfo=timezone.utc)  # later than everything that is published
FORM_LIMIT_BYTES = 10_000


def serve(
    host: str = "127.0.0.1",
    port: int = 8010,
    ready: Callable[[], None] = lambda: None,
    now: Callable[[], datetime] = lambda: ALL_OUT,
    faults: Sequence[Fault] = (),
) -> None:
    """Serves until Ctrl-C or SIGTERM, calls `ready` once it listens; SampleError when the port is taken.

    `now` and `faults` (which may change meanwhile) are asked at every request: see `respond`.
    """
    publications()  # bad content is said now, not at the first request
    try:
        server = _Server((host, port), _Asked)
    except (OSError, OverflowError) as error:
        raise SampleError(f"cannot serve the example sites on {host}:{port}: {error}") from None
    server.now, server.faults = now, faults
    with server:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        ready()
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            pass


def respond(
    path: str,
    query: str = "",
    headers: Mapping[str, str] | None = None,
    now: datetime | None = None,
    faults: Sequence[Fault] = (),
) -> Answer:
    """The answer to a GET, or to a POST whose form stands as the query; a pure function.

    `path` and `query` as they stand in the request line, headers by lower-case name. `now` is the clock of the site:
    posts of later days are not out yet; without a clock everything is out. `faults` is the scenario:

        respond("/maru/selectBbsNttList.do", "bbsNo=36&key=297", now=now, faults=[
            Fault("redesign", "^/maru/", since=datetime(2026, 3, 1, tzinfo=UTC)),   # from then on
            Fault("edited", post="41027"), Fault("deleted", post="40988", since=…),
            Fault("busy", "List.do", amount=30),                                    # 429, Retry-After: 30
        ])

    A caller honours `delay_seconds` (slow answers) and `cut_bytes` (cut connections) of the answer; `serve` does.
    """
    asked, now = headers or {}, now or ALL_OUT
    bare = re.sub(r";jsessionid=[^/?]*", "", unquote(path))
    acting = [fault for fault in faults if fault.acts(f"{bare}?{query}" if query else bare, now)]
    normal = answer(bare, query, asked.get("host", ""), lambda posts: shown(posts, acting, now))
    found = spoiled(normal, bare, acting, now)
    if found.status != 200:
        return found
    etag = f'"{sha256(found.body).hexdigest()[:20]}"'
    if etag in asked.get("if-none-match", ""):
        return Answer(304, b"", {"ETag": etag}, found.delay_seconds)
    return replace(found, headers={**found.headers, "ETag": etag})


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True
    now: Callable[[], datetime]
    faults: Sequence[Fault]

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """A crawler that is stopped in the middle of an answer is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    wbufsize = -1  # head and body in one packet: in two, each answer waits 40 ms for an acknowledgement
    server: _Server

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def do_POST(self) -> None:
        stated = self.headers.get("Content-Length", "0")
        size = int(stated) if stated.isdecimal() else 0
        if size > FORM_LIMIT_BYTES:
            self.close_connection = True
            return self.send_error(413)
        self._send(with_body=True, form=self.rfile.read(size).decode("utf-8", "replace"))

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the crawler reports its own progress."""

    def _send(self, with_body: bool, form: str = "") -> None:
        path, _, query = self.path.partition("?")
        asked = {name.lower(): value for name, value in self.headers.items()}
        both = "&".join(filter(None, (query, form)))
        found = respond(path, both, asked, self.server.now(), self.server.faults)
        time.sleep(found.delay_seconds)
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(found.body[: found.cut_bytes])
        if found.cut_bytes is not None:
            self.close_connection = True
