"""The environment and the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import DataError, SettingsError
from crawler.settings import FORMAT, Settings, data_folder, from_environment


def test_defaults_name_no_address_and_keep_two_seconds() -> None:
    settings = from_environment({})
    assert settings == Settings()
    assert settings.data == Path("data")
    assert settings.user_agent.startswith("jachi/0.1 (") and "http" not in settings.user_agent
    assert (settings.delay_seconds, settings.timeout_seconds, settings.body_limit_bytes) == (2, 60, 50_000_000)


def test_the_environment_is_read() -> None:
    given = {"JACHI_DATA": "/tmp/x", "JACHI_CONTACT": "mail@example.org", "JACHI_DELAY_SECONDS": "5"}
    settings = from_environment(given)
    assert settings.archive == Path("/tmp/x/archive.sqlite")
    assert settings.user_agent == "jachi/0.1 (+mail@example.org)"
    assert settings.delay_seconds == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JACHI_DELAY_SECONDS", "soon"),
        ("JACHI_DELAY_SECONDS", "0"),
        ("JACHI_DELAY_SECONDS", "nan"),
        ("JACHI_CONTACT", "마루구"),
        ("JACHI_CONTACT", "a\r\nX-Evil: 1"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({name: value})


def test_a_new_data_folder_carries_its_format(tmp_path: Path) -> None:
    folder = data_folder(tmp_path / "deep" / "data", create=True)
    assert (folder / "format").read_text() == f"{FORMAT}\n"
    assert data_folder(folder) == folder
    assert data_folder(folder, create=True) == folder


def test_a_missing_folder_is_not_made_by_who_only_reads(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data folder .*missing"):
        data_folder(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


def test_a_folder_of_another_version_or_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("2\n")
    with pytest.raises(DataError, match="format '2'"):
        data_folder(tmp_path, create=True)
    (tmp_path / "format").unlink()
    (tmp_path / "thesis.txt").write_text("")
    with pytest.raises(DataError, match="not a data folder"):
        data_folder(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(DataError):
        data_folder(tmp_path / "data", create=True)
    with pytest.raises(DataError, match="cannot create"):
        data_folder(tmp_path / "data" / "inner", create=True)
