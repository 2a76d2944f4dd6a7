"""Writes ZIP containers whose bytes depend on their content alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Callable, Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

STORED = "mimetype"  # HWPX and ODF want it first, not compressed


def packed(members: Iterable[tuple[str, bytes]], dated: date) -> bytes:
    """A ZIP with every member dated at nine o'clock of that day.

    A name is written as CP437, so a CP949 name is passed as its bytes read in that code page: this is what Korean
    servers send, without the flag that would say UTF-8.
    """
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, body in members:
            member = _Cp437Name(name, (dated.year, dated.month, dated.day, 9, 0, 0))
            member.compress_type = ZIP_STORED if name == STORED else ZIP_DEFLATED
            archive.writestr(member, body)
    return made.getvalue()


def repacked(container: bytes, dated: date, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same members in the same order after `change(name, body)`."""
    with ZipFile(BytesIO(container)) as archive:
        return packed([(name, change(name, archive.read(name))) for name in archive.namelist()], dated)


class _Cp437Name(ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp437"), self.flag_bits & ~0x800
