"""Eight example sites of fictional local governments, served on loopback."""

from __future__ import annotations

from crawler.errors import CrawlerError


class SampleError(CrawlerError):
    """The bundled content, or the port, cannot be used."""
