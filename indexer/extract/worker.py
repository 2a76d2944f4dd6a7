"""The process that reads one hostile file after the other, and may die of any of them."""

from __future__ import annotations

import json
import signal
import sys
from multiprocessing.connection import Connection

from indexer.extract.limits import LIMITS, Limits
from indexer.extract.reading import read
from indexer.extract.wire import STARTED, to_json

_GRACE_SECONDS = 5


def main(descriptor: int) -> None:
    """Answers on the pipe until it closes; the end of the parent closes it too."""
    _confine(LIMITS)
    pipe = Connection(descriptor)
    while True:
        try:
            job = json.loads(pipe.recv_bytes())
            data = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        if not _said(pipe, STARTED):
            return
        # should the parent die during a file that never ends, the kernel ends this process
        signal.setitimer(signal.ITIMER_REAL, job["seconds"] + _GRACE_SECONDS)
        answer = _answer(job["name"], data, job["second"])
        signal.setitimer(signal.ITIMER_REAL, 0)
        if not _said(pipe, answer):
            return


def _said(pipe: Connection, message: bytes) -> bool:
    try:
        pipe.send_bytes(message)
    except OSError:  # the parent has left
        return False
    return True


def _answer(name: str, data: bytes, second: bool) -> bytes:
    try:
        return to_json(read(name, data, second=second))
    except MemoryError:
        return b'{"status": "limit", "warnings": ["MemoryError while answering"]}'


def _confine(limits: Limits) -> None:
    """Caps what a file can take from the machine; the module is missing where the caps are."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        (resource.RLIMIT_AS, limits.worker_memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.worker_file_bytes),
        (resource.RLIMIT_NOFILE, limits.worker_open_files),
    ):
        try:
            resource.setrlimit(name, (most, most))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS, a container may have lower caps
            continue


if __name__ == "__main__":
    main(int(sys.argv[1]))
