"""The commands as they are called."""

from __future__ import annotations

import json
import re
import socket
import threading
from pathlib import Path
from typing import Iterator

import pytest

import mappings
from crawler.__main__ import main
from crawler.partition import alone
from crawler.sample.server import serve
from crawler.settings import data_folder
from crawler.sources import SAMPLES

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The sample sites on a free port of loopback; they end with the tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = threading.Event()
    threading.Thread(target=serve, args=("127.0.0.1", port, started.set), daemon=True).start()
    assert started.wait(10)
    yield f"http://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JACHI_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_sample_government_is_crawled_and_a_second_run_brings_nothing(
    base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["run", "muran", "--sources", str(SAMPLES), "--site-base", base]
    assert main(asked) == 0
    first = capsys.readouterr()
    assert first.out.startswith("2 sources, 17 new posts") and "0 failed" in first.out
    assert "muran.press: page 1, " in first.err
    assert main(asked) == 0
    assert capsys.readouterr().out.startswith("2 sources, 0 new posts, 0 files, 0 edits")
    assert main([*asked, "--due"]) == 0
    assert capsys.readouterr().out.startswith("0 sources")
    assert main(["status", "--sources", str(SAMPLES), "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    muran = next(line for line in lines if line["source"] == "muran.press")
    assert (muran["posts"], muran["missing"], muran["error"]) == (15, 0, None)


def test_hints_are_crawled_only_when_they_are_asked_for(
    base: str, tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (SAMPLES / "muran.toml").read_text("utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "muran.toml").write_text(text.replace("[boards.plan]\n", "[boards.plan]\nhint = true\n"))
    asked = ["run", "--sources", str(tmp_path / "sources"), "--site-base", base]
    assert main(asked) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1 sources, 15 new posts")
    assert "1 sources left out because they are only hints" in said.err
    (written,) = (data / "reports").glob("*.json")
    assert json.loads(written.read_text("utf-8"))["left_out"] == ["muran.plan"]
    assert main([*asked, "--hints"]) == 0
    assert capsys.readouterr().out.startswith("2 sources, 2 new posts")
    assert main(["run", "muran.plan", *asked[1:]]) == 0
    assert capsys.readouterr().out.startswith("1 sources, 0 new posts")


def test_check_shows_a_list_and_a_post(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "haesol.press", "--sources", str(SAMPLES), "--site-base", base]) == 0
    out = capsys.readouterr().out
    assert '"type": "list"' in out and '"type": "post"' in out and "해솔도" in out


def test_parse_prints_one_json_and_tells_a_guess(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(PAGES / "maru.press.list.html"), "--source", "maru.press"]) == 0
    known = capsys.readouterr()
    assert json.loads(known.out)["type"] == "list" and known.err == ""
    assert set(json.loads(known.out)["items"][0]) == {"id", "title", "published", "department", "url"}
    assert main(["parse", str(PAGES / "cards.list.html")]) == 0
    guessed = capsys.readouterr()
    assert json.loads(guessed.out)["items"][1]["department"] is None
    assert "guessed" in guessed.err and "cards.list.html" in guessed.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["run", "--sources", "/nowhere"], 2, "no folder of sources /nowhere"),
        (["run", "maro", "--sources", str(SAMPLES)], 2, "no source 'maro'"),
        (["run", "--sources", str(SAMPLES), "--since", "2026-05-02", "--until", "2026-05-01"], 2, "is after --until"),
        (["quarantine"], 1, "no data folder"),
        (["run", "--sources", str(SAMPLES), "--part", "3/2"], 2, "a part is like 1/2"),
        (["parse", "/nowhere.html"], 1, "/nowhere.html"),
        (["parse", str(SAMPLES / "maru.toml")], 1, "maru.toml: "),
        (["check", "maru.press", "--sources", str(SAMPLES), "--site-base", "ftp://x"], 2, "site-base"),
    ],
)
def test_a_wrong_question_is_answered_in_one_line(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    error = capsys.readouterr().err
    assert error.startswith("error: ") and said in error and error.count("\n") == 1


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["run", "--since", "2026-13-01"])
    assert left.value.code == 2
    assert "not a day like 2026-03-01: '2026-13-01'" in capsys.readouterr().err


def test_a_folder_of_another_version_is_not_written_into(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data.mkdir()
    (data / "format").write_text("99\n")
    assert main(["run", "--sources", str(SAMPLES)]) == 1
    assert "format '99'" in capsys.readouterr().err
    assert [path.name for path in data.iterdir()] == ["format"]


def test_two_crawls_of_one_host_at_once_are_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with alone(data_folder(data, create=True), ["127.0.0.1:8010"]):
        assert main(["run", "--sources", str(SAMPLES)]) == 1
    assert "another crawl is at work on 127.0.0.1:8010" in capsys.readouterr().err


def test_without_anything_crawled_every_declared_source_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--sources", str(SAMPLES)]) == 0
    shown = capsys.readouterr()
    assert "99110 가온광역시 마루구 (maru): plan never · press never" in shown.out
    assert "nothing was crawled" in shown.err


def test_all_real_governments_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    named = re.match(r"(\d+) governments", out.splitlines()[-1])
    lacking = re.search(r"without a source: (\d+) governments", out)
    assert named and int(named[1]) + int(lacking[1] if lacking else 0) == len(mappings.table("districts"))
