"""The vocabulary of boards, from words.toml, ready to compare with."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Meaning = Literal["date", "changed", "department", "author", "title", "body", "files", "other"]

CLASSES: tuple[Meaning, ...] = ("date", "department", "author")


@dataclass(frozen=True)
class Words:
    kinds: tuple[str, ...]
    labels: dict[str, Meaning]
    classes: tuple[tuple[Meaning, re.Pattern[str]], ...]
    endings: tuple[str, ...]
    mark_selectors: str
    trailing: re.Pattern[str]
    trailing_words: frozenset[str]
    pinned: frozenset[str]
    pinned_classes: frozenset[str]
    empty: tuple[str, ...]
    alert: tuple[str, ...]
    challenge: tuple[str, ...]
    never: frozenset[str]
    generic: frozenset[str]
    around: tuple[re.Pattern[str], ...]
    extensions: re.Pattern[str]
    downloads: re.Pattern[str]
    previews: re.Pattern[str]
    drop: str
    end: tuple[re.Pattern[str], ...]
    bodies: str
    days: tuple[tuple[str, str], ...]  # selector, attribute
    signing: tuple[re.Pattern[str], ...]
    last_lines: int


@cache
def words() -> Words:
    table = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    marks, files, bodies, signing = table["marks"], table["files"], table["bodies"], table["signing"]
    trailing = "|".join(map(re.escape, sorted(marks["trailing"], key=len, reverse=True)))
    return Words(
        kinds=tuple(table["kinds"]),
        labels=_labels(table["labels"]),
        classes=tuple((name, re.compile(table["classes"][name])) for name in CLASSES),
        endings=tuple(table["departments"]["endings"]),
        mark_selectors=marks["selectors"],
        trailing=re.compile(rf"(?:(?<=\s)|(?<=[^\w\s])|(?<=[가-힣])(?=[A-Z]))(?:{trailing})$"),
        trailing_words=frozenset(marks["trailing"]),
        pinned=frozenset(marks["pinned"]),
        pinned_classes=frozenset(marks["pinned_classes"]),
        empty=tuple(marks["empty"]),
        alert=tuple(marks["alert"]),
        challenge=tuple(marks["challenge"]),
        never=frozenset(map(plain, table["titles"]["never"])),
        generic=frozenset(map(plain, files["generic"])),
        around=tuple(map(re.compile, files["around"])),
        extensions=re.compile(rf"(?i)\.(?:{'|'.join(files['extensions'])})$"),
        downloads=re.compile(files["downloads"]),
        previews=re.compile(files["previews"]),
        drop=bodies["drop"],
        end=tuple(map(re.compile, bodies["end"])),
        bodies=bodies["candidates"],
        days=tuple((text.partition(" @ ")[0], text.partition(" @ ")[2]) for text in table["days"]["stated"]),
        signing=tuple(map(re.compile, signing["patterns"])),
        last_lines=signing["last_lines"],
    )


def meaning(text: str) -> Meaning | None:
    """What a label stands for; None: it is not a label."""
    return words().labels.get(plain(text))


def class_meaning(names: str) -> Meaning | None:
    """What a cell holds by one of its class names; None: they do not say."""
    found = (kind for name in names.split() for kind, pattern in words().classes if pattern.match(name))
    return next(found, None)


def plain(text: str) -> str:
    """Without what labels are decorated with: spaces, colons, bars, brackets, list marks."""
    return re.sub(r"[\s:：|ㆍ·•\[\]<>*※○■▶-]+", "", text)


def without_phone(text: str) -> str:
    """`행정과 ( 055-960-4225 )` is a department with its telephone."""
    return re.sub(r"\s*[(☎]?\s*0\d{1,2}[-)].*$", "", text) or text


def is_department(text: str) -> bool:
    """Whether a writer's name is that of a department: 홍보담당관, not 이한욱, 성** or 관리자."""
    last = text.split()[-1] if text.split() else ""
    return len(last) > 2 and last.endswith(words().endings)


def _labels(table: dict[str, Any]) -> dict[str, Meaning]:
    made: dict[str, Meaning] = {}
    names: tuple[Meaning, ...] = ("date", "changed", "department", "author", "title", "body", "files", "other")
    for name in names:
        for label in table[name]:
            made[plain(label)] = name
    return made
