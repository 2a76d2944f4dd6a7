"""What the query language is made of: words with the operators around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union


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
class Both:
    """All of the nodes, demanded whatever the rule of matching is."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Without:
    node: "Node"


Node = Union[Text, Quoted, Fielded, Either, Both, Without]


@dataclass(frozen=True)
class Parsed:
    """`free` is the text outside of operators, the whole text where there are none."""

    free: str
    nodes: tuple[Node, ...] = ()
    repairs: tuple[str, ...] = ()
