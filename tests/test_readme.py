"""README, --help and the settings say the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text("utf-8")
FOLDERS = ("crawler", "indexer", "webapp")
SETTING = re.compile(r"""environ(?:ment)?(?:\.get\(|\[)\s*["'](JACHI_[A-Z_]+|PORT|WEB_CONCURRENCY)["']""")


def helped(package: str, *verb: str) -> str:
    done = subprocess.run([sys.executable, "-m", package, *verb, "--help"], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands() -> list[tuple[str, str, str]]:
    """Package, verb and the rest of each command of the README's blocks."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
    return sorted(set(re.findall(r"python -m (crawler|indexer) ([a-z-]+)([^\n#&|]*)", blocks)))


@pytest.mark.parametrize("package, verb, rest", commands())
def test_every_command_of_the_readme_is_known_with_its_options(package: str, verb: str, rest: str) -> None:
    said = helped(package, verb)
    assert all(option in said for option in re.findall(r"--[a-z-]+", rest))


@pytest.mark.parametrize("package", FOLDERS[:2])
def test_every_verb_stands_in_the_readme_or_says_what_it_does(package: str) -> None:
    verbs = re.findall(r"^    ([a-z][a-z-]*)\s+(.*)$", helped(package), re.MULTILINE)
    assert len(verbs) > 5 and all(said for _, said in verbs)


def test_the_settings_of_the_readme_are_those_that_are_read() -> None:
    sources = [path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")]
    read = {name for path in sources for name in SETTING.findall(path.read_text("utf-8"))}
    table = README.split("| setting | meaning |")[1].split("\n\n")[0]
    told = set(re.findall(r"`(JACHI_[A-Z_]+|PORT|WEB_CONCURRENCY)`", table))
    assert read >= {"JACHI_DATA", "JACHI_LOG"} and read == told
