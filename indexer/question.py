"""What a person asks for, in the index's own terms."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Iterable, Iterator, Sequence

import mappings
from indexer import ranges, synonyms
from indexer.analyze import SENTENCE_END, Analysed, analyse, clean, marked_bigrams
from indexer.enrich import districts
from indexer.query import AllOf, Among, AnyOf, Between, Clause, Containing, Field, Not, Phrase, Query, Synonym, Word
from indexer.syntax import Either, Fielded, Node, Quoted, Text, Without, parse

WORDS_OF_A_LONG_RUN = 3  # a word of more content terms was written without its spaces: each term is a word
MOST_WORDS = 64  # of a pasted text that are asked for
TEXT_FIELDS: dict[str, Field] = {"title": "title", "attachment": "attachment"}

_WORD = re.compile(r"\S+")
_MEANINGFUL = re.compile(r"\w+")


def understand(query: Query) -> Query:
    """The query with its words and demands, and with the terms and bigrams that rank, filled in from its text."""
    parsed = parse(clean(query.text))
    analysed = analyse(parsed.free)
    repairs = list(parsed.repairs)
    required = [clause for node in parsed.nodes if (clause := _clause(node, repairs)) is not None]
    named = " ".join(_named(parsed.nodes))
    beside = analyse(named)
    terms = [term for term in [*analysed.terms, *beside.terms] if term != SENTENCE_END and term not in _light()]
    marked = [bigram for bigram in [*analysed.bigrams, *beside.bigrams] if bigram != SENTENCE_END]
    raw = [bigram for word in _MEANINGFUL.findall(f"{parsed.free} {named}") for bigram in marked_bigrams(word)]
    lay = synonyms.found(analysed, parsed.free) if query.expand else []
    return replace(
        query,
        words=tuple(_words(analysed, parsed.free, lay=lay))[:MOST_WORDS],
        synonyms=tuple(dict.fromkeys(each for _, each in lay)),
        terms=_distinct(terms),
        bigrams=_distinct([*marked, *raw]),
        required=tuple(required),
        repairs=_distinct([*repairs, *_projects(query, required)]),
        filters={**query.filters, "kind": ("project",)} if _projects(query, required) else query.filters,
    )


@cache
def _light() -> frozenset[str]:
    """Verbs and question words that say little; they rank and match nothing."""
    return frozenset(mappings.lines("light_words.txt"))


def _projects(query: Query, required: Iterable[Clause]) -> list[str]:
    """Only projects have a budget of their own: who asks for one asks for projects."""
    budgets = any(isinstance(clause, Between) and clause.property == "budget_won" for clause in required)
    return ["예산은 계획의 사업에 있어 사업에서 찾았습니다."] if budgets and not query.filters.get("kind") else []


def _words(
    analysed: Analysed, text: str, field: Field = "body", lay: Sequence[tuple[tuple[int, int], Synonym]] = ()
) -> dict[Word, None]:
    placed = [(word, place) for match in _WORD.finditer(text) for word, place in _words_at(analysed, match)]
    found = synonyms.attached(placed, lay) if lay else [word for word, _ in placed]
    if field != "attachment":
        return dict.fromkeys(replace(word, field=field) for word in found)
    return dict.fromkeys(replace(word, field=field, bigrams=()) for word in found if word.terms)


def _words_at(analysed: Analysed, match: re.Match[str]) -> list[tuple[Word, tuple[int, int]]]:
    """The words of one piece of text between spaces with their places: usually one, none for light words or signs."""
    start, end = match.span()
    tokens = [
        (term, at, to)
        for term, at, to in zip(analysed.terms, analysed.starts, analysed.ends)
        if start <= at < end and term != SENTENCE_END
    ]
    inside = [term for term, _, _ in tokens]
    terms = _distinct(term for term in inside if term not in _light())
    runs = [match.string[max(start, a) : min(end, b)] for a, b in analysed.runs if a < end and b > start]
    if len(terms) > WORDS_OF_A_LONG_RUN:
        return [(Word(term, (term,), marked_bigrams(term)), (at, to)) for term, at, to in tokens if term in terms]
    if inside and not terms:
        return []
    bigrams = _distinct(bigram for run in runs or _MEANINGFUL.findall(match.group()) for bigram in marked_bigrams(run))
    place = (tokens[0][1], tokens[-1][2]) if tokens else (start, end)
    return [(Word(match.group(), terms, bigrams), place)] if terms or bigrams else []


def _named(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts of demands that rank: what is excluded or filtered says nothing about the order."""
    for node in nodes:
        if isinstance(node, Either):
            yield from _named(node.nodes)
        elif isinstance(node, Fielded) and node.field in TEXT_FIELDS:
            yield node.value.text
        elif isinstance(node, (Text, Quoted)):
            yield node.text


