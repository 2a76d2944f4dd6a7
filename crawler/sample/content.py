"""Reads what the example governments publish from the folder of content."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from crawler.sample import SampleError
from crawler.sample.papers import Block, Paper, blocks
from crawler.sample.plans import plan_paper, table_paper

FOLDER = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Enclosure:
    """A file that hangs on a post: one paper, or the members of an archive."""

    name: str
    paper: Paper
    members: tuple["Enclosure", ...] = ()


@dataclass(frozen=True)
class Publication:
    id: str
    board: str  # press or plan
    district: str
    published: date
    department: str
    title: str
    blocks: tuple[Block, ...]
    enclosures: tuple[Enclosure, ...] = ()


@cache
def publications(folder: Path = FOLDER) -> tuple[Publication, ...]:
    """Everything that is published, newest first."""
    releases = [_release(path) for path in sorted((folder / "press").glob("*.md"))]
    plans = [_plan(path) for path in sorted((folder / "plans").glob("*.toml"))]
    return tuple(sorted(releases + plans, key=lambda one: (one.published, one.id), reverse=True))


def _release(path: Path) -> Publication:
    try:
        _, front, text = path.read_text("utf-8").split("+++\n", 2)
    except ValueError:
        raise SampleError(f"{path.name}: no front matter between two +++ lines") from None
    body, _, attached = text.partition("\n+++ attached +++\n")
    stated = _toml(front, path)
    try:
        paper = Paper(stated["title"], _release_sheet(stated, attached or body), stated["published"])
        enclosures = tuple(Enclosure(one["name"], paper) for one in stated.get("attachments", ()))
        return _publication("press", stated, blocks(body), enclosures)
    except KeyError as missing:
        raise SampleError(f"{path.name}: the key {missing} is missing") from None


def _release_sheet(stated: dict[str, Any], text: str) -> tuple[Block, ...]:
    published = stated["published"]
    head = (("배포일", f"{published.year}. {published.month}. {published.day}."), ("담당부서", stated["department"]))
    return (Block("table", rows=head), *blocks(text))


def _plan(path: Path) -> Publication:
    stated = _toml(path.read_text("utf-8"), path)
    try:
        enclosures = tuple(_plan_enclosure(stated, one) for one in stated["attachments"])
        return _publication("plan", stated, blocks(stated["notice"]), enclosures)
    except KeyError as missing:
        raise SampleError(f"{path.name}: the key {missing} is missing") from None


def _plan_enclosure(plan: dict[str, Any], stated: dict[str, Any]) -> Enclosure:
    members = tuple(_plan_enclosure(plan, one) for one in stated.get("members", ()))
    paper = table_paper(plan) if stated["holds"] == "table" else plan_paper(plan)
    return Enclosure(stated["name"], paper, members)


def _publication(
    board: str, stated: dict[str, Any], body: tuple[Block, ...], enclosures: tuple[Enclosure, ...]
) -> Publication:
    return Publication(
        id=str(stated["id"]),
        board=board,
        district=stated["district"],
        published=stated["published"],
        department=stated["department"],
        title=stated["title"],
        blocks=body,
        enclosures=enclosures,
    )


def _toml(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SampleError(f"{path.name}: {error}") from None
