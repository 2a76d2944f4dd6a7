"""From the archive to the engine, on the sample sites and on local records."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import Archive
from crawler.records import Capture
from crawler.sample.content import publications
from crawler.sources import Source
from indexer import local
from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.pipeline import Report, update
from indexer.query import Query
from indexer.question import understand
from indexer.records import Entry
from indexer.takedowns import PART


def documents(engine: Engine) -> list[Entry]:
    """Without the parts of plans and digests."""
    return [entry for entry in engine.scan() if not PART.search(entry["id"])]


def ids(engine: Engine, text: str, **asked: Any) -> list[str]:
    return [hit.entry["id"] for hit in engine.search(understand(Query(text=text, **asked))).hits]


def test_every_publication_of_the_sample_sites_is_a_document(indexed: Engine) -> None:
    titles = sorted(entry["title"] for entry in documents(indexed))
    assert titles == sorted(publication.title for publication in publications())


def test_documents_carry_what_their_source_and_page_state(indexed: Engine) -> None:
    wanted = {(each.title, each.published.isoformat(), each.district, each.department) for each in publications()}
    found = {
        (each["title"], each["published"], each["district"][0], each["department"]) for each in documents(indexed)
    }
    assert found == wanted


def test_the_articles_of_a_day_digest_are_found_each_by_its_own_words(indexed: Engine) -> None:
    hit = indexed.search(understand(Query(text="농촌일손돕기 알선 창구"))).hits[0].entry
    assert (hit["id"], hit["title"]) == ("dume.press:16876:a1", "두메군, 가을걷이 농촌일손돕기 참여자 모집")
    assert hit["digest"] == {"id": "dume.press:16876", "title": "9월 18일 보도자료"}
    assert "department" not in hit, "the page names the publishing office, no line of its own signs the article"
    assert hit["digest"]["id"] not in ids(indexed, "농촌일손돕기 알선 창구", match="all")


def test_attachments_are_searched_with_their_post(indexed: Engine) -> None:
    attached = [entry for entry in documents(indexed) if entry["attachments"]]
    assert len(attached) > 20
    for entry in attached:
        for file in entry["attachments"]:
            assert file["status"] == "ok", f"{entry['id']}: {file}"
            assert entry["text"][file["start"] : file["end"]].strip()


def test_plans_give_projects_that_name_their_plan(indexed: Engine) -> None:
    projects = [entry for entry in indexed.scan() if entry["kind"] == "project"]
    assert len(projects) > 50
    for entry in projects:
        plan = indexed.get(entry["project"]["parent"])
        assert plan and plan["kind"] == "plan"
        assert entry["budget_won"] == entry["project"]["budget_won"] if "budget_won" in entry else True


def test_a_plan_belongs_to_the_year_that_it_plans(indexed: Engine) -> None:
    plans = [entry for entry in documents(indexed) if entry["kind"] == "plan"]
    assert plans and all(entry["year"] in entry["title"] for entry in plans)


def test_all_sixteen_themes_are_found(indexed: Engine) -> None:
    themes = {value.value for value in indexed.search(Query(size=0)).facets["theme"]}
    assert {f"T{number:02}" for number in range(1, 17)} <= themes


def test_coverage_says_how_deep_each_board_was_read(indexed: Engine) -> None:
    boards = {one["source"]: one for one in indexed.summarise()["boards"]}
    assert set(boards) == {entry["source"] for entry in documents(indexed)}
    maru = boards["maru.press"]
    assert (maru["district"], maru["kind"], maru["depth"], maru["caveats"]) == ("99110", "press", "whole", [])


def test_coverage_counts_the_documents_of_each_district(indexed: Engine) -> None:
    coverage = indexed.summarise()["coverage"]
    assert coverage["99110"]["documents"] == sum(
        1 for each in indexed.scan() if each["kind"] != "project" and each["district"][0] == "99110"
    )
    dates = sorted(each["published"] for each in documents(indexed) if each["district"][0] == "99110")
    assert (coverage["99110"]["first"], coverage["99110"]["last"]) == (dates[0], dates[-1])


def test_a_second_update_has_nothing_to_do(indexed: Engine, crawled: Path, sample_sources: dict[str, Source]) -> None:
    with Archive(crawled / "archive.sqlite") as archive:
        assert update(archive, indexed, sample_sources, lambda indexed, key: None) == Report()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive.sqlite")


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path / "index")
    engine.promote(engine.create())
    return engine


def records(archive: Archive, folder: Path, *rows: dict[str, Any], **stated: str) -> None:
    path = folder / "records.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    local.add(archive, path, stated)


def run(archive: Archive, engine: Engine, **options: Any) -> Report:
    return update(archive, engine, {}, lambda indexed, key: None, **options)


def test_a_record_is_one_document_with_its_id_and_its_text(
    archive: Archive, engine: Engine, tmp_path: Path
) -> None:
    row = {"id": "r-1", "title": "공원 개장", "text": "마루구는 공원을 열었다.\n\n좋아요 3", "district": "마루구", "other": 1}
    records(archive, tmp_path, {**row, "published": "2024-05-01", "department": "공원과", "url": "http://127.0.0.1/1"})
    run(archive, engine)
    entry = engine.get("r-1")
    assert entry is not None
    assert (entry["title"], entry["text"], entry["district"]) == (row["title"], row["text"], ["99110", "99000"])
    assert (entry["published"], entry["year"], entry["department"]) == ("2024-05-01", "2024", "공원과")
    assert entry["url"] == "http://127.0.0.1/1"


@pytest.mark.parametrize("name, expected", [("99110", "99110"), ("강원도", "51000"), ("중구", None), ("없는시", None)])
def test_districts_are_codes_or_names_and_what_is_unclear_is_unknown_and_told(
    archive: Archive, engine: Engine, tmp_path: Path, name: str, expected: str | None
) -> None:
    records(archive, tmp_path, {"id": "r-1", "text": "마루구는 공원을 열었다.", "district": name})
    report = run(archive, engine)
    entry = engine.get("r-1")
    assert entry is not None and entry["district"][:1] == ([expected] if expected else [])
    assert report.unknown_districts == ([] if expected else [f"r-1: {name}"])


def test_nothing_is_guessed_from_today(archive: Archive, engine: Engine, tmp_path: Path) -> None:
    records(archive, tmp_path, {"id": "r-1", "text": "공원을 새로 연다."})
    run(archive, engine)
    entry = engine.get("r-1")
    assert entry is not None and "published" not in entry and "year" not in entry and entry["district"] == []


def test_options_fill_what_a_record_does_not_say(archive: Archive, engine: Engine, tmp_path: Path) -> None:
    rows = {"id": "r-1", "text": "공원", "kind": "news"}, {"id": "r-2", "text": "도서관"}
    records(archive, tmp_path, *rows, kind="notice", district="99140", published="2023-02-01")
    run(archive, engine)
    kinds = {id: (engine.get(id) or {})["kind"] for id in ("r-1", "r-2")}
    assert kinds == {"r-1": "news", "r-2": "notice"}
    assert (engine.get("r-2") or {})["published"] == "2023-02-01"


def test_adding_an_id_again_replaces_it_and_a_rebuild_repeats_it(
    archive: Archive, engine: Engine, tmp_path: Path
) -> None:
    records(archive, tmp_path, {"id": "r-1", "text": "공원을 연다."})
    run(archive, engine)
    records(archive, tmp_path, {"id": "r-1", "text": "도서관을 연다."})
    for rebuild in (False, True):
        run(archive, engine, rebuild=rebuild)
        assert ids(engine, "도서관") == ["r-1"]
        assert ids(engine, "공원") == []
    assert (engine.get("r-1") or {})["versions"] == 2


def test_projects_that_a_plan_no_longer_holds_are_gone(archive: Archive, engine: Engine, tmp_path: Path) -> None:
    def plan(*names: str) -> bytes:
        rows = "".join(f"<tr><td>{name}</td><td>복지과</td><td>10</td><td>2025. 1. ~ 12.</td></tr>" for name in names)
        head = "<tr><th>사업명</th><th>담당부서</th><th>사업비(백만원)</th><th>사업기간</th></tr>"
        return f"<html><body><h1>2025년 주요업무계획</h1><table>{head}{rows}</table></body></html>".encode()

    path = tmp_path / "plan.html"
    for names in (("공원 조성", "도서관 건립"), ("도서관 건립",)):
        path.write_bytes(plan(*names))
        local.add(archive, path, {"kind": "plan"})
        run(archive, engine)
    projects = [entry["title"] for entry in engine.scan() if entry["kind"] == "project"]
    assert projects == ["도서관 건립"]


def test_a_post_whose_source_is_gone_is_named_and_the_rest_goes_on(
    archive: Archive, engine: Engine, tmp_path: Path
) -> None:
    lost = Capture("http://127.0.0.1/1", "lost.press", "post", "lost.press:1", datetime.now(UTC))
    archive.save(lost, b"<html></html>")
    records(archive, tmp_path, {"id": "r-1", "text": "공원"})
    report = run(archive, engine)
    assert report.indexed == 1
    assert report.failed == ["lost.press:1: its source lost.press is not declared any more"]


def test_a_killed_update_goes_on_where_it_was(
    archive: Archive, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.pipeline.BATCH", 2)
    records(archive, tmp_path, *({"id": f"r-{number}", "text": f"공원 {number}"} for number in range(5)))

    def stop(indexed: int, key: str) -> None:
        if indexed == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(archive, engine, {}, stop)
    assert engine.count() == 4
    assert run(archive, engine).indexed == 1
    assert engine.count() == 5


def test_an_edited_post_is_a_new_version(crawled: Path, sample_sources: dict[str, Source], tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    engine.promote(engine.create())
    with Archive(crawled / "archive.sqlite", readonly=True) as before, Archive(tmp_path / "a.sqlite") as archive:
        post = next(capture for capture in before.changed(0, roles=("post",)) if capture.source == "maru.press")
        page = before.body(post.sha256)
        archive.save(post, page)
        archive.save(replace(post, fetched_at=datetime.now(UTC)), page.replace("마루구".encode(), "마루구청".encode()))
        update(archive, engine, sample_sources, lambda indexed, key: None)
    entry = engine.get(post.key)
    assert entry is not None and entry["versions"] == 2 and "마루구청" in entry["text"]