def _clause(node: Node, repairs: list[str]) -> Clause | None:
    """A demand; None for one of signs alone."""
    if isinstance(node, Without):
        refused = _clause(_exact(node.node), repairs)
        return Not(refused) if refused else None
    if isinstance(node, Either):
        either = [clause for each in node.nodes if (clause := _clause(each, repairs))]
        return _one_of(AnyOf, either)
    if isinstance(node, Fielded):
        return _fielded(node, repairs)
    return _text(node, "body")


def _exact(node: Node) -> Node:
    """What is refused is refused letter by letter: who does not want 대학생 may want 대학."""
    return Quoted(node.text) if isinstance(node, Text) and _whole(analyse(node.text), node.text) else node


def _one_of(kind: type[AnyOf] | type[AllOf], clauses: Iterable[Clause]) -> Clause | None:
    found = tuple(clauses)
    return found[0] if len(found) == 1 else kind(found) if found else None


def _text(node: Text | Quoted, field: Field) -> Clause | None:
    if isinstance(node, Text):
        return _one_of(AllOf, _words(analyse(node.text), node.text, field))
    return _phrase(node, field)


def _phrase(node: Quoted, field: Field) -> Clause | None:
    analysed = analyse(node.text)
    terms, bigrams = _with_gaps(analysed.terms), _with_gaps(analysed.bigrams)
    covered = _whole(analysed, node.text) and field != "attachment"
    if not terms and not bigrams and field != "attachment":
        bigrams = _distinct(bigram for word in _MEANINGFUL.findall(node.text) for bigram in marked_bigrams(word))
    one_run = covered and len(analysed.runs) == 1
    ways = () if one_run else terms, bigrams if covered or (not terms and field != "attachment") else ()
    orders = [ways, (ways[0][::-1], ways[1][::-1])] if node.any_order and len(terms) > 1 else [ways]
    return _one_of(AnyOf, (Phrase(node.text, *way, field, node.slop) for way in orders if any(way)))


def _with_gaps(terms: list[str]) -> tuple[str | None, ...]:
    """The terms with None for sentence ends between them."""
    inner = [None if term == SENTENCE_END else term for term in terms]
    while inner and inner[-1] is None:
        inner.pop()
    return tuple(inner)


def _whole(analysed: Analysed, text: str) -> bool:
    """Whether noun runs make up the whole text: then their bigrams are as exact as its letters."""
    return sum(end - start for start, end in analysed.runs) == sum(map(len, _MEANINGFUL.findall(text)))


def _fielded(node: Fielded, repairs: list[str]) -> Clause | None:
    if node.field in TEXT_FIELDS:
        return _text(node.value, TEXT_FIELDS[node.field])
    found = _property(node.field, node.value.text)
    if found is None:
        repairs.append(f"‘{node.name}: {node.value.text}’: {_REFUSED[node.field]} 낱말로 찾았습니다.")
        return _text(node.value, "body")
    clause, changed = found
    if changed:
        repairs.append(f"‘{node.value.text}’: 뒤가 앞보다 작아 앞뒤를 바꾸었습니다.")
    return clause


_REFUSED = {
    "district": "아는 지역 이름이 아니어서",
    "budget": "금액이나 금액의 범위가 아니어서",
    "date": "날짜나 날짜의 범위가 아니어서",
    "year": "연도나 연도의 범위가 아니어서",
}


def _property(field: str, text: str) -> tuple[Clause, bool] | None:
    """The demand of a field that is not text, with whether its ends had to change places."""
    if field == "department":
        return Containing("department", text), False
    if field == "district":
        code = districts.resolve(text)
        return (Among("district", (code,)), False) if code else None
    if field == "year":
        years = ranges.years(text)
        return (Among("year", years[0]), years[1]) if years else None
    found = ranges.amounts(text) if field == "budget" else ranges.dates(text)
    name = "budget_won" if field == "budget" else "published"
    return (Between(name, found.low, found.high), found.turned) if found else None


def _distinct(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
