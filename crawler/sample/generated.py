"""Posts that are made, not written: for the boards of the test-only sites."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from typing import Any, Iterator

from crawler.sample.content import FOLDER, Enclosure, Publication
from crawler.sample.papers import Block, Paper

FIRST_NUMBER = 1000


@cache
def generated(district: str, name: str) -> tuple[Publication, ...]:
    """A post every few days of a year, newest first; always the same ones. No two have the same title."""
    return tuple(sorted(_posts(district, name), key=lambda post: post.published, reverse=True))


def _posts(district: str, name: str) -> Iterator[Publication]:
    words = _words()
    days = (words["last"] - words["first"]).days
    for n in range(days // words["every_days"] + 1):
        published = words["first"] + timedelta(days=n * words["every_days"])
        yield _post(district, name, n, published)


def _post(district: str, name: str, n: int, published: date) -> Publication:
    words = _words()
    subject = words["subjects"][n % len(words["subjects"])]
    again = n // (len(words["subjects"]) * len(words["events"]))
    title = f"{subject} {words['events'][n % len(words['events'])]}" + (f" ({again + 1}차)" if again else "")
    said = {"name": name, "subject": subject, "title": title, "count": str(12 + n)}
    said["department"] = words["departments"][n % len(words["departments"])]
    text = tuple(Block("text", sentence.format(**said)) for sentence in words["sentences"])
    paper = Paper(title, text, published)
    files = tuple(Enclosure(one.format(**said), paper) for one in words["files"][n % len(words["files"])])
    return Publication(str(FIRST_NUMBER + n), "press", district, published, said["department"], title, text, files)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "generated.toml").read_text("utf-8"))
