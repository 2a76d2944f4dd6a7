"""What a text names in a fixed form: laws, competitions for state money, sums, claims to be the first."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, Iterator

from indexer.enrich.counts import counts
from indexer.money import parse_won

READ_CHARACTERS = 20_000  # of a plan the beginning
MOST = 20  # of each sort
SENTENCE_CHARACTERS = 240

_LAW = re.compile(r"[「『‘“'\"<]([^」』’”'\">\n]{2,40}(?:법|법률|조례|규칙|시행령))(?:\([^)]*\))?[」』’”'\">]")
_LAW_ENDS = re.compile(r"(?:특별|기본|진흥|촉진|지원|관리|보호|보장|자치)법(?![가-힣]{2})")
_LAW_BEFORE = re.compile(r"[가-힣]{2,16}$")
_CALL = re.compile(r"[‘“「『]([^’”」』'\n]{2,40})[’”」』']\s?(?:[가-힣]{1,4}\s)?(?:사업\s?)?공모(?!전)")
_SUM = re.compile(r"\d[\d,.]*\s?[조억만천백]{0,2}(?:\s?\d[\d,.]*\s?[조억만천백]{1,2})*\s?(?:여\s?)?원(?![칙색형리론장자인])")
_CLAIM = re.compile(r"최초|유일|처음으로")
_SCOPE = re.compile(
    r"(?P<scope>(?:전국|국내|세계|아시아|대한민국|[가-힣·]{2,8}(?=\s(?:시·?군|자치구|지역|지자체|기초)))?\s?"
    r"(?:시·?군|자치구|(?:기초|광역)?\s?(?:지자체|자치단체)|지방자치단체|도내|시내|지역)?)(?:\s?가운데|\s?중|에서)?\s?$"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")


def facts(text: str) -> dict[str, Any]:
    """Laws, calls by name; amounts (printed, won); claims (scope, claim, sentence); counts (what, number, printed).

    A sort without any is left out.
    """
    read = text[:READ_CHARACTERS]
    found: dict[str, list[Any]] = {
        "laws": list(dict.fromkeys(_laws(read))),
        "calls": list(dict.fromkeys(match[1].strip() for match in _CALL.finditer(read))) if "공모" in read else [],
        "amounts": _amounts(read),
        "claims": list(_claims(read)),
        "counts": [asdict(count) for count in counts(read)],
    }
    return {sort: values[:MOST] for sort, values in found.items() if values}


def _laws(text: str) -> Iterator[str]:
    """Those in brackets; those without, of one word."""
    for match in _LAW.finditer(text):
        yield " ".join(match[1].split())
    for end in _LAW_ENDS.finditer(text):
        name = _LAW_BEFORE.search(text, max(0, end.start() - 14), end.end())
        if name and len(name[0]) > len(end[0]) and not text[: name.start()].endswith(" 및 "):
            yield name[0]


def _amounts(text: str) -> list[dict[str, Any]]:
    printed = dict.fromkeys(" ".join(match[0].split()) for match in _SUM.finditer(text))
    return [{"printed": each, "won": won} for each in printed if (won := parse_won(each))]


def _claims(text: str) -> Iterator[dict[str, str]]:
    """Only those that say among whom; one a sentence."""
    read_to = 0
    for claim in _CLAIM.finditer(text):
        scope = _SCOPE.search(text, max(0, claim.start() - 24), claim.start())
        if claim.start() >= read_to and scope and scope["scope"].strip():
            sentence, read_to = _sentence(text, claim.start())
            yield {"scope": scope["scope"].strip(), "claim": claim[0], "sentence": sentence[:SENTENCE_CHARACTERS]}


def _sentence(text: str, at: int) -> tuple[str, int]:
    """The sentence around a place, spaces made single, with where it ends."""
    before = max((end.end() for end in _SENTENCE_END.finditer(text, max(0, at - SENTENCE_CHARACTERS), at)), default=0)
    after = _SENTENCE_END.search(text, at)
    end = after.end() if after else len(text)
    return " ".join(text[before or max(0, at - SENTENCE_CHARACTERS) : end].split()), end
