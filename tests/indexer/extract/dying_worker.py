"""A worker whose reader does what the name of the file says."""

from __future__ import annotations

import os
import signal
import sys
import time

from indexer.extract import worker
from indexer.extract.reading import read as really_read
from indexer.records import Extracted


def read(name: str, data: bytes, *, second: bool = False) -> Extracted:
    order, _, always = name.partition("-")
    if order == "pid":
        return Extracted("ok", str(os.getpid()))
    if second and not always:
        return Extracted("ok", "the second reader")
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "hang":
        time.sleep(60)
    if order == "swell":
        return Extracted("ok", "가" * len(bytearray(4 * 2**30)))
    return really_read(name, data, second=second)


if __name__ == "__main__":
    setattr(worker, "read", read)
    worker.main(int(sys.argv[1]))
