"""What every search may be relied upon to do."""

from __future__ import annotations

import csv
import random
import resource
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import pytest

from indexer.engines import Engine
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.query import Query
from indexer.question import understand
from tests.indexer.corpus import engine as small_engine
from tests.indexer.corpus import made

COMPOUNDS = Path(__file__).parent.parent / "compounds.csv"
FUZZED = 10_000
PARTICLES = (("을", "를"), ("에서", "에서"), ("의", "의"), ("은", "는"), ("까지", "까지"))  # after a consonant, a vowel


def pairs() -> list[tuple[str, str]]:
    """A compound with its parts, spaces between."""
    with COMPOUNDS.open(encoding="utf-8", newline="") as file:
        return [(row["compound"], row["parts"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def compounds(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """For every pair a document that has the compound alone, and one that has the parts alone."""
    engine = TantivyEngine(tmp_path_factory.mktemp("compounds"))
    engine.promote(engine.create())
    entries = []
    for number, (compound, parts) in enumerate(pairs()):
        entries.append(made(f"c{number}", "알림", f"마루구는 올해 {compound} 사업을 새로 시작한다."))
        entries.append(made(f"p{number}", "소식", f"마루구는 올해 {parts} 사업을 새로 시작한다."))
    engine.put(entries)
    return engine


def ids(engine: Engine, text: str) -> set[str]:
    found = engine.search(understand(Query(text=text, match="all", size=100, facets=(), expand=False)))
    return {hit.entry["id"] for hit in found.hits}


def test_there_are_two_hundred_pairs() -> None:
    assert len(set(pairs())) >= 200


def test_a_compound_finds_its_parts_and_the_parts_find_the_compound(compounds: Engine) -> None:
    missed = []
    for number, (compound, parts) in enumerate(pairs()):
        both = {f"c{number}", f"p{number}"}
        particle = PARTICLES[number % len(PARTICLES)][(ord(compound[-1]) - 0xAC00) % 28 == 0]
        for asked in (compound, parts, compound + particle, parts + particle):
            if not both <= ids(compounds, asked):
                missed.append(asked)
    assert missed == []


def test_every_part_alone_finds_both(compounds: Engine) -> None:
    missed = []
    for number, (_, parts) in enumerate(pairs()):
        for part in parts.split():
            if found_of_pair(compounds, part, number) < 2:
                missed.append(part)
    assert missed == []


def found_of_pair(engine: Engine, part: str, number: int) -> int:
    """How many of a pair's two documents a part finds."""
    query = understand(Query(text=part, match="all", size=100, facets=(), expand=False))
    total = engine.search(query).total
    pages = (engine.search(replace(query, offset=offset)).hits for offset in range(0, total, 100))
    found = {hit.entry["id"] for hits in pages for hit in hits}
    return len({f"c{number}", f"p{number}"} & found)


@pytest.mark.parametrize("word", ["청년", "돌봄", "주차", "치매", "월세", "산불", "예산", "복지"])
@pytest.mark.parametrize("text", ["{}", "{}을 늘린다", "어린이{}센터", "({})", "{}·안전", "2024년 {}"])
def test_a_word_of_two_syllables_is_never_missed(tmp_path: Path, word: str, text: str) -> None:
    engine = TantivyEngine(tmp_path)
    engine.promote(engine.create())
    engine.put([made("a", "알림", text.format(word))])
    assert ids(engine, word) == {"a"}


def test_the_same_query_gives_the_same_order_and_pages_neither_repeat_nor_skip(compounds: Engine) -> None:
    def page(offset: int) -> list[str]:
        query = Query(text="복지 지원 센터", match="any", size=7, offset=offset, facets=())
        return [hit.entry["id"] for hit in compounds.search(understand(query)).hits]

    total = compounds.search(understand(Query(text="복지 지원 센터", match="any", size=0))).total
    read = [id for offset in range(0, total, 7) for id in page(offset)]
    assert len(read) == len(set(read)) == total > 30
    assert page(14) == page(14)


def fuzzed(count: int, seed: int = 11) -> Iterator[str]:
    chance = random.Random(seed)
    parts = ['"', "“", "”", "(", ")", "|", "-", ":", "~5", "..", " OR ", " NEAR/3 ", "제목:", "예산:", "부서:", "지역:"]
    parts += ["날짜:", "2019..2022", "1억..", " ", "\t", "\n", "\0", "*", "?", "\\", "[", "{", "+", "^", "/", "&&", "!"]
    parts += ["청년", "월세", "ㅊㄴ", "cjdsus", "\u1112\u1161\u11ab", "e\u0301", "😀👩‍👧", "AI", "가나다라", "の漢字", "عربي"]
    parts += ["\ud800"]
    for number in range(count):
        yield "".join(chance.choices(parts, k=chance.randrange(24)))
    for part in ("가", "청년 ", '"청년" ', "a", "-가 ", "(가|", "제목:가 ", "가나다 ", "😀", "\u1100\u1161", '"', "1,", "NEAR "):
        yield (part * 5_000)[:5_000]


def test_ten_thousand_strange_queries_raise_nothing_take_little_time_and_no_memory(tmp_path: Path) -> None:
    engine = small_engine(tmp_path)
    for text in fuzzed(200, seed=3):
        engine.search(understand(Query(text=text, size=5)))
    before, slowest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0.0
    for text in fuzzed(FUZZED):
        began = time.process_time()
        engine.search(understand(Query(text=text, size=5, facets=())))
        slowest = max(slowest, time.process_time() - began)
    grown_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert slowest < 1.0
    assert grown_kilobytes < 60_000


def test_understanding_a_query_takes_less_than_two_milliseconds() -> None:
    asked = ["청년 월세", "치매안심센터", "어르신 일자리", '"도시재생 뉴딜" -축제', "월세 지원을 받으려면 어떻게 하나요"]
    times = []
    for text in asked * 30:
        began = time.process_time()
        understand(Query(text=text))
        times.append(time.process_time() - began)
    assert statistics.median(times) < 0.002
