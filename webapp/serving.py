"""The configuration of gunicorn: `gunicorn -c python:webapp.serving 'webapp:create_app()'`."""

from __future__ import annotations

import os
from typing import Any

from indexer import analyze

workers = int(os.environ.get("WEB_CONCURRENCY") or min(os.cpu_count() or 1, 4))
worker_class = "gthread"
threads = 4
limit_request_line = 0  # 1,000 Hangul are 9,000 bytes in an address; longer ones deserve our own message
control_socket_disable = True  # else a socket is left in the home folder
loglevel = "warning"


def on_starting(server: Any) -> None:
    analyze.preload()  # before the fork, so that the workers share the model


def when_ready(server: Any) -> None:
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    print(f"jachi: http://{f'[{host}]' if ':' in host else host}:{port}/", flush=True)
