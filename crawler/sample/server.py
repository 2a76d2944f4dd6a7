"""Answers requests to the example sites, over HTTP or as a plain function."""

from __future__ import annotations

import re
import signal
import sys
import threading
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any, Callable, Mapping
from urllib.parse import quote, unquote

from crawler.sample import SampleError
from crawler.sample.content import Enclosure, publications
from crawler.sample.pages import alert_page, front_page, home_page, list_page, post_page
from crawler.sample.sites import Board, Site, find_file, find_post, sites

ROBOTS = Path(__file__).parent / "templates" / "robots.txt"
MISSING = "존재하지 않는 게시물입니다."
WRONG = "잘못된 접근입니다."


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def serve(host: str = "127.0.0.1", port: int = 8010, ready: Callable[[], None] = lambda: None) -> None:
    """Serves until Ctrl-C or SIGTERM, calls `ready` once it listens; SampleError when the port is taken."""
    publications()  # bad content is said now, not at the first request
    try:
        server = _Server((host, port), _Asked)
    except (OSError, OverflowError) as error:
        raise SampleError(f"cannot serve the example sites on {host}:{port}: {error}") from None
    with server:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        ready()
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            pass


def respond(path: str, query: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    """The answer to a GET; `path` and `query` as they stand in the request line, headers by lower-case name."""
    asked = headers or {}
    answer = _answer(re.sub(r";jsessionid=[^/?]*", "", unquote(path)), query, asked.get("host", ""))
    etag = f'"{sha256(answer.body).hexdigest()[:20]}"'
    if answer.status != 200:
        return answer
    if etag in asked.get("if-none-match", ""):
        return Answer(304, b"", {"ETag": etag})
    return Answer(200, answer.body, {**answer.headers, "ETag": etag})


def _answer(path: str, query: str, host: str) -> Answer:
    if path == "/":
        return _page(home_page(tuple(sites().values())))
    if path == "/robots.txt":
        return _robots(host)
    prefix, _, rest = path.lstrip("/").partition("/")
    site = sites().get(prefix)
    if not site:
        return _page("Not Found", status=404)
    return _site_answer(site, f"/{rest}", query)


def _robots(host: str) -> Answer:
    """Two hosts lead here; one of them has no rules, as on many real sites."""
    if host.startswith("localhost"):
        return _page("Not Found", status=404)
    return Answer(200, ROBOTS.read_bytes(), {"Content-Type": "text/plain"})


def _site_answer(site: Site, path: str, query: str) -> Answer:
    if path in ("/", "/index.do"):
        return _page(front_page(site), site.encoding)
    for role in ("file", "preview", "post", "list"):
        asked = site.layout.routes[role].match(path, query)
        if asked is not None:
            return _file(site, asked) if role == "file" else _show(site, role, asked)
    return _page("Not Found", status=404)


def _show(site: Site, role: str, asked: dict[str, str]) -> Answer:
    board = next((board for board in site.boards if board.board == asked.get("board")), None)
    if role == "preview" or not board or any(asked.get(name) != board.menu for name in site.layout.needed):
        return _page(alert_page(WRONG), site.encoding)
    if role == "list":
        page = asked.get("page", "1")
        return _page(list_page(site, board, int(page) if re.fullmatch(r"[1-9]\d{0,8}", page) else 1), site.encoding)
    return _post(site, board, asked.get("post", ""))


def _post(site: Site, board: Board, post_id: str) -> Answer:
    post = find_post(site, board, post_id)
    return _page(post_page(site, board, post) if post else alert_page(MISSING), site.encoding)


def _file(site: Site, asked: dict[str, str]) -> Answer:
    enclosure = find_file(site, asked) if "file" in asked else None
    if not enclosure:
        return _page(alert_page("파일이 존재하지 않습니다."), site.encoding)
    disposition = _disposition(enclosure.name, site.layout.disposition, site.encoding)
    return Answer(
        200, _built(enclosure), {"Content-Type": "application/octet-stream", "Content-Disposition": disposition}
    )


@cache
def _built(enclosure: Enclosure) -> bytes:
    # imported here: the office libraries take longer to load than the server to start
    from crawler.sample.offices import build

    return build(enclosure)


def _disposition(name: str, form: str, encoding: str) -> str:
    if form == "extended":
        return f"attachment; filename*=UTF-8''{quote(name)}"
    if form == "percent":
        return f'attachment; filename="{quote(name)}";'
    raw = name.encode(encoding).decode("latin-1")
    return f'attachment; filename="{raw}"' if form == "quoted" else f"attachment; filename={raw}"


def _page(text: str, encoding: str = "utf-8", status: int = 200) -> Answer:
    """Only the `meta` of a CP949 page states its encoding, which its header leaves out."""
    charset = ";charset=UTF-8" if encoding == "utf-8" else ""
    return Answer(status, text.encode(encoding, "xmlcharrefreplace"), {"Content-Type": f"text/html{charset}"})


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """A crawler that is stopped in the middle of an answer is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Asked(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    wbufsize = -1  # head and body in one packet: in two, each answer waits 40 ms for an acknowledgement

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the crawler reports its own progress."""

    def _send(self, with_body: bool) -> None:
        path, _, query = self.path.partition("?")
        answer = respond(path, query, {name.lower(): value for name, value in self.headers.items()})
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(answer.body)
