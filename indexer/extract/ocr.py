"""Reads a picture of a page with tesseract."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import Mapping

WARNING = "read by OCR, there may be errors"
# one column, for tesseract takes Korean pages for vertical writing when it may choose; English beside it reads worse
_OPTIONS = ("-l", "kor", "--psm", "4", "--dpi", "300")


class Unread(Exception):
    """A page that tesseract did not read."""


def wanted(environment: Mapping[str, str] = os.environ) -> bool:
    return environment.get("JACHI_OCR", "").lower() in ("1", "on", "true", "yes")


@cache
def version() -> str | None:
    """As in "tesseract 5.3.0"; None where it or its Korean is not installed."""
    if shutil.which("tesseract") is None:
        return None
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout.split()
    said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True).stdout.split()
    return f"tesseract {said[1]}" if "kor" in listed and len(said) > 1 else None


def page_text(picture: bytes, seconds: float) -> str:
    """Of a picture in PGM. One thread: the pool keeps the other cores busy."""
    try:
        done = subprocess.run(
            ["tesseract", "-", "-", *_OPTIONS], input=picture, capture_output=True, timeout=seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise Unread(f"{seconds:.0f} seconds were not enough") from error
    if done.returncode:
        raise Unread(f"tesseract ended with {done.returncode}")
    return done.stdout.decode("utf-8", "replace")
