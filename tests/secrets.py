"""Keys and passwords that must not stand in the tree; `python -m tests.secrets` names lines, never what they hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator

PATTERNS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "AWS key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "GitHub token": r"\bgh[pousr]_[0-9A-Za-z]{36,}\b|\bgithub_pat_\w{50,}",
    "Slack token": r"\bxox[abprs]-[0-9A-Za-z-]{10,}",
    "Google key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "password": r"(?i)\b(?:password|passwd|secret|api_?key|token)\b[\"']?\s*[:=]\s*[\"'][^\"'\s{}<>$]{12,}[\"']",
    "address with a password": r"(?i)\b[a-z]+://[^/\s:@]+:(?!password|secret|geheim|pw\b)[^/\s:@{}<>]{6,}@",
}
ALLOWED = {"tests/crawler/tls": "certificates that the tests of TLS were made with"}


def found(text: str) -> Iterator[tuple[int, str]]:
    """Line numbers with what kind of secret they seem to hold."""
    for number, line in enumerate(text.splitlines(), 1):
        for kind, pattern in PATTERNS.items():
            if re.search(pattern, line):
                yield number, kind


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    hits = 0
    for name in filter(None, listed.split("\0")):
        if name.startswith(tuple(ALLOWED)) or not Path(name).is_file():
            continue
        for number, kind in found(Path(name).read_bytes().decode("utf-8", "replace")):
            print(f"{name}:{number}: {kind}")
            hits += 1
    return 1 if hits else 0


if __name__ == "__main__":
    sys.exit(main())
