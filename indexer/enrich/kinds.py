"""What kind of text one without a stated kind is, by the rules of mappings/kinds.toml."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import islice

import mappings

LEAD_CHARACTERS = 400


@dataclass(frozen=True)
class Rule:
    kind: str
    where: str
    pattern: re.Pattern[str]
    points: int
    at_least: int = 1


@dataclass(frozen=True)
class Rules:
    default: str
    enough: int
    rules: tuple[Rule, ...]


def guess(title: str, body: str) -> str:
    """press, plan, news or newsletter: the kind with most points, press when none has enough."""
    places = {"title": title, "lead": body[:LEAD_CHARACTERS], "text": body}
    table, points = _rules(), Counter[str]()
    for rule in table.rules:
        found = islice(rule.pattern.finditer(places[rule.where]), rule.at_least)
        points[rule.kind] += rule.points * (sum(1 for _ in found) == rule.at_least)
    kind, most = max(points.items(), key=lambda pair: pair[1])
    return kind if most >= table.enough else table.default


@cache
def _rules() -> Rules:
    loaded = tomllib.loads(mappings.path("kinds.toml").read_text("utf-8"))
    rules = (Rule(**{**row, "pattern": re.compile(row["pattern"])}) for row in loaded["rule"])
    return Rules(loaded["default"], loaded["enough"], tuple(rules))
