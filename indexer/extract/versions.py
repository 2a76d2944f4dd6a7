"""Names the readers of files, each with its library's version and the revision of our own reading with it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

# raised when we read the same file differently with the same library: its files are then read again
_REVISIONS = {"dochan": 1, "lxml": 1, "pypdf": 0, "pypdfium2": 0, "python-calamine": 1}
_OUR_OWN = {"record walk": 1, "xml walk": 1}  # readers without a library


@cache
def reader_version(reader: str) -> str:
    """As in "dochan 1.15.0", or "python-calamine 0.9.1+1" with a revision."""
    if reader in _OUR_OWN:
        return f"{reader} {_OUR_OWN[reader]}"
    revision = _REVISIONS[reader]
    return f"{reader} {version(reader)}" + (f"+{revision}" if revision else "")


def current_readers() -> dict[str, str]:
    """By name what each reader calls itself now."""
    return {reader: reader_version(reader) for reader in (*_REVISIONS, *_OUR_OWN)}
