"""Suspect captures, kept apart from the archive's captures until a person releases or discards them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from crawler.archive import COLUMNS, hashed, of_row, packed
from crawler.errors import DataError
from crawler.progress import Progress, Wanted
from crawler.records import Capture
from crawler.suspicion import Alarm

ACCEPTED_FOR = timedelta(days=30)  # an alarm that a person found harmless is heard again after it
KEPT = [column for column in COLUMNS if column != "sequence"]


@dataclass(frozen=True)
class Held:
    """`number` is how a person names it."""

    number: int
    put_at: datetime
    alarm: Alarm
    capture: Capture


class Quarantine:
    """What lies here is in no table that the indexer reads. A held post is not asked again until it is decided."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._archive = progress.archive

    def put(self, capture: Capture, body: bytes, alarm: Alarm) -> None:
        """Of the suspect pages of an address the last is kept."""
        made = replace(capture, sha256=hashed(body))
        values = {name: value for name, value in packed(made).items() if name in KEPT}
        names = ["put_at", "alarm", "message", *KEPT]
        with self._archive.transaction():
            self._archive.keep_body(body)
            self._archive.execute(
                f"INSERT OR REPLACE INTO quarantine ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                *(_stamp(capture.fetched_at), alarm.name, alarm.message, *(values[name] for name in KEPT)),
            )

    def park(self, capture: Capture, body: bytes, alarm: Alarm) -> None:
        """A suspect post: held, and counted as given up so that no run asks for it again."""
        with self._archive.transaction():
            self.put(capture, body, alarm)
            thing = Wanted(capture.key, capture.url, capture.source, "post", stated=capture.stated)
            self._progress.want([thing])
            self._progress.give_up(thing, f"{alarm.name}: {alarm.message}")

    def withdraw(self, capture: Capture, alarm: Alarm) -> None:
        """A stored post that turned out to be suspect later in its run."""
        with self._archive.transaction():
            self.park(capture, self._archive.body(capture.sha256), alarm)
            self._archive.forget(capture)

    def held(self, source: str | None = None) -> list[Held]:
        """Oldest first; of one source, or of all."""
        names = ", ".join(["number", "put_at", "alarm", "message", *KEPT])
        statement = f"SELECT {names} FROM quarantine WHERE ifnull(source = ?, 1) ORDER BY number"
        return [_held(row) for row in self._archive.execute(statement, source).fetchall()]

    def get(self, number: int) -> Held:
        found = next((one for one in self.held() if one.number == number), None)
        if found is None:
            raise DataError(f"the quarantine of {self._archive.path} holds no number {number}")
        return found

    def release(self, number: int, now: datetime) -> Capture:
        """Into the archive, as if it had just come; the alarm about a list is not raised again for a while."""
        held = self.get(number)
        with self._archive.transaction():
            capture = self._archive.save(held.capture, self._archive.body(held.capture.sha256))
            if capture.role == "list":
                self.accept(capture.source, held.alarm.name, now)
            self._decide(held)
        return capture

    def discard(self, number: int) -> Held:
        """Dropped; a post is fetched anew by the next run."""
        held = self.get(number)
        with self._archive.transaction():
            self._decide(held)
        return held

    def accept(self, source: str, alarm: str, now: datetime) -> None:
        with self._archive.transaction():
            statement = "INSERT OR REPLACE INTO accepted VALUES (?, ?, ?)"
            self._archive.execute(statement, source, alarm, _stamp(now))

    def accepted(self, source: str, now: datetime) -> set[str]:
        """The names of alarms that a person released."""
        statement = "SELECT alarm FROM accepted WHERE source = ? AND accepted_at > ?"
        since = _stamp(now - ACCEPTED_FOR)
        return {row[0] for row in self._archive.execute(statement, source, since).fetchall()}

    def _decide(self, held: Held) -> None:
        self._archive.execute("DELETE FROM quarantine WHERE number = ?", held.number)
        thing = held.capture
        if thing.role == "post":
            self._progress.got(Wanted(thing.key, thing.url, thing.source, "post"))


def _held(row: tuple[Any, ...]) -> Held:
    capture = of_row([*row[4:], 0], [*KEPT, "sequence"])
    return Held(row[0], datetime.fromisoformat(row[1]), Alarm(row[2], row[3]), capture)


def _stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).isoformat(timespec="seconds")
