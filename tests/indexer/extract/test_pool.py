"""Workers that may die of any file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Callable, Iterator

import pytest

from indexer.extract import pool as pools
from indexer.extract import read
from indexer.extract.errors import WorkerError
from indexer.extract.limits import LIMITS
from indexer.extract.pool import Pool
from tests.indexer.extract import office
from tests.indexer.extract.drawn import Drawing

DYING = "tests.indexer.extract.dying_worker"
HASTY = replace(LIMITS, read_seconds=1.5)
DOCUMENT = office.hwpx(office.hwpx_table([(0, 0, 1, 1, office.hwpx_paragraph("가")),
                                         (0, 1, 1, 1, office.hwpx_paragraph("나"))], 1, 2))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(worker_module=DYING, limits=HASTY) as made:
        yield made


def drawn() -> bytes:
    drawing = Drawing()
    drawing.table(50, 50, [["가", "나"], ["1", "2"]])
    return drawing.data()


FILES = {"표.hwpx": DOCUMENT, "표.pdf": drawn(), "글.txt": "가".encode(), "묶음.zip": office.zipped({"표.hwpx": DOCUMENT})}


@pytest.mark.parametrize("name", FILES)
def test_a_worker_reads_what_the_process_itself_reads(pool: Pool, name: str) -> None:
    assert pool.read(name, FILES[name]) == read(name, FILES[name])


ENDS = {
    "die": ("partial", "the second reader", "the first reader ended in crash"),
    "die-always": ("crash", "", "both readers ended in crash"),
    "hang": ("partial", "the second reader", "the first reader ended in timeout"),
    "swell-always": ("limit", "", "MemoryError while answering"),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_file_that_kills_its_worker_ends_in_a_status(pool: Pool, name: str) -> None:
    extracted = pool.read(name, b"x")
    assert (extracted.status, extracted.text, extracted.warnings[0]) == ENDS[name]


def test_one_killer_harms_no_other_file_and_the_order_stays(pool: Pool) -> None:
    names = ["글0", "die-always", "글1", "글2", "die", "글3", "글4", "글5", "글6"]
    results = list(pool.read_many((name, name.encode()) for name in names))
    assert [result.text for result in results if result.status == "ok"] == [f"글{number}" for number in range(7)]
    assert [result.status for result in results][1] == "crash"
    assert [result.status for result in results][4] == "partial"


def test_both_workers_are_busy(pool: Pool) -> None:
    pids = {result.text for result in pool.read_many([("pid", b"x")] * 2)}
    assert len(pids) == 2


def test_files_are_drawn_only_a_few_ahead(pool: Pool) -> None:
    drawn_names: list[int] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for number in range(100):
            drawn_names.append(number)
            yield f"{number}.txt", str(number).encode()

    results = pool.read_many(files())
    next(results)
    assert len(drawn_names) < 12
    results.close()


def test_a_caller_who_stops_listening_leaves_no_answer_for_the_next(pool: Pool) -> None:
    for _ in pool.read_many([(f"{number}.txt", b"old") for number in range(10)]):
        break
    assert pool.read("neu.txt", b"new").text == "new"


def test_a_failing_source_of_files_does_not_break_the_pool(pool: Pool) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"a"
        raise ValueError("the archive is gone")

    with pytest.raises(ValueError, match="the archive is gone"):
        list(pool.read_many(files()))
    assert pool.read("b.txt", b"b").text == "b"


def test_a_worker_is_replaced_after_its_share_of_files() -> None:
    with Pool(1, replace(LIMITS, worker_jobs=2), DYING) as pool:
        pids = [result.text for result in pool.read_many([("pid", b"x")] * 4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_worker_killed_while_idle_is_replaced() -> None:
    with Pool(1, worker_module=DYING) as pool:
        os.kill(int(pool.read("pid", b"x").text), signal.SIGKILL)
        assert pool.read("글.txt", "가".encode()).text == "가"


def test_workers_that_cannot_start_are_an_error_not_a_bad_file() -> None:
    with Pool(1, worker_module="indexer.extract.no_such_module") as pool, pytest.raises(WorkerError):
        pool.read("글.txt", b"x")


def test_no_worker_outlives_the_pool() -> None:
    with Pool(worker_module=DYING) as pool:
        pids = [int(result.text) for result in pool.read_many([("pid", b"x")] * 2)]
    assert not any(map(alive, pids))


ORPHAN = """
import sys
from indexer.extract.pool import Pool
pool = Pool(1, worker_module={module!r})
print(pool.read("pid", b"x").text, flush=True)
{then}
"""
THEN = {"killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "left": "sys.exit()"}


@pytest.mark.parametrize("end", THEN)
def test_no_worker_outlives_a_parent_that_is(end: str) -> None:
    script = ORPHAN.format(module=DYING, then=THEN[end])
    parent = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                            cwd=Path(pools.__file__).parents[2])
    assert soon(lambda: not alive(int(parent.stdout)))


def test_a_worker_starts_without_the_rest_of_the_indexer() -> None:
    script = "import indexer.extract.worker, indexer.extract.pool, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                            cwd=Path(pools.__file__).parents[2]).stdout.split()
    assert "indexer.extract.reading" in loaded
    assert not {"kiwipiepy", "tantivy", "dochan", "pypdfium2", "indexer.pipeline"} & set(loaded)


def alive(pid: int) -> bool:
    """A zombie that nobody has fetched yet is dead."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def soon(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    ends = time.monotonic() + seconds
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return condition()
