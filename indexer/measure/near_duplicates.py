"""Pairs of releases that are the same one or only alike: labelled ones with ones made from real text, seeded.

Made positives are what newspapers and boards do to a release: a new headline, a cut ending, a byline, moved
paragraphs, a figure put right, another department line. Made negatives are its nearest neighbours: the same text of
another year, round, government or giver.
"""

from __future__ import annotations

import csv
import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Callable, Mapping, Sequence

from indexer.enrich import districts
from indexer.entry import entry
from indexer.records import Document, Entry
from indexer.releases import release, same

HEADLINES = ("지역 소식", "이웃과 함께 만드는 하루", "달라지는 우리 동네", "올해도 이어진 발걸음")
BYLINES = ("[가온뉴스=홍길동 기자] ", "(두메=물안일보) ", "가온경제 | 성춘향 기자\n\n")
DEPARTMENTS = ("담당부서: 홍보담당관", "문의: 기획예산실 (☎ 000-000-0000)", "자료제공 - 소통협력과장 000-0000")
_NUMBER = re.compile(r"\d[\d,]*")
_SENTENCE = re.compile(r"(?<=[다요]\.)\s+")

Record = Mapping[str, Any]
Change = Callable[[Record, random.Random], Record]


@dataclass(frozen=True)
class Pair:
    first: Entry
    second: Entry
    same: bool
    origin: str


@dataclass(frozen=True)
class Figures:
    """Of pairs: how many there are, how many were called the same, rightly, out of how many that are."""

    pairs: int
    called: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.called if self.called else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def measure(pairs: Sequence[Pair]) -> Figures:
    called = [pair for pair in pairs if same(release(pair.first), release(pair.second))]
    return Figures(len(pairs), len(called), sum(pair.same for pair in called), sum(pair.same for pair in pairs))


def labelled(records: Sequence[Record], labels: Path) -> list[Pair]:
    """The pairs of near_duplicates.csv: id_a, id_b, same_release."""
    by_id = {record["id"]: record for record in records}
    with labels.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Pair(_entry(by_id[row["id_a"]]), _entry(by_id[row["id_b"]]), row["same_release"] == "1", "labelled")
        for row in rows
    ]


def made(records: Sequence[Record], count: int, seed: int = 1) -> list[Pair]:
    """So many pairs, as many that are the same release as that are not."""
    chance = random.Random(seed)
    chosen = chance.sample([record for record in records if len(record["text"]) > 400], k=count // 2)
    pairs = []
    for record in chosen:
        first = _entry(record)
        pairs.append(Pair(first, _entry(_published_again(record, chance)), True, "again"))
        change = chance.choice(_possible(record))
        pairs.append(Pair(first, _entry(change(record, chance)), False, change.__name__.strip("_")))
    return pairs


def _possible(record: Record) -> list[Change]:
    """The changes that leave a trace in this release."""
    dated = [_next_year] if len(re.findall(r"20\d\d", record["text"])) else []
    days = [_next_round] if record.get("published") or re.search(r"\d일", record["text"]) else []
    named = [_other_government] if record["text"].count(_government(record)) > 1 else []
    given = [_other_giver] if record["text"].count(_leading(record)) > 2 else []
    return [*dated, *days, *named, *given] or [_other_government]


def _government(record: Record) -> str:
    """The stem of its printed name: 금천 of 금천구."""
    printed = str(record["district"])
    return (districts.label(printed).split()[-1] if printed.isdigit() else printed)[:-1]


def _entry(record: Record) -> Entry:
    day = record.get("published")
    document = Document(
        id=record["id"],
        kind=record.get("kind", "press"),
        title=record["title"],
        body=record["text"],
        source="bench",
        district=record.get("code"),
        published=date.fromisoformat(day[:10]) if day else None,
    )
    return entry(document, record["text"], [])


def _published_again(record: Record, chance: random.Random) -> Record:
    text = record["text"]
    steps: tuple[tuple[float, Callable[[str, random.Random], str]], ...] = (
        (0.4, _corrected), (0.4, _moved), (0.5, _cut), (0.5, _bylined), (0.5, _signed),
    )
    for share, step in steps:
        if chance.random() < share:
            text = step(text, chance)
    changed = {"id": record["id"] + ":again", "title": chance.choice(HEADLINES), "text": text}
    return {**record, **changed, "kind": chance.choice(("press", "news")), "published": _later(record, chance, 0, 5)}


def _corrected(text: str, chance: random.Random) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    wrong = chance.choice(found)
    return text[: wrong.start()] + str(int(wrong[0].replace(",", "")) + 3) + text[wrong.end() :]


def _moved(text: str, chance: random.Random) -> str:
    """Two parts behind the first change places."""
    parts = text.split("\n\n") if text.count("\n\n") > 2 else _SENTENCE.split(text)
    if len(parts) < 4:
        return text
    one, other = chance.sample(range(1, len(parts)), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return ("\n\n" if text.count("\n\n") > 2 else " ").join(parts)


def _cut(text: str, chance: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[: max(3, round(len(sentences) * chance.uniform(0.55, 0.9)))])


def _bylined(text: str, chance: random.Random) -> str:
    return chance.choice(BYLINES) + text


def _signed(text: str, chance: random.Random) -> str:
    return f"{text}\n\n{chance.choice(DEPARTMENTS)}"


def _next_year(record: Record, chance: random.Random) -> Record:
    """Published on an unknown day, so that only the text tells."""
    text = re.sub(r"20\d\d", lambda year: str(int(year[0]) + 1), record["text"])
    return {**record, "id": record["id"] + ":year", "text": text, "published": None}


def _next_round(record: Record, chance: random.Random) -> Record:
    """Two months on, with other dates."""
    text = re.sub(r"(\d{1,2})일", lambda day: f"{(int(day[1]) + 8) % 28 + 1}일", record["text"])
    return {**record, "id": record["id"] + ":round", "text": text, "published": _later(record, chance, 50, 70)}


def _other_government(record: Record, chance: random.Random) -> Record:
    name = _government(record)
    changed = {key: record[key].replace(name, "가온") for key in ("title", "text")}
    return {**record, **changed, "id": record["id"] + ":place", "code": "99110"}


def _other_giver(record: Record, chance: random.Random) -> Record:
    """The commonest long word is another one."""
    name = _leading(record)
    changed = {key: record[key].replace(name, "솔빛너른회") for key in ("title", "text")}
    return {**record, **changed, "id": record["id"] + ":giver", "published": _later(record, chance, 0, 10)}


def _leading(record: Record) -> str:
    """The commonest long word in front of a particle that is not the government's name."""
    words: list[str] = re.findall(r"[가-힣]{3,}(?=[은는이가의에을를]\b)", record["text"])
    names = [word for word in words if _government(record) not in word and words.count(word) > 1]
    return max(names, key=words.count, default=words[0] if words else str(record["text"])[:4])


def _later(record: Record, chance: random.Random, least: int, most: int) -> str | None:
    """So many days on; without a stated day nothing is stated."""
    day = record.get("published")
    return (date.fromisoformat(day[:10]) + timedelta(days=chance.randint(least, most))).isoformat() if day else None
