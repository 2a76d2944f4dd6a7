"""What a deployment decides, read once from the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Mapping
from uuid import uuid4

from crawler.dates import SEOUL
from crawler.errors import DataError, SettingsError

Hours = tuple[time, time]  # from the first, up to the second; over midnight where that is earlier
FORMAT = "1"  # of everything in the data folder; a change that old code cannot read raises it
STAGED = ".format-"


@dataclass(frozen=True)
class Settings:
    data: Path = Path("data")
    user_agent: str = "jachi/0.1 (search over local government announcements)"
    delay_seconds: float = 2.0  # between two requests to a host, unless its source says more
    timeout_seconds: float = 60.0
    body_limit_bytes: int = 50_000_000
    tries: int = 4  # of one request: 429, 5xx, timeouts
    backoff_seconds: float = 2.0  # before the second try; doubles with each
    hours: Hours | None = None  # in Seoul; None: at any time

    @property
    def archive(self) -> Path:
        return self.data / "archive.sqlite"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """JACHI_DATA, JACHI_CONTACT (an address for the User-Agent), JACHI_DELAY_SECONDS, JACHI_HOURS (22:00-06:00).

    SettingsError names which.
    """
    contact = environ.get("JACHI_CONTACT", "").strip()
    if not contact.isascii() or not contact.isprintable():
        raise SettingsError("JACHI_CONTACT must be printable ASCII: it goes into the User-Agent header")
    agent = f"jachi/0.1 (+{contact})" if contact else Settings.user_agent
    delay = environ.get("JACHI_DELAY_SECONDS", str(Settings.delay_seconds))
    try:
        delay_seconds = float(delay)
    except ValueError:
        raise SettingsError(f"JACHI_DELAY_SECONDS is not a number: {delay!r}") from None
    if not 1 <= delay_seconds <= 3600:
        raise SettingsError(f"JACHI_DELAY_SECONDS must lie between 1 and 3600: {delay}")
    window = environ.get("JACHI_HOURS", "").strip()
    try:
        hours = hours_of(window) if window else None
    except SettingsError as error:
        raise SettingsError(f"JACHI_HOURS: {error}") from None
    data = Path(environ.get("JACHI_DATA") or "data")
    return Settings(data=data, user_agent=agent, delay_seconds=delay_seconds, hours=hours)


def hours_of(text: str) -> Hours:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)", text)
    if not match:
        raise SettingsError(f"not hours like 22:00-06:00: {text!r}")
    start, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    if start == end:
        raise SettingsError(f"hours that never end: {text!r}")
    return start, end


def is_open(hours: Hours | None, now: datetime) -> bool:
    """Whether a moment lies in the hours, by the clocks of Seoul."""
    if hours is None:
        return True
    start, end = hours
    clock = now.astimezone(SEOUL).time()
    return start <= clock < end if start < end else clock >= start or clock < end


def data_folder(folder: Path, create: bool = False) -> Path:
    """The folder once its format is known to be ours; with `create` a missing or empty one becomes a new data folder.

    DataError: it is missing, not a folder of ours, or of another version.
    """
    if create and _is_new(folder):
        _start(folder)
    if not folder.is_dir():
        raise DataError(f"there is no data folder {folder}: crawl or add something first, or set JACHI_DATA")
    mark = folder / "format"
    if not mark.is_file():
        raise DataError(f"{folder} is not a data folder of jachi: it has no file 'format'")
    found = mark.read_text("utf-8", errors="replace").strip()
    if found != FORMAT:
        raise DataError(f"{folder} has data format {found[:20]!r}, this jachi reads {FORMAT!r}: set another JACHI_DATA")
    return folder


def _is_new(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and all(file.name.startswith(STAGED) for file in folder.iterdir()))


def _start(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged = folder / f"{STAGED}{uuid4().hex}"
        staged.write_text(FORMAT + "\n", "utf-8")
        os.replace(staged, folder / "format")  # in one step: another process may begin at the same time
    except OSError as error:
        raise DataError(f"cannot create the data folder {folder}: {error.strerror}") from None
