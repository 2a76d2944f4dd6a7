"""The query language: words, "phrases", -exclusions, OR, AND, NEAR, (groups), fields:values, ranges..of numbers.

Reading never fails. What cannot be read is read as words, and `Parsed.repairs` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Iterator, Mapping

import mappings
from indexer.nodes import Both, Either, Fielded, Node, Parsed, Quoted, Text, Without

NEAR = 10  # terms that may stand between words of NEAR without a number
SHOWN_CHARS = 20  # of what a repair quotes
TYPED_CHARS = 100  # longer texts are pasted, and a colon in them means nothing
DEEPEST = 8  # groups within groups; brackets further inside are signs


@dataclass
class _Reading:
    """What was read of a text, or of one group of it that ends at `end`."""

    text: str
    end: int
    closing: Mapping[int, int]  # where each bracket is closed
    operated: bool  # whether the whole text has operators
    depth: int = 0
    nodes: list[Node] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)  # before each node: "", "OR", "AND", "NEAR/5"
    pending: str = ""
    refusing: bool = False  # after NOT
    repairs: list[str] = field(default_factory=list)


_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "”", "″": "″"}
_OPERATOR = re.compile(r"\|+|(?:OR|AND|NOT|NEAR(?:/\d{1,2})?)(?=\s|$)")
_OPERATORS = re.compile(r"\||(?<!\S)[(]*(?:OR|AND|NOT|NEAR(?:/\d{1,2})?|-\w\S*)(?=[\s)]|$)|\"|:\S")  # make a group
_BRACKET = re.compile(r"[()]")
_FIELD = re.compile(r"(\w{2,12}):(?!//)\s?")
_LIKE_FIELD = re.compile(r"([^\W\d_]{2,12}):(?=\w)")
_YEARS = re.compile(r"(?:19|20)\d\d\.\.(?:19|20)\d\d(?=\s|$)|(?:19|20)\d\d\.\.(?=\s|$)|\.\.(?:19|20)\d\d(?=\s|$)")
_SLOP = re.compile(r"~(\d{1,2})")
_PIECE = re.compile(r"[^\s|]+")
_SPACE = re.compile(r"\s*")


def parse(text: str) -> Parsed:
    """The parts of a query in their order."""
    reading = _Reading(text, len(text), _closing(text), _OPERATORS.search(text) is not None)
    nodes = _read(reading, 0)
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


def _closing(text: str) -> dict[int, int]:
    """Where each bracket that is closed is closed."""
    opened: list[int] = []
    found = {}
    for bracket in _BRACKET.finditer(text):
        if bracket.group() == "(":
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.start()
    return found


def _read(reading: _Reading, at: int) -> list[Node]:
    """The nodes of a text from a place on, joined by what stands between them."""
    text, end = reading.text, reading.end
    at = _space(text, at, end)
    while at < end:
        operator = _OPERATOR.match(text, at, end)
        if operator:
            at = operator.end()
            _operator(operator.group(), reading)
        else:
            at = _part(reading, at)
        at = _space(text, at, end)
    if sign := "NOT" if reading.refusing else reading.pending:
        reading.repairs.append(f"‘{_name(sign)}’ 뒤에 낱말이 없어 무시했습니다.")
    return _joined(reading)


def _space(text: str, at: int, end: int) -> int:
    found = _SPACE.match(text, at, end)
    return found.end() if found else at


def _operator(sign: str, reading: _Reading) -> None:
    if sign == "NOT":
        reading.refusing = True
        return
    if not reading.nodes or reading.pending:
        reading.repairs.append(f"‘{_name(sign)}’ 앞에 낱말이 없어 무시했습니다.")
        return
    reading.pending = sign


def _name(sign: str) -> str:
    return "|" if sign.startswith("|") else sign


def _part(reading: _Reading, at: int) -> int:
    """Reads one operand with the sign before it; where it ends."""
    text, after = reading.text, reading.text[at + 1 : at + 2]
    negative = text[at] in "-−" and bool(after) and not after.isspace() and after != "-"
    wanted = text[at] == "+" and after.isalpha()
    node, end = _operand(reading, at + (negative or wanted))
    if node is not None:
        refused = negative or reading.refusing
        _add(Without(node) if refused else Both((node,)) if wanted and isinstance(node, Text) else node, reading)
    return end


def _add(node: Node, reading: _Reading) -> None:
    reading.nodes.append(node)
    reading.joins.append("OR" if reading.pending.startswith("|") else reading.pending)
    reading.pending, reading.refusing = "", False


def _operand(reading: _Reading, at: int) -> tuple[Node | None, int]:
    """What stands at a place that begins a part, with where it ends."""
    text, end = reading.text, reading.end
    if at < end and text[at] == "(" and reading.operated:
        return _group(reading, at)
    years = _YEARS.match(text, at, end)
    if years:
        return Fielded(years.group(), "year", Text(years.group())), years.end()
    named = _FIELD.match(text, at, end)
    if named and field_of(named.group(1)):
        return _fielded(reading, named)
    if at < end and text[at] in _CLOSING:
        found = _quoted(reading, at)
        if found:
            return found
    piece = _PIECE.match(text, at, end)
    return (_text(reading, piece.group()), piece.end()) if piece else (None, at + 1)


def _group(reading: _Reading, at: int) -> tuple[Node | None, int]:
    """What stands in brackets; brackets without operators inside are signs like any other."""
    text, closed = reading.text, reading.closing.get(at, -1)
    if not 0 < closed < reading.end:
        reading.repairs.append("닫히지 않은 괄호를 무시했습니다.")
        return None, at + 1
    if reading.depth >= DEEPEST or not _OPERATORS.search(text, at + 1, closed):
        piece = _PIECE.match(text, at, reading.end)
        return (Text(piece.group()), piece.end()) if piece else (None, at + 1)
    inside = _Reading(text, closed, reading.closing, True, reading.depth + 1)
    nodes = _read(inside, at + 1)
    reading.repairs.extend(inside.repairs)
    return (nodes[0] if len(nodes) == 1 else Both(tuple(nodes)) if nodes else None), closed + 1


def _text(reading: _Reading, piece: str) -> Text:
    """A word; signs and names that other searches know, and this one does not, are said."""
    if len(piece) > 1 and piece.endswith("*") and piece[-2].isalnum():
        reading.repairs.append(f"‘{_short(piece)}’: ‘*’ 없이 찾았습니다. 낱말은 합성어 안에서도 찾습니다.")
        return Text(piece.rstrip("*"))
    if (named := _LIKE_FIELD.match(piece)) and len(reading.text) <= TYPED_CHARS:
        reading.repairs.append(f"‘{named.group()}’은 항목 이름이 아니어서 낱말로 찾았습니다.")
    if piece.endswith(")") and "(" not in piece and reading.operated:
        reading.repairs.append("짝이 없는 괄호를 무시했습니다.")
        return Text(piece.rstrip(")"))
    return Text(piece)


def _fielded(reading: _Reading, named: re.Match[str]) -> tuple[Node | None, int]:
    text, name, at = reading.text, named.group(1), named.end()
    value: Node | None = None
    if at < reading.end and text[at] in _CLOSING:
        value, at = _quoted(reading, at) or (None, at)
    if value is None:
        piece = _PIECE.match(text, at, reading.end)
        value, at = (Text(piece.group()), piece.end()) if piece else (None, at)
    if not isinstance(value, (Text, Quoted)):
        reading.repairs.append(f"‘{name}:’ 뒤가 비어 있어 무시했습니다.")
        return None, at
    return Fielded(name, field_of(name) or name, value), at


def _quoted(reading: _Reading, at: int) -> tuple[Node | None, int] | None:
    """A phrase; None for quotation marks that belong to the sentence: ‘"기생충"의 감독’."""
    text = reading.text
    end = text.find(_CLOSING[text[at]], at + 1, reading.end)
    if end < 0:
        inside = text[at + 1 : reading.end].strip()
        reading.repairs.append(f"닫히지 않은 따옴표를 글 끝에서 닫았습니다: “{_short(inside)}”")
        return (Quoted(inside) if inside else None), reading.end
    if text[end + 1 : end + 2].isalnum():
        return None
    inside, slop = text[at + 1 : end].strip(), _SLOP.match(text, end + 1, reading.end)
    if slop:
        return (Quoted(inside, int(slop.group(1)), True) if inside else None), slop.end()
    return (Quoted(inside) if inside else None), end + 1


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"


def _joined(reading: _Reading) -> list[Node]:
    """Nodes that an operator stands between become one."""
    found: list[Node] = []
    for join, node in zip(reading.joins, reading.nodes):
        before = found[-1] if join and found else None
        if before is None:
            found.append(node)
        elif join in ("OR", "AND"):
            kind = Either if join == "OR" else Both
            found[-1] = kind((*before.nodes, node) if isinstance(before, kind) else (before, node))
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
