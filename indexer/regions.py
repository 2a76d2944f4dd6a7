"""Districts that a question names: offered as filters, never made filters behind one's back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.engines import Engine
from indexer.enrich import districts
from indexer.query import Query
from indexer.question import understand

MOST_WORDS = 8
PARTICLES = ("에서는", "에서", "에는", "에도", "에게", "으로", "의", "에", "은", "는", "이", "가", "을", "를", "도", "로")


@dataclass(frozen=True)
class Region:
    """A district named in a query, the query without it, how many documents the district then has of it."""

    code: str
    label: str
    named: str
    text: str
    count: int


def offers(engine: Engine, query: Query) -> tuple[Region, ...]:
    """마포구 청년 월세 → 지역 마포구, 청년 월세. None for a query already filtered by that district."""
    words = query.text.split()
    if len(words) > MOST_WORDS or query.required or len(words) < 2:
        return ()
    chosen = set(query.filters.get("district", ()))
    found: list[Region] = []
    read: set[int] = set()
    for at, size in ((at, size) for size in (2, 1) for at in range(len(words) - size + 1)):
        code = None if at in read else _code(words[at : at + size])
        if code and code not in chosen:
            read.update(range(at, at + size))
            rest = " ".join([*words[:at], *words[at + size :]])
            region = Region(code, districts.label(code), " ".join(words[at : at + size]), rest, 0)
            found.append(replace(region, count=_count(engine, query, region)))
    return tuple(region for region in found if region.count and region.text)


def _code(words: list[str]) -> str | None:
    name = "".join(words)
    return districts.resolve(name) or next(
        (
            code
            for particle in PARTICLES
            if name.endswith(particle) and len(name) > len(particle) + 1
            if (code := districts.resolve(name.removesuffix(particle)))
        ),
        None,
    )


def _count(engine: Engine, query: Query, region: Region) -> int:
    filters = {**query.filters, "district": (region.code,)}
    asked = replace(query, text=region.text, filters=filters, size=0, offset=0, facets=())
    return engine.search(understand(asked)).total
