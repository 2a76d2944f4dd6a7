"""What the smaller commands do."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Mapping, Sequence

from crawler import glance, saved, sources
from crawler import status as status_of
from crawler.archive import Archive
from crawler.dates import SEOUL
from crawler.encoding import decode
from crawler.errors import DataError, SourceError
from crawler.layouts import BASE
from crawler.settings import Settings, data_folder
from crawler.sources import Source


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


def status(settings: Settings, known: Mapping[str, Source], now: datetime, as_json: bool, everywhere: bool) -> int:
    """A line a government, then what needs a person; `everywhere`: all governments should have sources."""
    if settings.data.exists() or not known:
        data_folder(settings.data)
        with Archive(settings.archive) as archive:
            held = status_of.held(archive)
            samples = {id: one for id, one in _samples(everywhere).items() if id in held}
            found = status_of.records(archive, {**samples, **known}, now, settings.hours)
    else:
        print(f"there is no data folder {settings.data} yet: nothing was crawled", file=sys.stderr)
        found = status_of.records(None, known, now)
    if as_json:
        for one in found:
            print(json.dumps(one, ensure_ascii=False))
    else:
        print(glance.text(found, everywhere))
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
