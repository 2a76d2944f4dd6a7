"""Fictional boards over HTTP, with crawls of them as processes that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Callable, Iterator

import httpx

from crawler.archive import Archive
from tests.crawler.board_site import FIRST_DAY, Board

PROJECT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 60


@dataclass
class Site:
    """Answers as its board does; the process in `victim` is killed at the request whose turn it is."""

    board: Board
    port: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    victim: subprocess.Popen[bytes] | None = None
    left: int = -1  # requests until the kill; negative: none
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, path: str, headers: dict[str, str]) -> httpx.Response:
        with self.lock:
            self.left -= 1
            if self.left == 0 and self.victim:
                self.victim.send_signal(signal.SIGKILL)
            if path != "/robots.txt":
                self.asked[path] += 1
            return self.board(httpx.Request("GET", f"http://127.0.0.1:{self.port}{path}", headers=headers))

    def declare(self, folder: Path, name: str) -> None:
        text = f'district = "99110"\nfamily = "bbs_ntt"\nsite = "http://127.0.0.1:{self.port}"\ndelay_seconds = 0\n'
        board = '[boards.press]\nparams = { board = "1", menu = "2" }\nexpect = { newest_within_days = 36500 }\n'
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.toml").write_text(text + board)


@contextmanager
def served(board: Board) -> Iterator[Site]:
    site = Site(board)

    class Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            answer = site.answer(self.path, dict(self.headers))
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name != "content-length":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A crawl that was killed in the middle of an answer is what is tested."""

    with Server(("127.0.0.1", 0), Asked) as server:
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield site
        server.shutdown()


def start(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """`python -m crawler run` over the sources of a folder."""
    command = [sys.executable, "-m", "crawler", "run", "--sources", str(folder / "sources"), *more]
    environment = {**os.environ, "JACHI_DATA": str(folder / "data"), "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    out, errors = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, (out + errors).decode()


def killed_again_and_again(folder: Path, kills: int, seed: int) -> dict[str, int]:
    """A crawl that is killed at random requests and at random moments until it ends well: what that did."""
    chance = Random(seed)
    posts = list(range(1, 10 + kills * 3))
    files = {post: [f"{post}-가.hwp", f"{post}-나.pdf"] for post in posts if post % 3 == 0}
    board = Board(posts, rows=10, files=files, days={post: FIRST_DAY for post in posts})
    with served(board) as site:
        site.declare(folder / "sources", "maru")
        again = []
        for turn in range(kills):
            again.append(_repeated(site, lambda: _killed(site, folder, chance, at_request=turn % 2 == 0)))
        site.left = -1
        again.append(_repeated(site, lambda: _finished(folder)))
    with Archive(folder / "data" / "archive.sqlite", readonly=True) as archive:
        held = [one for one in archive.changed(0, ("post", "file"))]
        versions = archive.execute("SELECT count(*) FROM captures WHERE role IN ('post', 'file')").fetchone()[0]
    wanted = len(posts) + sum(map(len, files.values()))
    pages = {path: count for path, count in site.asked.items() if "List" in path}
    return {
        "kills": kills,
        "wanted": wanted,
        "lost": wanted - len(held),
        "doubled": versions - len(held),
        "asked_again": sum(again),
        "asked_again_beyond_kills": max(sum(again[: turn + 1]) - turn for turn in range(kills + 1)),
        "most_of_one_list_page": max(pages.values()),
    }


def _repeated(site: Site, crawl: Callable[[], None]) -> int:
    """How many posts and files a crawl asked for that had been asked for before it."""
    before = Counter(site.asked)
    crawl()
    return sum((site.asked - before)[path] for path in before if "List" not in path)


def _killed(site: Site, folder: Path, chance: Random, at_request: bool) -> None:
    site.left = chance.randint(2, 9) if at_request else -1
    site.victim = start(folder)
    if not at_request:
        asked = site.asked.total()
        while site.asked.total() == asked and site.victim.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.1))
        site.victim.send_signal(signal.SIGKILL)
    ended(site.victim)


def _finished(folder: Path) -> None:
    code, said = ended(start(folder))
    assert code == 0, said
