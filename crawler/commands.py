"""What each command does."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Mapping, Sequence

from crawler import report, saved, sources
from crawler import status as status_of
from crawler.archive import Archive
from crawler.crawl import crawl
from crawler.dates import SEOUL
from crawler.encoding import decode
from crawler.errors import DataError, SourceError
from crawler.fetch import Fetcher, client
from crawler.hosts import hosts
from crawler.layouts import BASE
from crawler.outcome import Outcome
from crawler.partition import Part, alone, host, of_part
from crawler.progress import Progress
from crawler.settings import Hours, Settings, data_folder, is_open
from crawler.sources import Source
from crawler.standing import Standings


def sources_of(folder: Path | None, site_base: str | None = None) -> dict[str, Source]:
    """Of the folder; by default the real districts, where there are any."""
    if folder is None and not sources.DISTRICTS.is_dir():
        return {}
    return sources.load(*([folder] if folder else []), site_base=site_base)


def chosen(known: Mapping[str, Source], names: Sequence[str]) -> list[Source]:
    """Ids, or the part before the dot for all boards of a government; all when none is named."""
    found: list[Source] = []
    for name in names:
        matching = [source for id, source in known.items() if name in (id, id.partition(".")[0])]
        if not matching:
            raise SourceError(f"there is no source {name!r} (known: {', '.join(sorted(known)[:8]) or 'none'} …)")
        found += matching
    return found if names else list(known.values())


def run(
    settings: Settings,
    boards: list[Source],
    due: bool,
    since: date | None,
    until: date | None,
    part: Part | None,
    minutes: int | None,
) -> int:
    """One line a source while it runs, a report in the data folder, one line of counts at the end.

    What is not done after so many `minutes` is left to the next run, so that one long board holds up no others.
    """
    if not boards:
        raise SourceError("there are no sources to crawl: name a folder with --sources")
    if since and until and since > until:
        raise SourceError(f"--since {since} is after --until {until}")
    boards = of_part(boards, part) if part else boards
    data_folder(settings.data, create=True)
    started = _now()
    with alone(settings.data, map(host, boards)), Archive(settings.archive) as archive:
        boards = _due(archive, boards, settings.hours) if due else boards
        ends_at = started + timedelta(minutes=minutes) if minutes else None
        outcomes = asyncio.run(_crawl(settings, boards, archive, (since, until), ends_at))
    made = report.document(outcomes, started, _now())
    written = report.write(settings.data / "reports", made, part) if outcomes else None
    total = {name: made["total"].get(name, 0) for name in Outcome("").counts()}
    bad = sum(not outcome.went_well for outcome in outcomes)
    for outcome in outcomes:
        _print_errors(outcome)
    if bad and written:
        print(f"report: {written}", file=sys.stderr)
    paused = sum(outcome.paused is not None for outcome in outcomes)
    print(
        f"{len(outcomes)} sources, {total['posts']} new posts, {total['files']} files, {total['edits']} edits, "
        f"{total['failures']} failed, {bad} sources with errors" + (f", {paused} paused" if paused else "")
    )
    return 1 if bad else 0


def status(settings: Settings, known: Mapping[str, Source], as_json: bool, everywhere: bool) -> int:
    """A line a government, then what needs a person; `everywhere`: all governments should have sources."""
    if settings.data.exists() or not known:
        data_folder(settings.data)
        with Archive(settings.archive) as archive:
            held = status_of.held(archive)
            samples = {id: one for id, one in _samples(everywhere).items() if id in held}
            found = status_of.records(archive, {**samples, **known}, _now())
    else:
        print(f"there is no data folder {settings.data} yet: nothing was crawled", file=sys.stderr)
        found = status_of.records(None, known, _now())
    if as_json:
        for one in found:
            print(json.dumps(one, ensure_ascii=False))
    else:
        print(status_of.text(found, everywhere))
    return 0


def parse(file: Path, url: str, source: str | None, folder: Path | None, now: datetime) -> int:
    """JSON of a saved page; a guess is said on stderr."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise DataError(f"{file}: {error.strerror}") from None
    known = sources.load(folder) if folder else sources.everything()
    chosen_source = chosen(known, [source])[0] if source else None
    html = decode(body, None, chosen_source.encoding if chosen_source else None)
    reading = saved.read(html, url, chosen_source, now.astimezone(SEOUL).date(), str(file))
    if reading.family == BASE:
        print(f"{file}: no family fits, the layout is guessed", file=sys.stderr)
    print(json.dumps(saved.as_json(reading.found), ensure_ascii=False))
    return 0


def sample(host: str, port: int) -> int:
    from crawler.sample.server import serve  # here: nothing else needs the sample sites

    serve(host, port, lambda: print(f"sample sites on http://{host}:{port}/", file=sys.stderr, flush=True))
    return 0


def _samples(wanted: bool) -> dict[str, Source]:
    return sources.load(sources.SAMPLES) if wanted and sources.SAMPLES.is_dir() else {}


def _print_errors(outcome: Outcome) -> None:
    for alarm in outcome.alarms:
        print(f"suspect: {outcome.source}: {alarm.name}: {alarm.message}", file=sys.stderr)
    for failure in [*outcome.failures, *([outcome.error] if outcome.error else [])]:
        print(f"error: {failure}", file=sys.stderr)


async def _crawl(
    settings: Settings,
    boards: list[Source],
    archive: Archive,
    span: tuple[date | None, date | None],
    ends_at: datetime | None,
) -> list[Outcome]:
    async with client(settings) as connection:
        fetcher = Fetcher(connection, settings, standings=Standings(archive), ends_at=ends_at)
        return await crawl(boards, fetcher, archive, *span, _now, lambda line: print(line, file=sys.stderr))


def _due(archive: Archive, boards: list[Source], hours: Hours | None) -> list[Source]:
    """Those that waited longest first: of a host with much to do each board has its turn."""
    due = [source for source in boards if _is_due(archive, source, hours)]
    runs = {source.id: Progress(archive).run(source.id) for source in due}
    return sorted(due, key=lambda source: last.started_at.timestamp() if (last := runs[source.id]) else 0.0)


def _is_due(archive: Archive, source: Source, hours: Hours | None) -> bool:
    rules = hosts().rules(host(source).partition(":")[0])
    if rules.suspended or not (is_open(hours, _now()) and is_open(rules.hours, _now())):
        return False
    if Standings(archive).suspended(host(source), _now()):
        return False
    last = Progress(archive).run(source.id)
    return last is None or last.ended_at is None or _now() - last.started_at >= source.every - timedelta(minutes=1)


def _now() -> datetime:
    return datetime.now(timezone.utc)
