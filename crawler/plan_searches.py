"""The verb find-plans: searches governments for boards of plan documents, remembers how each search ended."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime, timezone
from typing import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import mappings
from crawler.addresses import fill
from crawler.archive import Archive
from crawler.board import list_url
from crawler.dates import SEOUL
from crawler.encoding import decode
from crawler.errors import SourceError
from crawler.fetch import Fetcher, client
from crawler.find_plans import Ask, Government, Page, Search, is_due, report, search
from crawler.partition import alone, host
from crawler.settings import Settings, data_folder
from crawler.sources import Source
from crawler.standing import Standings

AT_ONCE = 16  # governments; the pace of each is that of its host


def run(settings: Settings, known: Mapping[str, Source], names: Sequence[str], now: datetime) -> int:
    """Proposals to stdout. Without names: the governments whose time to be searched has come."""
    found = governments(known)
    if not found:
        raise SourceError("there are no sources to find governments in: name a folder with --sources")
    asked = chosen(found, names)
    data_folder(settings.data, create=True)
    with Archive(settings.archive) as archive:
        due = asked if names else [one for one in asked if _is_due(archive, one, now)]
        ids = {one.id for one in due}
        with alone(settings.data, {host(source) for id, source in known.items() if id.partition(".")[0] in ids}):
            searches = asyncio.run(_search_all(settings, archive, due, known))
    states = [one.state for one in searches]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    print(f"{len(searches)} governments searched: {counts or 'none was due'}", file=sys.stderr)
    return 1 if "unreachable" in states else 0


def governments(known: Mapping[str, Source]) -> list[Government]:
    """The governments of the sources, with the pages whose menus are read first."""
    by_id: dict[str, list[Source]] = {}
    for source in known.values():
        by_id.setdefault(source.id.partition(".")[0], []).append(source)
    return [_government(id, own) for id, own in by_id.items()]


def chosen(known: Sequence[Government], names: Iterable[str]) -> list[Government]:
    """By id, code or printed name; all when none is named."""
    found: list[Government] = []
    for name in names:
        plain = name.replace(" ", "")
        matching = [one for one in known if plain in (one.id, one.code, one.name.replace(" ", ""))]
        matching = matching or [one for one in known if one.name.split()[-1] == name]
        if not matching:
            raise SourceError(f"there is no government {name!r} among the sources (an id, a code or a name)")
        found += matching
    return found or ([] if names else list(known))


def _government(id: str, own: Sequence[Source]) -> Government:
    tables = (mappings.table("districts"), mappings.table("sample_districts"))
    row = next(row for table in tables for row in table if row["code"] == own[0].district)
    first = min(own, key=lambda source: (source.hint, source.kind != "press"))
    parts = urlsplit(first.site)
    homes = [list_url(first, 1), f"{first.site}/", row["homepage"] or f"{parts.scheme}://{parts.netloc}/"]
    declared = {source.id.partition(".")[2]: _first_page(source) for source in own if source.kind == "plan"}
    names = tuple(source.id.partition(".")[2] for source in own)
    return Government(id, own[0].district, row["full_name"], tuple(dict.fromkeys(homes)), declared, names)


def _first_page(source: Source) -> str:
    """The address as menus write it, without the parameter that counts pages."""
    return fill(source.layout.list_url, {"site": source.site, "page": "", "offset": "", **source.params})


async def _search_all(
    settings: Settings, archive: Archive, due: Sequence[Government], known: Mapping[str, Source]
) -> list[Search]:
    turns = asyncio.Semaphore(AT_ONCE)
    async with client(settings) as connection:
        fetcher = Fetcher(connection, settings, standings=Standings(archive))

        async def one(government: Government) -> Search:
            own = [source for id, source in known.items() if id.partition(".")[0] == government.id]
            async with turns:
                found = await search(government, _ask(fetcher, own), _now().astimezone(SEOUL).date())
            _keep(archive, found)
            print(report(found, _now().astimezone(SEOUL).date()), flush=True)
            return found

        return list(await asyncio.gather(*(one(government) for government in due)))


def _ask(fetcher: Fetcher, own: Sequence[Source]) -> Ask:
    delay = max((source.delay_seconds for source in own if source.delay_seconds is not None), default=None)

    async def ask(url: str, form: str) -> Page:
        answer = await fetcher.get(url, delay, home=own[0].site, form=form)
        return Page(answer.url, decode(answer.body, answer.content_type, own[0].encoding))

    return ask


def _is_due(archive: Archive, government: Government, now: datetime) -> bool:
    statement = "SELECT state, year, searched_at FROM plan_searches WHERE government = ?"
    row = archive.execute(statement, government.id).fetchone()
    state, year, searched_at = row or (None, None, None)
    at = datetime.fromisoformat(searched_at) if searched_at else None
    return is_due(state, year, at, now, now.astimezone(SEOUL).date())


def _keep(archive: Archive, found: Search) -> None:
    seen = json.dumps([one.url for one in found.looks], ensure_ascii=False)
    statement = "INSERT OR REPLACE INTO plan_searches VALUES (?, ?, ?, ?, ?)"
    archive.execute(statement, found.government.id, _now().isoformat(), found.year, found.state, seen)


def _now() -> datetime:
    return datetime.now(timezone.utc)
