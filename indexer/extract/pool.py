"""Reads files in worker processes that can be killed without harm to any other file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Iterable, Iterator

from indexer.extract import ocr
from indexer.extract.errors import WorkerError
from indexer.extract.limits import LIMITS, Limits
from indexer.extract.wire import STARTED, from_json
from indexer.records import Extracted, Status

WORKER = "indexer.extract.worker"
_ROOT = Path(__file__).parent.parent.parent
_PDF_START = b"%PDF-"
_SLOW_STARTS = (_PDF_START, b"PK\x03\x04")
_MOST_STARTS = 3
_WAITING_PER_WORKER = 2  # files held in memory ahead of the workers


@dataclass
class _Job:
    name: str
    data: bytes
    second: bool = False  # tried once, now with the fallback readers
    starts: int = 0  # workers it was given to that died before they held it
    first_status: Status | None = None
    result: Extracted | None = None


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    jobs_done: int = 0
    job: _Job | None = None
    started: bool = False  # holds the job
    ends: float = field(default=0.0)

    def kill(self) -> None:
        self.pipe.close()
        _kill_group(self.process)
        self.process.wait()


class Pool:
    """Use it as a context: no worker outlives it. One thread at a time.

    Processes of their own instead of multiprocessing's, which would import the caller's whole `__main__` into each.
    """

    def __init__(self, workers: int = 2, limits: Limits = LIMITS, worker_module: str = WORKER) -> None:
        self._size = workers
        self._limits = limits
        self._worker_module = worker_module
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        while self._workers:
            self._workers.pop().kill()

    def read(self, name: str, data: bytes) -> Extracted:
        return next(self.read_many([(name, data)]))

    def read_many(self, items: Iterable[tuple[str, bytes]]) -> Iterator[Extracted]:
        """In the order of the items, which are drawn only a few ahead of the workers."""
        source = iter(items)
        window: deque[_Job] = deque()
        waiting: deque[_Job] = deque()
        exhausted = False
        try:
            while True:
                while not exhausted and len(window) < self._size * (1 + _WAITING_PER_WORKER):
                    item = next(source, None)
                    exhausted = item is None
                    if item is not None:
                        window.append(_Job(*item))
                        waiting.append(window[-1])
                if not window:
                    return
                self._start(waiting)
                waiting.extendleft(self._collect())
                while window and window[0].result is not None:
                    result = window.popleft().result
                    assert result is not None
                    yield result
        finally:
            self._abandon()

    def _start(self, waiting: deque[_Job]) -> None:
        """Gives every idle worker a job."""
        for worker in [worker for worker in self._workers if worker.job is None and not _alive(worker)]:
            self._remove(worker)
        idle = [worker for worker in self._workers if worker.job is None]
        while waiting and (idle or len(self._workers) < self._size):
            worker = idle.pop() if idle else self._spawn()
            job = waiting.popleft()
            seconds = self._seconds(job)
            worker.job, worker.started, worker.ends = job, False, time.monotonic() + seconds
            try:
                order = {"name": job.name, "second": job.second, "seconds": seconds}
                worker.pipe.send_bytes(json.dumps(order).encode())
                worker.pipe.send_bytes(job.data)
            except OSError:  # it died before it read the file; _collect sees the closed pipe
                continue

    def _collect(self) -> list[_Job]:
        """Waits for an answer, a death or a deadline; returns the jobs to try again."""
        again: list[_Job] = []
        busy = [worker for worker in self._workers if worker.job is not None]
        patience = max(0.0, min(worker.ends for worker in busy) - time.monotonic())
        ready = wait([worker.pipe for worker in busy], patience)
        for worker in busy:
            if worker.pipe in ready:
                again.extend(self._answered(worker))
            elif time.monotonic() >= worker.ends:
                again.extend(self._failed(worker, "timeout"))
        return again

    def _answered(self, worker: _Worker) -> list[_Job]:
        job = worker.job
        assert job is not None
        try:
            message = worker.pipe.recv_bytes()
            if message == STARTED:
                worker.started = True
                return []
            result = from_json(message)
        except (EOFError, OSError):
            return self._failed(worker, "crash")
        worker.job = None
        worker.jobs_done += 1
        if worker.jobs_done >= self._limits.worker_jobs or result.status == "limit":
            self._remove(worker)  # after a limit its memory may be in pieces
        job.result = _with_first_failure(job, result)
        return []

    def _failed(self, worker: _Worker, status: Status) -> list[_Job]:
        """A first crash or timeout is tried again with the readers that have never died of a file."""
        job = worker.job
        assert job is not None
        self._remove(worker)
        if not worker.started and status == "crash":
            job.starts += 1
            if job.starts > _MOST_STARTS:
                raise WorkerError(f"{self._worker_module} does not start: exit status {worker.process.returncode}")
            return [job]
        if not job.second:
            job.second, job.first_status = True, status
            return [job]
        job.result = Extracted(job.first_status or status, warnings=(f"both readers ended in {status}",))
        return []

    def _seconds(self, job: _Job) -> float:
        start = job.data[:1024].lstrip()
        if start.startswith(_PDF_START) and ocr.wanted() and not job.second:
            return self._limits.slow_read_seconds + self._limits.ocr_seconds
        return self._limits.slow_read_seconds if start.startswith(_SLOW_STARTS) else self._limits.read_seconds

    def _spawn(self) -> _Worker:
        ours, theirs = Pipe()
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", self._worker_module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()], start_new_session=True, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(),
            )
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.kill()

    def _abandon(self) -> None:
        """Workers still at a file when the caller stops listening would answer the next caller."""
        for worker in [worker for worker in self._workers if worker.job is not None]:
            self._remove(worker)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """With the worker what it has started, such as OCR; it leads a session, so the group is its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):  # no groups on Windows; already dead
        process.kill()


def _alive(worker: _Worker) -> bool:
    return worker.process.poll() is None


def _environment() -> dict[str, str]:
    """The worker finds this package wherever the caller found it."""
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _with_first_failure(job: _Job, result: Extracted) -> Extracted:
    """What the fallback read is partial; what it could not read keeps the status of the first attempt."""
    if job.first_status is None:
        return result
    warning = f"the first reader ended in {job.first_status}"
    status: Status = "partial" if result.text else job.first_status
    return replace(result, status=status, warnings=(warning, *result.warnings))
