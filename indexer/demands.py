"""What a question demands beside its free words, as clauses of the engines' query."""

from __future__ import annotations

from typing import Iterable, Iterator

from indexer import ranges
from indexer.analyze import SENTENCE_END, Analysed, analyse, marked_bigrams
from indexer.enrich import districts
from indexer.nodes import Both, Either, Fielded, Node, Quoted, Text, Without
from indexer.query import AllOf, Among, AnyOf, Between, Clause, Containing, Field, Not, Phrase
from indexer.words import distinct, meaningful, words

TEXT_FIELDS: dict[str, Field] = {"title": "title", "attachment": "attachment"}


def clause(node: Node, repairs: list[str]) -> Clause | None:
    """A demand; None for one of signs alone."""
    if isinstance(node, Without):
        refused = clause(_exact(node.node), repairs)
        return Not(refused) if refused else None
    if isinstance(node, Both):
        return _one_of(AllOf, [found for each in node.nodes if (found := clause(each, repairs))])
    if isinstance(node, Either):
        either = [found for each in node.nodes if (found := clause(each, repairs))]
        return _one_of(AnyOf, either)
    if isinstance(node, Fielded):
        return _fielded(node, repairs)
    return _text(node, "body")


def named(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts of demands that rank: what is excluded or filtered says nothing about the order."""
    for node in nodes:
        if isinstance(node, (Either, Both)):
            yield from named(node.nodes)
        elif isinstance(node, Fielded) and node.field in TEXT_FIELDS:
            yield node.value.text
        elif isinstance(node, (Text, Quoted)):
            yield node.text


def _exact(node: Node) -> Node:
    """What is refused is refused letter by letter: who does not want 대학생 may want 대학."""
    return Quoted(node.text) if isinstance(node, Text) and _whole(analyse(node.text), node.text) else node


def _one_of(kind: type[AnyOf] | type[AllOf], clauses: Iterable[Clause]) -> Clause | None:
    found = tuple(clauses)
    return found[0] if len(found) == 1 else kind(found) if found else None


def _text(node: Text | Quoted, field: Field) -> Clause | None:
    if isinstance(node, Text):
        return _one_of(AllOf, words(analyse(node.text), node.text, field))
    return _phrase(node, field)


def _phrase(node: Quoted, field: Field) -> Clause | None:
    analysed = analyse(node.text)
    terms, bigrams = _with_gaps(analysed.terms), _with_gaps(analysed.bigrams)
    covered = _whole(analysed, node.text) and field != "attachment"
    if not terms and not bigrams and field != "attachment":
        bigrams = distinct(bigram for word in meaningful(node.text) for bigram in marked_bigrams(word))
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
    return sum(end - start for start, end in analysed.runs) == sum(map(len, meaningful(text)))


def _fielded(node: Fielded, repairs: list[str]) -> Clause | None:
    if node.field in TEXT_FIELDS:
        return _text(node.value, TEXT_FIELDS[node.field])
    found = _property(node.field, node.value.text)
    if found is None:
        repairs.append(f"‘{node.name}: {node.value.text}’: {_REFUSED[node.field]} 낱말로 찾았습니다.")
        return _text(node.value, "body")
    demand, changed = found
    if changed:
        repairs.append(f"‘{node.value.text}’: 뒤가 앞보다 작아 앞뒤를 바꾸었습니다.")
    return demand


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
