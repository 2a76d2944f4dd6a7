"""What every engine does, asked of the embedded one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import Engine
from indexer.engines.entries import Entries
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.engines.tantivy.index import open_version, writer
from indexer.entry import entry
from indexer.errors import EngineBusy, EngineDamaged, EngineMissing
from indexer.query import Query, Results
from indexer.question import understand
from indexer.records import Document, Entry

DAY = date(2024, 5, 1)


def made(id: str, title: str, body: str = "", **facts: Any) -> Entry:
    facts.setdefault("kind", "press")
    facts.setdefault("published", DAY)
    published = facts["published"]
    document = Document(
        id=id, title=title, body=body, source="test", year=published.year if published else None, **facts
    )
    return entry(document, body, [])


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = TantivyEngine(tmp_path / "index")
    engine.promote(engine.create())
    return engine


def ask(engine: Engine, text: str = "", **asked: Any) -> Results:
    return engine.search(understand(Query(text=text, **asked)))


def ids(results: Results) -> list[str]:
    return [hit.entry["id"] for hit in results.hits]


def counts(results: Results, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in results.facets[facet]}


def test_an_engine_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match="indexer update"):
        TantivyEngine(tmp_path).count()


def test_an_entry_comes_back_whole(engine: Engine) -> None:
    stored = made("a:1", "공원 개장", "마루구는 공원을 열었다.", district="99110", department="공원과")
    engine.put([stored])
    assert engine.get("a:1") == stored
    assert list(engine.scan()) == [stored]
    assert engine.get("a:2") is None


def test_putting_an_id_again_replaces_it(engine: Engine) -> None:
    engine.put([made("a:1", "공원 개장")])
    engine.put([made("a:1", "도서관 개관")])
    assert ids(ask(engine, "도서관")) == ["a:1"]
    assert ids(ask(engine, "공원")) == []
    assert engine.count() == 1


def test_deleted_entries_are_gone(engine: Engine) -> None:
    engine.put([made("a:1", "공원 개장"), made("a:2", "공원 정비")])
    engine.delete(["a:1"])
    assert ids(ask(engine, "공원")) == ["a:2"]
    assert engine.get("a:1") is None


def test_facets_ignore_their_own_choice_and_obey_the_others(engine: Engine) -> None:
    engine.put(
        [
            made("a:1", "공원", district="99110", published=date(2023, 1, 1)),
            made("a:2", "공원", district="99140", published=date(2024, 1, 1)),
            made("a:3", "공원", district="99510", published=date(2024, 1, 1)),
            made("a:4", "도서관", district="99110", published=date(2024, 1, 1)),
        ]
    )
    found = ask(engine, "공원", filters={"district": ("99110",), "year": ("2023", "2024")})
    assert ids(found) == ["a:1"]
    assert counts(found, "district") == {"99000": 2, "99110": 1, "99140": 1, "99500": 1, "99510": 1}
    assert counts(found, "year") == {"2023": 1}


def test_a_parent_value_finds_its_children(engine: Engine) -> None:
    engine.put([made("a:1", "공원", district="99110"), made("a:2", "공원", district="99510")])
    assert ids(ask(engine, filters={"district": ("99000",)})) == ["a:1"]


def test_what_is_not_stated_has_its_own_value(engine: Engine) -> None:
    engine.put([made("a:1", "공원", published=None), made("a:2", "공원", district="99110")])
    assert counts(ask(engine), "year") == {"2024": 1, "unknown": 1}
    assert ids(ask(engine, filters={"year": ("unknown",)})) == ["a:1"]
    assert ids(ask(engine, filters={"district": ("unknown",)})) == ["a:1"]


def test_excluded_values_are_left_out(engine: Engine) -> None:
    engine.put([made("a:1", "공원", district="99110"), made("a:2", "공원", district="99140")])
    assert ids(ask(engine, excluded={"district": ("99110",)})) == ["a:2"]


def test_projects_are_found_only_when_asked_for(engine: Engine) -> None:
    engine.put([made("a:1", "공원", kind="plan"), made("a:1:p1", "공원", kind="project")])
    assert ids(ask(engine, "공원")) == ["a:1"]
    assert counts(ask(engine, "공원"), "kind") == {"plan": 1}
    assert ids(ask(engine, "공원", filters={"kind": ("project",)})) == ["a:1:p1"]


def test_a_period_holds_its_first_and_last_day_and_nothing_undated(engine: Engine) -> None:
    days = {"a:1": date(2024, 5, 1), "a:2": datetime(2024, 5, 31, 23, 59), "a:3": date(2024, 6, 1), "a:4": None}
    engine.put([made(id, "공원", published=day) for id, day in days.items()])
    first, last = date(2024, 5, 1), date(2024, 5, 31)
    assert sorted(ids(ask(engine, "공원", published_from=first, published_to=last))) == ["a:1", "a:2"]
    assert sorted(ids(ask(engine, published_from=date(2024, 5, 2)))) == ["a:2", "a:3"]
    assert sorted(ids(ask(engine, published_to=last))) == ["a:1", "a:2"]
    assert counts(ask(engine, published_to=first), "year") == {"2024": 1}


def test_filters_do_not_change_scores(engine: Engine) -> None:
    engine.put([made(f"a:{n}", "공원 조성", "공원" * n, district="99110") for n in range(1, 20)])
    free, filtered = ask(engine, "공원 조성"), ask(engine, "공원 조성", filters={"district": ("99110",)})
    assert [hit.score for hit in free.hits] == [hit.score for hit in filtered.hits]


@pytest.mark.parametrize(
    "sort, expected",
    [
        ("newest", ["b:2", "a:1", "c:3", "d:4", "e:5"]),
        ("oldest", ["d:4", "a:1", "c:3", "b:2", "e:5"]),
        ("relevance", ["b:2", "a:1", "c:3", "d:4", "e:5"]),
    ],
)
def test_orders_put_the_undated_last_and_break_ties_by_id(engine: Engine, sort: str, expected: list[str]) -> None:
    dates = {"c:3": date(2023, 1, 1), "a:1": date(2023, 1, 1), "b:2": date(2024, 1, 1), "d:4": date(2022, 1, 1)}
    for id in ("c:3", "e:5", "a:1", "d:4", "b:2"):
        engine.put([made(id, "공원", published=dates.get(id))])
    assert ids(ask(engine, "공원", sort=sort)) == expected
    assert ids(ask(engine, "", sort="newest")) == ["b:2", "a:1", "c:3", "d:4", "e:5"]


def test_pages_of_equal_scores_hold_every_entry_once(engine: Engine) -> None:
    for part in range(4):
        engine.put([made(f"a:{n:03}", "공원") for n in range(part, 100, 4)])
    pages = [ids(ask(engine, "공원", offset=offset, size=7)) for offset in range(0, 105, 7)]
    assert [id for page in pages for id in page] == [f"a:{n:03}" for n in range(100)]
    assert ids(ask(engine, "공원", offset=500, size=7)) == []


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_pages_of_one_day_and_of_the_undated_hold_every_entry_once(engine: Engine, sort: str) -> None:
    engine.put([made(f"a:{n:03}", "공원", published=None if n >= 50 else DAY) for n in range(99, -1, -1)])
    pages = [ids(ask(engine, sort=sort, offset=offset, size=7)) for offset in range(0, 105, 7)]
    assert [id for page in pages for id in page] == [f"a:{n:03}" for n in range(100)]


def test_three_words_are_all_wanted_where_enough_hold_them(engine: Engine) -> None:
    engine.put([made(f"a:{n}", "청년 월세 지원") for n in range(10)] + [made("b:1", "청년 축제")])
    found = ask(engine, "청년 월세")
    assert found.total == 10 and not found.relaxed


def test_fewer_than_ten_matches_are_relaxed_to_any_word_and_say_so(engine: Engine) -> None:
    engine.put([made("a:1", "청년 월세 지원"), made("b:1", "청년 축제"), made("c:1", "도서관")])
    found = ask(engine, "청년 월세")
    assert ids(found) == ["a:1", "b:1"] and found.relaxed
    strict = ask(engine, "청년 월세", match="all")
    assert ids(strict) == ["a:1"] and not strict.relaxed


def test_a_word_that_nobody_wrote_is_found_by_a_part_of_its_letters_and_says_so(engine: Engine) -> None:
    engine.put([made("a:1", "자원봉사 모집"), made("b:1", "도서관 개관")])
    found = ask(engine, "자원봉샤")
    assert ids(found) == ["a:1"] and found.relaxed
    assert ask(engine, "자원봉샤", match="all").total == 0
    assert not ask(engine, "자원봉사").relaxed


def test_choosing_a_value_shows_as_many_as_its_facet_said(engine: Engine) -> None:
    engine.put([made(f"a:{n}", "청년 월세 지원", district="99110" if n else "99140") for n in range(12)])
    engine.put([made("b:1", "청년 축제", district="99140")])
    (count,) = [value.count for value in ask(engine, "청년 월세").facets["district"] if value.value == "99140"]
    chosen = ask(engine, "청년 월세", filters={"district": ("99140",)})
    assert chosen.total == count == 1 and not chosen.relaxed


def test_a_long_question_wants_a_fifth_of_its_information(engine: Engine) -> None:
    filler = [made(f"x:{n}", "시민 안내 행사 개최") for n in range(40)]
    wanted = [made(f"a:{n}", "경로당 태블릿 보급") for n in range(10)]
    engine.put(filler + wanted)
    found = ask(engine, "시민 안내 행사 경로당 태블릿")
    assert set(ids(found)) == {f"a:{n}" for n in range(10)}


@pytest.mark.parametrize("text", ["비트코인", "!!!", "?", "이더리움 체인링크"])
def test_words_that_no_entry_holds_find_nothing(engine: Engine, text: str) -> None:
    engine.put([made("a:1", "비행기 코스 인터뷰")])
    assert ask(engine, text).total == 0


def test_a_word_is_found_however_kiwi_cuts_it_in_context(engine: Engine) -> None:
    engine.put([made("a:1", "알림", "우시장그린푸줏간을 연다"), made("a:2", "알림", "시장 방문")])
    assert ids(ask(engine, "그린푸줏간")) == ["a:1"]


def test_promoting_is_one_step_that_keeps_the_version_before(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    versions = []
    for number in range(3):
        version = engine.create()
        engine.put([made(f"a:{number}", "공원")], version)
        engine.promote(version)
        versions.append(version)
    assert ids(ask(engine, "공원")) == ["a:2"]
    kept = {path.name for path in (tmp_path / "index").glob("documents-*")}
    assert kept == set(versions[1:])


def test_a_reader_sees_what_another_process_wrote(engine: Engine, tmp_path: Path) -> None:
    reader = TantivyEngine(tmp_path / "index")
    assert ask(reader, "공원").total == 0
    engine.put([made("a:1", "공원")])
    assert ask(reader, "공원").total == 1


def test_a_second_writer_is_refused(engine: Engine, tmp_path: Path) -> None:
    version = (tmp_path / "index" / "documents").read_text().strip()
    holding = writer(open_version(tmp_path / "index" / version, version))
    with pytest.raises(EngineBusy, match="another process"):
        engine.put([made("a:1", "공원")])
    del holding
    engine.put([made("a:1", "공원")])


def test_entries_that_a_killed_writer_left_out_of_the_index_are_made_good(engine: Engine, tmp_path: Path) -> None:
    engine.put([made("a:1", "공원")])
    version = (tmp_path / "index" / "documents").read_text().strip()
    entries = Entries(tmp_path / "index" / version / "entries.sqlite")
    entries.put([made("a:2", "공원")])  # stored, but the process dies before tantivy's commit
    entries.delete(["a:1"])
    engine.put([made("a:3", "공원")])
    assert sorted(ids(ask(engine, "공원"))) == ["a:2", "a:3"]


def test_a_damaged_index_says_how_to_make_it_again(engine: Engine, tmp_path: Path) -> None:
    version = (tmp_path / "index" / "documents").read_text().strip()
    (tmp_path / "index" / version / "tantivy" / "meta.json").write_text("{")
    with pytest.raises(EngineDamaged, match="rebuild"):
        TantivyEngine(tmp_path / "index").count()


def test_what_is_described_is_summarised(engine: Engine) -> None:
    assert engine.summarise() == {}
    engine.describe({"sequence": 7})
    assert engine.summarise() == {"sequence": 7}


def test_terms_are_listed_by_how_many_titles_hold_them(engine: Engine) -> None:
    engine.put([made("a:1", "도서관 개관"), made("a:2", "도서관 야간 개방"), made("a:3", "도시 공원")])
    assert engine.terms("도서", 5) == [("도서관", 2)]
