"""The query language: words, "phrases", -exclusions, OR, (groups), fields:values, ranges..of numbers.

Reading never fails. What cannot be read is read as words, and `Parsed.repairs` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Iterator, Mapping, Union

import mappings

NEAR = 10  # terms that may stand between words of NEAR without a number
SHOWN_CHARS = 20  # of what a repair quotes


@dataclass(frozen=True)
class Text:
    """Words; those outside of every operator are what the question is about."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """Words that follow one another, or stand within `slop` of one another in any order."""

    text: str
    slop: int = 0
    any_order: bool = False


@dataclass(frozen=True)
class Fielded:
    """A field of mappings/query_fields.csv with its value."""

    name: str  # as written
    field: str
    value: Union[Text, Quoted]


@dataclass(frozen=True)
class Either:
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Without:
    node: "Node"


Node = Union[Text, Quoted, Fielded, Either, Without]


@dataclass(frozen=True)
class Parsed:
    """`free` is the text outside of operators, the whole text where there are none."""

    free: str
    nodes: tuple[Node, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass
class _Reading:
    nodes: list[Node] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)  # before each node: "", "OR", "NEAR/5"
    pending: str = ""
    repairs: list[str] = field(default_factory=list)


_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "”", "″": "″"}
_OPERATOR = re.compile(r"\|+|(?:OR|NEAR(?:/\d{1,2})?)(?=\s|$)")
_GROUP = re.compile(r"\(([^()]*(?:\||\bOR\b)[^()]*)\)(?=\s|$|\|)")
_FIELD = re.compile(r"(\w{2,12}):(?!//)\s?")
_YEARS = re.compile(r"(?:19|20)\d\d\.\.(?:19|20)\d\d(?=\s|$)|(?:19|20)\d\d\.\.(?=\s|$)|\.\.(?:19|20)\d\d(?=\s|$)")
_SLOP = re.compile(r"~(\d{1,2})")
_PIECE = re.compile(r"[^\s|]+")
_SPACE = re.compile(r"\s*")


def parse(text: str) -> Parsed:
    """The parts of a query in their order."""
    reading = _Reading()
    _read(text, reading)
    if reading.pending:
        reading.repairs.append(f"‘{_name(reading.pending)}’ 뒤에 낱말이 없어 무시했습니다.")
    nodes = _joined(reading)
    if not reading.repairs and all(isinstance(node, Text) for node in nodes):
        return Parsed(text)
    free = " ".join(node.text for node in nodes if isinstance(node, Text))
    demands = tuple(node for node in nodes if not isinstance(node, Text))
    return Parsed(free, demands, tuple(dict.fromkeys(reading.repairs)))


def field_of(name: str) -> str | None:
    return _fields().get(name.lower())


@cache
def _fields() -> Mapping[str, str]:
    return {row["name"]: row["field"] for row in mappings.table("query_fields")}


def _read(text: str, reading: _Reading) -> None:
    at = _space(text, 0)
    while at < len(text):
        operator = _OPERATOR.match(text, at)
        if operator:
            at = operator.end()
            _operator(operator.group(), reading)
        else:
            negative = text[at] in "-−" and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] != "-"
            node, at = _operand(text, at + negative, reading)
            if node is not None:
                _add(Without(node) if negative else node, reading)
        at = _space(text, at)


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _operator(sign: str, reading: _Reading) -> None:
    if not reading.nodes or reading.pending:
        reading.repairs.append(f"‘{_name(sign)}’ 앞에 낱말이 없어 무시했습니다.")
        return
    reading.pending = sign


def _name(sign: str) -> str:
    return "|" if sign.startswith("|") else sign


def _add(node: Node, reading: _Reading) -> None:
    reading.nodes.append(node)
    reading.joins.append("OR" if reading.pending.startswith("|") else reading.pending)
    reading.pending = ""


def _operand(text: str, at: int, reading: _Reading) -> tuple[Node | None, int]:
    """What stands at a place that begins a part, with where it ends."""
    group = _GROUP.match(text, at)
    if group:
        return _group(group.group(1), reading), group.end()
    years = _YEARS.match(text, at)
    if years:
        return Fielded(years.group(), "year", Text(years.group())), years.end()
    named = _FIELD.match(text, at)
    if named and field_of(named.group(1)):
        return _fielded(text, named, reading)
    if text[at] in _CLOSING:
        found = _quoted(text, at, reading)
        if found:
            return found
    piece = _PIECE.match(text, at)
    return (Text(piece.group()), piece.end()) if piece else (None, at + 1)


def _group(inside: str, reading: _Reading) -> Node | None:
    within = _Reading()
    _read(inside, within)
    reading.repairs.extend(within.repairs)
    nodes = _joined(within)
    return nodes[0] if len(nodes) == 1 else Either(tuple(nodes)) if nodes else None


def _fielded(text: str, named: re.Match[str], reading: _Reading) -> tuple[Node | None, int]:
    name, at = named.group(1), named.end()
    value: Node | None = None
    if at < len(text) and text[at] in _CLOSING:
        value, at = _quoted(text, at, reading) or (None, at)
    if value is None:
        piece = _PIECE.match(text, at)
        value, at = (Text(piece.group()), piece.end()) if piece else (None, at)
    if not isinstance(value, (Text, Quoted)):
        reading.repairs.append(f"‘{name}:’ 뒤가 비어 있어 무시했습니다.")
        return None, at
    return Fielded(name, field_of(name) or name, value), at


def _quoted(text: str, at: int, reading: _Reading) -> tuple[Node | None, int] | None:
    """A phrase; None for quotation marks that belong to the sentence: ‘"기생충"의 감독’."""
    closing = _CLOSING[text[at]]
    end = text.find(closing, at + 1)
    if end < 0:
        inside = text[at + 1 :].strip()
        reading.repairs.append(f"닫히지 않은 따옴표를 글 끝에서 닫았습니다: “{_short(inside)}”")
        return (Quoted(inside) if inside else None), len(text)
    if text[end + 1 : end + 2].isalnum():
        return None
    inside, slop = text[at + 1 : end].strip(), _SLOP.match(text, end + 1)
    if slop:
        return (Quoted(inside, int(slop.group(1)), True) if inside else None), slop.end()
    return (Quoted(inside) if inside else None), end + 1


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"


def _joined(reading: _Reading) -> list[Node]:
    """Nodes that OR or NEAR stands between become one."""
    found: list[Node] = []
    for join, node in zip(reading.joins, reading.nodes):
        before = found[-1] if join and found else None
        if before is None:
            found.append(node)
        elif join == "OR":
            found[-1] = Either((*before.nodes, node) if isinstance(before, Either) else (before, node))
        else:
            found[-1:] = _near(before, node, join, reading)
    return found


def _near(before: Node, node: Node, join: str, reading: _Reading) -> Iterator[Node]:
    if isinstance(before, (Text, Quoted)) and isinstance(node, (Text, Quoted)):
        slop = int(join.partition("/")[2] or NEAR)
        yield Quoted(f"{before.text} {node.text}", slop, True)
        return
    reading.repairs.append(f"‘{join}’은 낱말 사이에서만 쓸 수 있어 무시했습니다.")
    yield from (before, node)
