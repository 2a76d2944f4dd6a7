"""The configuration of gunicorn: `gunicorn -c python:webapp.serving 'webapp:create_app()'`."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from types import FrameType
from typing import Any

from webapp import events

# Before prometheus_client is loaded: each worker keeps its figures in a file there, /metrics adds them up.
_FIGURES = None if "PROMETHEUS_MULTIPROC_DIR" in os.environ else tempfile.mkdtemp(prefix="jachi-metrics-")
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", _FIGURES or "")
events.configure()

workers = int(os.environ.get("WEB_CONCURRENCY") or min(os.cpu_count() or 1, 4))
worker_class = "gthread"
threads = 4
preload_app = True  # before the fork, so that the workers share Kiwi's model; the engine opens its files in each
graceful_timeout = 5
limit_request_line = 0  # 1,000 Hangul are 9,000 bytes in an address; longer ones deserve our own message
control_socket_disable = True  # else a socket is left in the home folder
loglevel = "warning"
limit_request_fields = 64
limit_request_field_size = 16_384
backlog = 512  # requests that wait for a worker; more are refused by the system


def when_ready(server: Any) -> None:
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    print(f"jachi: http://{f'[{host}]' if ':' in host else host}:{port}/", flush=True)


def child_exit(server: Any, worker: Any) -> None:
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    if _FIGURES:
        shutil.rmtree(_FIGURES, ignore_errors=True)


def post_worker_init(worker: Any) -> None:
    """A worker stops by its master's word alone: Ctrl-C reaches everyone in the terminal.

    gunicorn's own handlers take locks that the interrupted code may hold, and such a worker never ends. Here SIGTERM
    lets requests finish, SIGQUIT (what the master makes of Ctrl-C) does not.
    """

    def finish(number: int, frame: FrameType | None) -> None:
        worker.alive = False

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGQUIT, lambda number, frame: os._exit(0))
