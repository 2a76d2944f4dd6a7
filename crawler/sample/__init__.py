"""Eight example sites of fictional local governments, served on loopback.

SampleError          the bundled content or the port is not usable
"""

from __future__ import annotations


class SampleError(Exception):
    """Says which file, or which port, cannot be used."""
