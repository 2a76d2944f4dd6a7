"""How right the labels are: themes by level, release types, near-duplicates, on releases labelled by hand."""

from __future__ import annotations

import csv
import json
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

import mappings
from indexer.enrich.release_types import codes
from indexer.entry import entry
from indexer.errors import InputError
from indexer.measure import near_duplicates
from indexer.records import Document, Entry

LEVELS = {"top": 3, "exact": 9}  # characters of a theme id that count
MADE_PAIRS = 320
SAMPLES = mappings.FOLDER.parent / "crawler" / "sample" / "content" / "press"

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Labelled:
    """A release with what readers gave it; `also` is right when given, not missed when absent."""

    record: Record
    release_type: str
    themes: frozenset[str]
    also: frozenset[str]


@dataclass(frozen=True)
class Rates:
    precision: float
    recall: float
    micro_f1: float
    macro_f1: float  # mean over the themes that readers gave


def default_folder() -> Path | None:
    """The labels of the shared folder beside the project, where there is one."""
    folder = mappings.FOLDER.parent.parent / "shared" / "labels"
    return folder if (folder / "releases.csv").is_file() else None


def report(folder: Path | None) -> Iterator[str]:
    """Lines of text. Without a folder the sample releases are measured, which the tables were made with."""
    records = _records(folder) if folder else _sample_records()
    labelled = _labelled(folder, records) if folder else [_sample(record) for record in records]
    yield f"{len(labelled)} labelled releases of {folder or 'the sample sites, on which the tables were also made'}"
    made = [_entry(each.record) for each in labelled]
    for level, rates in themes(labelled, made).items():
        yield (
            f"themes, {level}: precision {rates.precision:.3f}, recall {rates.recall:.3f}, "
            f"micro-F1 {rates.micro_f1:.3f}, macro-F1 {rates.macro_f1:.3f}"
        )
    yield _types(labelled, made)
    pairs = near_duplicates.made(records, min(MADE_PAIRS, len(records)))
    if folder and (folder / "near_duplicates.csv").is_file():
        pairs += near_duplicates.labelled(records, folder / "near_duplicates.csv")
    found = near_duplicates.measure(pairs)
    yield (
        f"near-duplicates: precision {found.precision:.3f}, recall {found.recall:.3f} "
        f"on {found.pairs} pairs, {found.wanted} of them the same release"
    )


def themes(labelled: Sequence[Labelled], made: Sequence[Entry]) -> dict[str, Rates]:
    return {level: _rates(labelled, made, length) for level, length in LEVELS.items()}


def type_accuracy(labelled: Sequence[Labelled], made: Sequence[Entry]) -> float:
    return sum(each.release_type == got.get("release_type") for each, got in zip(labelled, made)) / len(labelled)


def _rates(labelled: Sequence[Labelled], made: Sequence[Entry], length: int) -> Rates:
    right, given, hit, wanted = (defaultdict[str, int](int) for _ in range(4))
    for each, got in zip(labelled, made):
        want, also = ({id[:length] for id in ids} for ids in (each.themes, each.also))
        found = {id[:length] for id in _specific(got["theme"])}
        for counts, ids in ((right, found & (want | also)), (given, found), (hit, found & want), (wanted, want)):
            for id in ids:
                counts[id] += 1
    precision, recall = _share(right.values(), given.values()), _share(hit.values(), wanted.values())
    each_f1 = [_f1(_share([right[id]], [given[id]]), _share([hit[id]], [wanted[id]])) for id in wanted]
    return Rates(precision, recall, _f1(precision, recall), sum(each_f1) / max(len(each_f1), 1))


def _specific(ids: Sequence[str]) -> list[str]:
    """Without the parents that a child implies."""
    return [id for id in ids if not any(other.startswith(f"{id}-") for other in ids)]


def _share(part: Any, whole: Any) -> float:
    return sum(part) / sum(whole) if sum(whole) else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _types(labelled: Sequence[Labelled], made: Sequence[Entry]) -> str:
    right = defaultdict[str, list[bool]](list)
    for each, got in zip(labelled, made):
        right[each.release_type].append(each.release_type == got.get("release_type"))
    by_type = ", ".join(f"{code} {sum(right[code])}/{len(right[code])}" for code in codes() if code in right)
    return f"release type: accuracy {type_accuracy(labelled, made):.3f} ({by_type})"


def _records(folder: Path) -> list[Record]:
    places = [folder / "press.jsonl", folder.parent / "samples" / "press" / "press.jsonl"]
    for place in places:
        if place.is_file():
            return [json.loads(line) for line in place.read_text("utf-8").splitlines()]
    raise InputError(f"{folder}: the releases that it labels are neither {places[0]} nor {places[1]}")


def _labelled(folder: Path, records: Sequence[Record]) -> list[Labelled]:
    """The rows of releases.csv whose release is there."""
    by_id = {record["id"]: record for record in records}
    try:
        with (folder / "releases.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except OSError as error:
        raise InputError(f"{folder / 'releases.csv'}: {error.strerror}") from error
    return [
        Labelled(by_id[row["id"]], row["release_type"], _ids(row["themes"]), _ids(row.get("also") or ""))
        for row in rows
        if row["id"] in by_id
    ]


def _ids(joined: str) -> frozenset[str]:
    return frozenset(id for id in joined.split("|") if id not in ("", "none"))


def _sample_records() -> list[Record]:
    records: list[Record] = []
    for path in sorted(SAMPLES.glob("*.md")):
        _, head, text = path.read_text("utf-8").split("+++", 2)
        stated = tomllib.loads(head)
        names = {"id": path.stem, "text": text.strip(), "code": stated["district"]}
        records.append({**stated, **names, "published": stated["published"].isoformat()})
    return records


def _sample(record: Record) -> Labelled:
    return Labelled(record, record["release_type"], frozenset(record.get("theme", ())), frozenset())


def _entry(record: Record) -> Entry:
    day = record.get("published")
    document = Document(
        id=record["id"],
        kind="press",
        title=record["title"],
        body=record["text"],
        source="measured",
        department=record.get("department"),
        published=date.fromisoformat(day[:10]) if day else None,
    )
    return entry(document, record["text"], [])
