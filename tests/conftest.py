"""What every test can ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real samples that may lie beside the project."""
    places = [Path(os.environ["JACHI_SHARED"])] if "JACHI_SHARED" in os.environ else [PROJECT.parent / "shared"]
    for place in places:
        if (place / "samples").is_dir():
            return place
    pytest.skip("the shared samples are not beside the project")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything needed is installed, a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if "JACHI_NOTHING_SKIPPED" in os.environ and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
