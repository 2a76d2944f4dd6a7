"""What a person asks for, in the index's own terms."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Iterable, Iterator, Sequence

import mappings
from indexer import ranges, synonyms
from indexer.analyze import SENTENCE_END, Analysed, analyse, clean, marked_bigrams, parts
from indexer.enrich import districts
from indexer.query import AllOf, Among, AnyOf, Between, Clause, Containing, Field, Not, Phrase, Query, Synonym, Word
from indexer.syntax import Both, Either, Fielded, Node, Quoted, Text, Without, parse

# A word of more content terms was written without its spaces: each term is a word (names: nDCG@10 .944 → .970).
WORDS_OF_A_LONG_RUN = 2
MOST_WORDS = 64  # of a pasted text that are asked for
PARTICLES = "을를은는이가의에도로와과"  # of one syllable, that Kiwi takes for the end of a short word: 사기를
Place = tuple[int, int]
Token = tuple[str, int, int]  # term, start, end
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
        words=tuple(_words(analysed, parsed.free, lay=lay) or _literal(parsed.free))[:MOST_WORDS],
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
    analysed: Analysed, text: str, field: Field = "body", lay: Sequence[tuple[Place, Synonym]] = ()
) -> dict[Word, None]:
    placed = [(word, place) for match in _WORD.finditer(text) for word, place in _words_at(analysed, match)]
    found = synonyms.attached(placed, lay) if lay else [word for word, _ in placed]
    if field == "body":
        return dict.fromkeys(found)
    if field == "title":
        return dict.fromkeys(replace(word, field=field, also=()) for word in found)
    return dict.fromkeys(replace(word, field=field, bigrams=(), also=()) for word in found if word.terms)


def _literal(text: str) -> dict[Word, None]:
    """The words of a text that asks for nothing by its morphemes, letter by letter: 보고, read as a verb."""
    found = ((word, marked_bigrams(word)) for word in _MEANINGFUL.findall(text))
    return dict.fromkeys(Word(word, (), bigrams) for word, bigrams in found if bigrams)


def _words_at(analysed: Analysed, match: re.Match[str]) -> list[tuple[Word, Place]]:
    """The words of one piece of text between spaces with their places: usually one, none for light words or signs."""
    start, end = match.span()
    placed = zip(analysed.terms, analysed.starts, analysed.ends)
    inside = [token for token in placed if start <= token[1] < end and token[0] != SENTENCE_END]
    tokens = [token for token in inside if token[0] not in _light()]
    if len({term for term, _, _ in tokens}) > WORDS_OF_A_LONG_RUN:
        return _cut(tokens, match.string)
    if inside and not tokens and not _one_noun(analysed, match, inside):
        return []
    place = (inside[0][1], inside[-1][2]) if inside else (start, end)
    letters = _letters(analysed, match, match.string[slice(*place)] if inside else "")
    bigrams = _distinct(bigram for run in letters for bigram in marked_bigrams(run))
    other = tuple(_otherwise(match.group(), tokens, match.string))
    word = Word(match.group(), _distinct(term for term, _, _ in tokens), bigrams, also=other)
    return [(word, place)] if tokens or bigrams else []


def _one_noun(analysed: Analysed, match: re.Match[str], inside: Sequence[Token]) -> bool:
    """Whether light syllables are one noun together: 이 and 주 of 이주."""
    start, end = inside[0][1], max(token[2] for token in inside)
    return len(inside) > 1 and match.span() == (start, end) and (start, end) in analysed.runs


def _letters(analysed: Analysed, match: re.Match[str], covered: str) -> list[str]:
    """What a word's bigrams are made of: its noun runs, else what its terms cover (돌봄의, read as a verb), else all."""
    start, end = match.span()
    runs = [match.string[max(start, a) : min(end, b)] for a, b in analysed.runs if a < end and b > start]
    return runs or ([covered] if len(covered) > 1 else _MEANINGFUL.findall(match.group()))


def _cut(tokens: Sequence[Token], text: str) -> list[tuple[Word, Place]]:
    """The words of a long run: 공익직불금 is 공익 with 직불금, however small Kiwi cut it."""
    found = []
    for group in _groups(tokens):
        place = (group[0][1], group[-1][2])
        raw = text[place[0] : place[1]]
        found.append((Word(raw, _distinct(term for term, _, _ in group), marked_bigrams(raw)), place))
    return found


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """Single syllables side by side are one word; one alone belongs to the word before, at the beginning behind."""
    groups: list[list[Token]] = []
    for token in tokens:
        before = groups[-1] if groups and groups[-1][-1][2] == token[1] else None
        if before and len(token[0]) == 1 and len(before[-1][0]) == 1:
            before.append(token)
        else:
            groups.append([token])
    for at in range(len(groups) - 1, 0, -1):
        if len(groups[at]) == 1 and len(groups[at][0][0]) == 1 and groups[at - 1][-1][2] == groups[at][0][1]:
            groups[at - 1].extend(groups.pop(at))
    if len(groups) > 1 and len(groups[0]) == 1 and len(groups[0][0][0]) == 1 and groups[0][0][2] == groups[1][0][1]:
        groups[1].insert(0, groups.pop(0)[0])
    return groups


def _otherwise(raw: str, tokens: Sequence[Token], text: str) -> Iterator[Word]:
    """Other cuts of a word, since Kiwi cuts the same letters differently in another sentence."""
    split = [parts(term) or (term,) for term, _, _ in tokens]
    if any(len(each) > 1 for each in split):
        yield Word(raw, _distinct(part for each in split for part in each), ())
    for term in (term for term, _, _ in tokens if 3 < len(term) < 7 and not parts(term)):
        for at in range(2, len(term) - 1):  # in two parts that Kiwi does not know
            letters = [term[:at], term[at:], *(other for other, _, _ in tokens if other != term)]
            yield Word(raw, (), _distinct(bigram for each in letters for bigram in marked_bigrams(each)))
    if len(tokens) > 1 and any(len(term) == 1 for term, _, _ in tokens):
        letters = [text[group[0][1] : group[-1][2]] for group in _groups(tokens)]
        yield Word(raw, (), _distinct(bigram for each in letters for bigram in marked_bigrams(each)))
    in_syllables = len(raw) > 1 and all(len(term) == 1 for term, _, _ in tokens)
    if in_syllables:
        yield Word(raw, (), marked_bigrams(raw))
    swallowed = tokens and raw.endswith(tokens[-1][0]) and (len(raw) > 4 or (len(tokens) == 1 and len(raw) == 4))
    if (swallowed or (in_syllables and len(raw) > 2)) and raw[-1] in PARTICLES:  # 나빌레라의 is read as one noun
        yield Word(raw, (), marked_bigrams(raw[:-1]))


def _named(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts of demands that rank: what is excluded or filtered says nothing about the order."""
    for node in nodes:
        if isinstance(node, (Either, Both)):
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
    if isinstance(node, Both):
        return _one_of(AllOf, [clause for each in node.nodes if (clause := _clause(each, repairs))])
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
