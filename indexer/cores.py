"""Spreads the analysis of documents over forked workers that share one loaded model."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Callable, Generic, Sequence, TypeVar

from indexer import analyze
from indexer.errors import WorkerLost

WORTH_FORKING = 40  # fewer documents are analysed sooner than workers are started
CHUNK = 4
ORPHAN_CHECK_SECONDS = 1.0

Given = TypeVar("Given")
Made = TypeVar("Made")


class Cores(Generic[Given, Made]):
    """Applies one function to many things, in order; WorkerLost when a worker was killed."""

    def __init__(self, work: Callable[[Given], Made], workers: int | None = None) -> None:
        self._work = work
        self._workers = workers or os.cpu_count() or 1
        self._executor: ProcessPoolExecutor | None = None

    def map(self, things: Sequence[Given]) -> list[Made]:
        if self._workers == 1 or len(things) < WORTH_FORKING:
            return [self._work(thing) for thing in things]
        try:
            return list(self._forked().map(self._work, things, chunksize=CHUNK))
        except BrokenProcessPool as error:
            raise WorkerLost("a worker of the analysis was killed (is there enough memory?): run it again") from error

    def __enter__(self) -> "Cores[Given, Made]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor:
            self._executor.shutdown(wait=error is None, cancel_futures=True)

    def _forked(self) -> ProcessPoolExecutor:
        if self._executor is None:
            analyze.preload()
            self._executor = ProcessPoolExecutor(self._workers, get_context("fork"), initializer=_begin)
        return self._executor


def _begin() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(ORPHAN_CHECK_SECONDS)
    os._exit(1)
