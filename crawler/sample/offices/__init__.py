"""Builds the office files that hang on the posts."""

from __future__ import annotations

from crawler.sample.content import Enclosure


def build(enclosure: Enclosure) -> bytes:
    return b""
