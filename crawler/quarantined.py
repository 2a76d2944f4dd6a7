"""What a person does with suspect captures: list, show, release, discard; and with an alarm: accept."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Mapping, Sequence

from crawler import saved
from crawler.alarms import legend, table
from crawler.archive import Archive
from crawler.board import parse_list, parse_post
from crawler.dates import SEOUL
from crawler.encoding import decode
from crawler.errors import BoardError, SourceError
from crawler.progress import Progress, Wanted
from crawler.quarantine import ACCEPTED_FOR, Held, Quarantine
from crawler.readings import Readings, reading
from crawler.records import Capture, Post
from crawler.settings import Settings, data_folder
from crawler.sources import Source

SHOWN_CHARACTERS = 2000


def run(settings: Settings, known: Mapping[str, Source], what: str, names: Sequence[str]) -> int:
    data_folder(settings.data)
    now = datetime.now(timezone.utc)
    with Archive(settings.archive) as archive:
        progress = Progress(archive)
        quarantine = Quarantine(progress)
        if what == "accept":
            return _accept(quarantine, known, names, now)
        chosen = _chosen(quarantine, names)
        if what == "list":
            _list(chosen)
        elif not names:
            raise SourceError(f"quarantine {what}: name numbers of the list, or a source")
        elif what == "show":
            for one in chosen:
                _show(archive, known.get(one.capture.source), one)
        elif what == "release":
            for one in chosen:
                _released(progress, known.get(one.capture.source), quarantine.release(one.number, now))
            print(f"{len(chosen)} released")
        else:
            for one in chosen:
                quarantine.discard(one.number)
            print(f"{len(chosen)} discarded")
    return 0


def _accept(quarantine: Quarantine, known: Mapping[str, Source], names: Sequence[str], now: datetime) -> int:
    """A source and an alarm that is no fault of it."""
    if len(names) != 2 or names[0] not in known or names[1] not in table():
        raise SourceError(f"quarantine accept: name a source and one of its alarms ({', '.join(table())})")
    source, alarm = names
    quarantine.accept(source, alarm, now)
    print(f"{source}: {alarm} is not raised for {ACCEPTED_FOR.days} days")
    return 0


def _chosen(quarantine: Quarantine, names: Sequence[str]) -> list[Held]:
    everything = quarantine.held()
    chosen: dict[int, Held] = {} if names else {one.number: one for one in everything}
    for name in names:
        if name.isdecimal():
            found = [quarantine.get(int(name))]
        else:
            found = [one for one in everything if name in (one.capture.source, one.capture.source.partition(".")[0])]
        if not found:
            raise SourceError(f"the quarantine holds nothing of {name!r}")
        chosen |= {one.number: one for one in found}
    return list(chosen.values())


def _list(held: Sequence[Held]) -> None:
    for one in held:
        when = one.put_at.astimezone(SEOUL)
        print(f"{one.number:5} {when:%Y-%m-%d %H:%M} {one.capture.source} {one.alarm.name} {one.capture.url}")
        print(f"      {one.alarm.message}")
    print(*legend(one.alarm.name for one in held), sep="\n", end="\n" if held else "")
    print(f"{len(held)} in quarantine")


def _show(archive: Archive, source: Source | None, held: Held) -> None:
    """What a reader would get of it, else the start of the page itself."""
    _list([held])
    html = _html(archive, source, held.capture)
    try:
        if source is None:
            raise BoardError(f"{held.capture.source} is not declared any more")
        read = parse_list if held.capture.role == "list" else parse_post
        print(json.dumps(saved.as_json(read(source, html, held.capture.url)), ensure_ascii=False, indent=1))
    except BoardError as error:
        print(f"it cannot be read: {error}")
        print(html[:SHOWN_CHARACTERS])


def _released(progress: Progress, source: Source | None, capture: Capture) -> None:
    """The files of a released post are wanted, and it counts in the history of its source."""
    post = _post(progress.archive, source, capture)
    if source is None or post is None:
        return
    files = [file for file in post.attachments if file.url]
    progress.want(Wanted(capture.key, file.url, source.id, "file", file.name or None) for file in files)
    Readings(progress.archive).keep(source.id, reading(capture.key, None, str(capture.stated.get("title") or ""), post))


def _post(archive: Archive, source: Source | None, capture: Capture) -> Post | None:
    if source is None or capture.role != "post":
        return None
    try:
        return parse_post(source, _html(archive, source, capture), capture.url)
    except BoardError:
        return None


def _html(archive: Archive, source: Source | None, capture: Capture) -> str:
    return decode(archive.body(capture.sha256), capture.media_type, source.encoding if source else None)
