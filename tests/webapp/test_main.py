"""`python -m webapp`, as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

import httpx
import pytest

PROJECT = Path(__file__).parents[2]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "webapp", *arguments]


def environment(data: Path, **other: str) -> dict[str, str]:
    return {**os.environ, "JACHI_DATA": str(data), "JACHI_ENGINE": "", "PORT": "", "WEB_CONCURRENCY": "2", **other}


def refused(*arguments: str, **told: str) -> tuple[int, str]:
    data = Path(told.pop("data", "nowhere"))
    done = subprocess.run(
        command(*arguments), cwd=PROJECT, env=environment(data, **told), capture_output=True, text=True, timeout=60
    )
    assert not done.stdout
    return done.returncode, done.stderr


def test_a_missing_index_is_one_clear_line(tmp_path: Path) -> None:
    status, said = refused(data=str(tmp_path / "nothing"))
    assert status == 1 and str(tmp_path / "nothing") in said and len(said.splitlines()) == 1


def test_an_engine_that_does_not_answer_is_named() -> None:
    status, said = refused(JACHI_ENGINE="http://127.0.0.1:9")
    assert status == 1 and "http://127.0.0.1:9" in said and len(said.splitlines()) == 1


def test_a_port_in_use_is_named(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = refused("--port", str(port), data=str(data))
    assert status == 1 and f"127.0.0.1:{port}" in said and len(said.splitlines()) == 1


@pytest.mark.parametrize("port", ["http", "-1", "70000", "８０００"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    status, said = refused(f"--port={port}")
    assert status == 2 and f"not a port: {port}" in said
    status, said = refused(PORT=port)
    assert status == 2 and f"not a port: {port}" in said


@pytest.fixture
def server(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    started = subprocess.Popen(
        command("--port", "0"), cwd=PROJECT, env=environment(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    assert started.stdout is not None
    line = started.stdout.readline()
    try:
        yield started, line.removeprefix("jachi: ").strip()
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def test_it_prints_its_address_serves_there_and_leaves_nothing_behind(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = server
    assert httpx.get(address + "ready").json()["status"] == "ready"
    assert httpx.get(address, params={"q": "청년월세"}).status_code == 200
    for text, status in (("가" * 1000, 200), ("가" * 1001, 400), ("가" * 5000, 400)):
        assert httpx.get(address + "api/v1/search", params={"q": text}).status_code == status
    os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C sends: to everyone in the group
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0 and said == ""
    assert _gone(process.pid)


def _gone(group: int) -> bool:
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_metrics_are_those_of_all_processes(server: tuple[subprocess.Popen[str], str]) -> None:
    _, address = server
    for _ in range(12):  # a connection each, so that both workers answer
        httpx.get(f"{address}/api/v1/search", timeout=20)
    said = [httpx.get(f"{address}/metrics", timeout=20).text for _ in range(4)]
    assert all('page="api.search",status="200"} 12.0' in each for each in said)
