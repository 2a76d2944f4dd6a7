"""The report of a run, the state of every source."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx

from crawler import glance, report, status
from crawler.alarms import legend
from crawler.archive import Archive
from crawler.errors import Alarm
from crawler.outcome import Outcome
from crawler.report import KEPT
from crawler.settings import hours_of
from crawler.sources import Source
from crawler.standing import Standings
from tests.crawler.board_site import ALERT, Board
from tests.crawler.test_crawl import NOW, run

NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
OUTCOMES = [
    Outcome("a.press", posts=3, files=1),
    Outcome("b.press", error="http://b/: status 403"),
    Outcome("c.press", alarms=[Alarm("mute", "no post for 40 days")]),
    Outcome("d.press", posts=1, failures=[f"http://d/{number}: status 500" for number in range(30)]),
    Outcome("e.press", paused="outside the hours"),
]


def test_a_report_names_first_what_needs_a_person() -> None:
    made = report.document(OUTCOMES, NOON, NOON + timedelta(minutes=5))
    assert [record["state"] for record in made["sources"]] == ["failed", "suspect", "incomplete", "paused", "ok"]
    assert made["total"]["posts"] == 4 and made["alarms"] == {"mute": 1}
    assert made["sources"][2]["failures"][-1] == "and 10 more"
    text = report.text(made)
    assert "c.press: suspect\n  mute: no post for 40 days" in text and "a.press" not in text
    assert made["legend"] == legend(["mute"]) and made["legend"][0] in text
    assert text.startswith("2026-11-25T12:00:00+00:00 to 2026-11-25T12:05:00+00:00: 1 failed, 1 suspect")


def test_reports_are_written_in_both_forms_and_old_ones_go(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    report.write(folder, report.document([], NOON, NOON), (1, 2))
    later = NOON + KEPT + timedelta(days=1)
    text = report.write(folder, report.document(OUTCOMES, later, later), None)
    again = report.write(folder, report.document(OUTCOMES, later, later), None)
    assert text != again
    assert len(list(folder.iterdir())) == 4
    assert json.loads(text.with_suffix(".json").read_text("utf-8"))["states"]["ok"] == 1


def test_what_is_uncertain_is_said_even_where_all_went_well() -> None:
    outcomes = [Outcome(f"{n:02}.press", ("guessed", "first_page")) for n in range(12)]
    outcomes[0].notes.append("asked back to 2020-01-01")
    made = report.document(outcomes, NOON, NOON, ["old.press"])
    assert made["sources"][0]["caveats"] == ["guessed", "first_page"] and len(made["caveats"]["guessed"]) == 12
    text = report.text(made)
    assert "read by structure alone, for want of a layout: 00.press, " in text and "(12 in all" in text
    assert "only the first page is known" in text and "00.press: asked back to 2020-01-01" in text
    assert "only hints (name them, or --hints): old.press" in text


def state(source: Source, archive: Archive, now: datetime = NOW) -> str:
    (record,) = status.records(archive, {source.id: source}, now)
    return str(record["state"])


def test_every_state_of_a_source_is_told(source: Source, tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.sqlite") as archive:
        assert state(source, archive) == "never"
        run(Board([11, 12]), source, archive, killed_after=2)
        assert state(source, archive) == "interrupted"
        run(Board([11, 12]), source, archive, ends_at=NOW)
        assert state(source, archive) == "paused"
        run(Board([11, 12]), source, archive)
        assert state(source, archive) == "ok"
        assert state(source, archive, NOW + source.every * 4) == "late"
        run(Board([11, 12, 13], wrong={"nttNo=13": httpx.Response(500)}), source, archive)
        assert state(source, archive) == "incomplete"
        run(Board([11, 12], wrong={"List": httpx.Response(500)}), source, archive)
        assert state(source, archive) == "failed"
        run(Board([11, 12], wrong={"List": ALERT}), source, archive)
        assert state(source, archive) == "suspect"
        Standings(archive).refused("maru", NOW, "status 403")
        assert state(source, archive) == "suspended"


def test_a_board_that_is_crawled_by_night_is_not_late_by_day(source: Source, tmp_path: Path) -> None:
    hourly, noon = replace(source, every=timedelta(hours=1)), NOW + timedelta(hours=14)
    with Archive(tmp_path / "archive.sqlite") as archive:
        run(Board([11, 12]), hourly, archive)
        for hours, told in ((None, "late"), (hours_of("22:00-06:00"), "ok")):
            assert [one["state"] for one in status.records(archive, {source.id: hourly}, noon, hours)] == [told]


def test_the_state_of_all_is_seen_at_a_glance(source: Source, tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.sqlite") as archive:
        run(Board([11, 12], wrong={"List": ALERT}), source, archive)
        text = glance.text(status.records(archive, {source.id: source}, NOW), everywhere=False)
    first, *_, last = text.splitlines()
    assert first == "99110 가온광역시 마루구 (maru): press suspect (soft_error, 1 quarantined)"
    assert "존재하지 않는" in text and "1 in quarantine" in text and legend(["soft_error"])[0] in text
    assert last == "1 governments, 1 sources (1 suspect), 0 posts, 0 files, 1 in quarantine"


def test_what_robots_txt_decides_is_shown(source: Source, tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.sqlite") as archive:
        assert [one["robots"] for one in status.records(archive, {source.id: source}, NOW)] == [None]
        for text, allows, delay in (("Crawl-delay: 20", True, 20.0), ("Disallow: /", False, 0.0)):
            Standings(archive).read_robots("maru", NOW, 200, f"User-agent: *\n{text}\n")
            (one,) = status.records(archive, {source.id: source}, NOW)
            told = {"read_at": NOW.isoformat(), "status": 200, "allows": allows, "delay_seconds": delay}
            assert one["robots"] == told
        assert "read for 1 boards, 0 with a delay of its own, 1 forbidden: maru.press" in glance.text([one], False)


def test_a_state_says_how_deep_a_board_was_read_and_what_is_uncertain(source: Source, tmp_path: Path) -> None:
    listed = replace(source, layout=replace(source.layout, row="", list_url="{site}/selectBbsNttList.do?pageIndex=1"))
    with Archive(tmp_path / "archive.sqlite") as archive:
        assert [one["depth"] for one in status.records(archive, {source.id: source}, NOW)] == [None]
        run(Board([11, 12]), source, archive)
        assert [one["depth"] for one in status.records(archive, {source.id: source}, NOW)] == ["whole"]
        (one,) = status.records(archive, {source.id: listed}, NOW)
    assert (one["depth"], one["caveats"]) == ("unknown", ["guessed", "first_page"])
    text = glance.text([one], everywhere=False)
    assert "press ok 2 (guessed, first page)" in text and "1 first page: only the first page is known" in text


def test_a_hint_that_was_never_crawled_is_no_source_that_is_awaited(source: Source, tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.sqlite") as archive:
        assert state(replace(source, hint=True), archive) == "hint"
    assert "1 hint: old or second" in glance.text(status.records(None, {"x": replace(source, hint=True)}, NOW), False)
