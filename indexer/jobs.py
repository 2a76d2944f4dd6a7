"""The long-running work of a deployment: crawl what is due, then index it, again and again."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Callable

EVERY_SECONDS = 300.0


def run(crawl: Callable[[], int], index: Callable[[], int], *, once: bool, every_seconds: float = EVERY_SECONDS) -> int:
    """The worst exit status of both; without `once` until SIGTERM or Ctrl-C, which let the step in hand finish.

    What was crawled is indexed even where a source failed.
    """
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    before = signal.signal(signal.SIGTERM, stop)
    try:
        while True:
            status = max(crawl(), index())
            if once or stopping.wait(every_seconds):
                return status
    finally:
        signal.signal(signal.SIGTERM, before)
