"""The long-running work."""

from __future__ import annotations

import os
import signal

from indexer import jobs


def test_once_crawls_then_indexes_then_ends() -> None:
    done: list[str] = []

    def step(name: str, status: int) -> int:
        done.append(name)
        return status

    assert jobs.run(lambda: step("crawl", 1), lambda: step("index", 0), once=True) == 1
    assert done == ["crawl", "index"]


def test_a_signal_ends_the_work_after_the_step_in_hand() -> None:
    done: list[str] = []

    def crawl() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("crawl")
        return 0

    def index() -> int:
        done.append("index")
        return 0

    assert jobs.run(crawl, index, once=False, every_seconds=60) == 0
    assert done == ["crawl", "index"]


def test_the_work_is_repeated() -> None:
    rounds = iter(range(3))

    def index() -> int:
        if next(rounds) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return 0

    jobs.run(lambda: 0, index, once=False, every_seconds=0)
    assert next(rounds, None) is None
