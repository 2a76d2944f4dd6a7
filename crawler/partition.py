"""Which hosts one run crawls, and the locks that keep two runs off the same host."""

from __future__ import annotations

import fcntl
import re
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Iterable, Iterator
from urllib.parse import urlsplit
from zlib import crc32

from crawler.errors import DataError, SourceError
from crawler.sources import Source

Part = tuple[int, int]  # the first of two: (1, 2)


def part_of(text: str) -> Part:
    """SourceError where it is not like 1/2."""
    match = re.fullmatch(r"([1-9]\d{0,2})/([1-9]\d{0,2})", text)
    if not match or int(match[1]) > int(match[2]):
        raise SourceError(f"a part is like 1/2, the first of two, not {text!r}")
    return int(match[1]), int(match[2])


def host(source: Source) -> str:
    return urlsplit(source.site).netloc.lower()


def of_part(sources: Iterable[Source], part: Part) -> list[Source]:
    """All boards of a host lie in one part, so that its delay holds across machines."""
    place, parts = part
    return [source for source in sources if crc32(host(source).encode()) % parts == place - 1]


@contextmanager
def alone(folder: Path, hosts: Iterable[str]) -> Iterator[None]:
    """One crawl a host: two would ask twice as often and fetch everything twice. The locks end with the process."""
    locks = folder / "locks"
    with ExitStack() as held:
        try:
            locks.mkdir(exist_ok=True)
            for name in sorted(set(hosts)):
                lock = held.enter_context((locks / re.sub(r"[^\w.-]", "_", name)).open("w"))
                _take(lock.fileno(), name, folder)
        except OSError as error:
            raise DataError(f"{locks}: {error.strerror}") from None
        yield


def _take(descriptor: int, name: str, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise DataError(f"another crawl is at work on {name} for {folder}") from None
