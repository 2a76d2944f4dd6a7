"""`python -m webapp`: serves the search pages."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from typing import NoReturn, Sequence

from indexer import engines
from indexer.errors import IndexerError
from indexer.settings import Settings


class Unavailable(Exception):
    """The address cannot be served on."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="jachi-webapp", description="Serves the search pages.")
    parser.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000", metavar="N")
    parser.add_argument("--host", default="127.0.0.1")
    given = parser.parse_args(arguments)
    try:
        check(given.host, given.port, Settings.from_environment())
    except (IndexerError, Unavailable) as error:
        print(f"jachi-webapp: {error}", file=sys.stderr)
        return 1
    serve(given.host, given.port)


def check(host: str, port: int, settings: Settings) -> None:
    """IndexerError or Unavailable when serving cannot begin."""
    engines.connect(settings).count()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(f"cannot serve on {host}:{port}: {error.strerror or error}") from error


def serve(host: str, port: int) -> NoReturn:
    """gunicorn takes the place of this process."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    settings = ["-c", "python:webapp.serving", "--bind", address]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *settings, "webapp:create_app()"])


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"not a port: {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
