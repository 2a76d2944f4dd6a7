"""Any number of entries out of the analysed sentences of real text, made without Kiwi."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Iterator, Sequence

import mappings
from indexer import token_map
from indexer.analyze import SENTENCE_END, Analysed, analyse, clean, marked_bigrams
from indexer.records import Entry

SENTENCES = 12  # of an entry: about 250 terms
RARE_WORDS = 20_000  # every entry holds one of so many, as names and numbers do in real text
FIRST_DAY, DAYS = date(2015, 1, 1), 4_000


@dataclass(frozen=True)
class Sentence:
    text: str
    tokens: Analysed


def sentences(texts: Sequence[str]) -> list[Sentence]:
    """The sentences of texts with their tokens."""
    parts = (part.strip() + "." for text in texts for part in clean(text).replace("\n", ". ").split(". "))
    return [Sentence(part, analyse(part)) for part in parts if len(part) > 20]


def entries(stock: Sequence[Sentence], count: int, seed: int = 1) -> Iterator[Entry]:
    """Entries in the form of mappings/documents.json, the same for the same seed."""
    chance = random.Random(seed)
    districts = [row["code"] for row in mappings.table("districts")]
    themes = [row["theme_id"] for row in mappings.table("themes")]
    for number in range(count):
        chosen = chance.choices(stock, k=SENTENCES)
        yield _entry(number, chosen, chance, districts, themes)


def rare_word(number: int) -> str:
    """A word of four syllables that Kiwi leaves whole or cuts the same way everywhere."""
    return "".join(chr(0xAC00 + (number * step) % 11_172) for step in (1, 7, 31, 101))


def _entry(
    number: int, chosen: Sequence[Sentence], chance: random.Random, districts: Sequence[str], themes: Sequence[str]
) -> Entry:
    rare = rare_word(chance.randrange(RARE_WORDS))
    terms, bigrams = [rare, SENTENCE_END], list(marked_bigrams(rare))
    starts, ends, at = [0, len(rare)], [len(rare), len(rare)], len(rare) + 1
    for sentence in chosen:
        terms += sentence.tokens.terms
        bigrams += sentence.tokens.bigrams
        starts += [at + start for start in sentence.tokens.starts]
        ends += [at + end for end in sentence.tokens.ends]
        at += len(sentence.text) + 1
    title = chosen[0]
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    district = chance.choice(districts)
    return {
        "id": f"bench:{number}",
        "kind": chance.choice(("press", "press", "press", "plan", "notice", "newsletter")),
        "district": [district],
        "year": str(day.year),
        "theme": chance.sample(themes, chance.randrange(1, 4)),
        "department": "기획예산과",
        "source": "bench",
        "published": day.isoformat(),
        "body_terms": " ".join(terms + title.tokens.terms),
        "body_bigrams": " ".join(bigrams + title.tokens.bigrams),
        "body_map": token_map.pack(starts, ends),
        "title_terms": " ".join(title.tokens.terms),
        "title_bigrams": " ".join(title.tokens.bigrams),
        "title_map": token_map.pack(title.tokens.starts, title.tokens.ends),
        "title": title.text,
        "text": " ".join([rare, *(sentence.text for sentence in chosen)]),
        "versions": 1,
        "evidence": {},
        "attachments": [],
        "tables": [],
    }
