"""Work on forked workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from indexer.cores import WORTH_FORKING, Cores
from indexer.errors import WorkerLost

MANY = list(range(WORTH_FORKING))


def _where(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _die(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_many_things_are_worked_on_elsewhere_and_come_back_in_order() -> None:
    with Cores(_where, workers=2) as cores:
        made = cores.map(MANY)
    assert [number for number, _ in made] == MANY
    assert os.getpid() not in {pid for _, pid in made}


def test_a_few_things_are_worked_on_here() -> None:
    with Cores(_where, workers=2) as cores:
        assert cores.map([1, 2]) == [(1, os.getpid()), (2, os.getpid())]


def test_a_killed_worker_is_an_error_and_no_endless_wait() -> None:
    with pytest.raises(WorkerLost, match="run it again"), Cores(_die, workers=2) as cores:
        cores.map(MANY)


def test_workers_end_with_a_killed_parent() -> None:
    program = (
        "import os, signal\n"
        "from indexer.cores import Cores\n"
        "from tests.indexer.test_cores import MANY, _where\n"
        "cores = Cores(_where, workers=2)\n"
        "print(*{pid for _, pid in cores.map(MANY)}, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    workers = [int(pid) for pid in ended.stdout.split()]
    assert ended.returncode == -signal.SIGKILL and workers
    until = time.monotonic() + 10
    while time.monotonic() < until and any(os.path.exists(f"/proc/{pid}/cmdline") for pid in workers):
        time.sleep(0.1)
    assert not any(os.path.exists(f"/proc/{pid}/cmdline") for pid in workers)
