"""The scan for secrets finds what it is made for, and not what only looks like it."""

from __future__ import annotations

import pytest

from tests.secrets import found


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "key = AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1B2" * 9,
        "xoxb-" + "1234567890-abc",
        "AIza" + "x" * 35,
        'password = "' + 'correct-horse-battery"',
        "'api_key': '" + "0123456789abcdef'",
        "https://user:" + "hunter2hunter2@example.org/",
    ],
)
def test_secrets_are_found(line: str) -> None:
    assert [number for number, _ in found(f"first\n{line}")] == [2]


@pytest.mark.parametrize("line", ["password = os.environ['X']", 'token = ""', "https://example.org:8080/a@b", "AKIA"])
def test_other_lines_are_not(line: str) -> None:
    assert list(found(line)) == []
