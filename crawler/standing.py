"""How we stand with each host: what its robots.txt says, whether it refused us, until when it is left alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from crawler.archive import Archive
from crawler.dates import CLOCK_SKEW

FRESH = timedelta(hours=24)  # a robots.txt is read again after it (RFC 9309, 2.4)
PAUSES = tuple(map(timedelta, (0.25, 1, 3, 7, 14, 30)))  # days after the first, second … refusal in a row


@dataclass(frozen=True)
class Standing:
    host: str
    robots_at: datetime | None = None
    robots_status: int | None = None
    robots: str = ""
    refusals: int = 0  # in a row
    until: datetime | None = None  # not asked before
    reason: str | None = None


class Standings:
    """Kept in the archive; without one only as long as the process."""

    def __init__(self, archive: Archive | None = None) -> None:
        self._archive = archive
        self._known: dict[str, Standing] = {}

    def of(self, host: str) -> Standing:
        if host not in self._known:
            self._known[host] = self._stored(host) or Standing(host)
        return self._known[host]

    def read_robots(self, host: str, now: datetime, status: int, text: str) -> None:
        self._keep(replace(self.of(host), robots_at=now, robots_status=status, robots=text))

    def fresh_robots(self, host: str, now: datetime) -> str | None:
        """The text as read within a day; None: to be asked."""
        known = self.of(host)
        fresh = known.robots_at and timedelta(0) <= now - known.robots_at < FRESH
        return known.robots if fresh else None

    def refused(self, host: str, now: datetime, reason: str) -> datetime:
        """Leaves the host alone, after each refusal in a row for longer."""
        count = self.of(host).refusals + 1
        until = now + PAUSES[min(count, len(PAUSES)) - 1]
        self._keep(replace(self.of(host), refusals=count, until=until, reason=reason))
        return until

    def asked_to_wait(self, host: str, until: datetime, reason: str) -> None:
        self._keep(replace(self.of(host), until=until, reason=reason))

    def answered(self, host: str) -> None:
        if self.of(host).refusals or self.of(host).until:
            self._keep(replace(self.of(host), refusals=0, until=None, reason=None))

    def suspended(self, host: str, now: datetime) -> Standing | None:
        """Never for longer than the longest pause: the clock may have been set back."""
        known = self.of(host)
        return known if known.until and now < known.until <= now + PAUSES[-1] + CLOCK_SKEW else None

    def _keep(self, made: Standing) -> None:
        self._known[made.host] = made
        if self._archive is None:
            return
        with self._archive.transaction():
            self._archive.execute(
                "INSERT OR REPLACE INTO hosts VALUES (?, ?, ?, ?, ?, ?, ?)",
                *(_stamp(value) if isinstance(value, datetime) else value for value in vars(made).values()),
            )

    def _stored(self, host: str) -> Standing | None:
        if self._archive is None:
            return None
        row = self._archive.execute("SELECT * FROM hosts WHERE host = ?", host).fetchone()
        if row is None:
            return None
        return Standing(row[0], _when(row[1]), row[2], row[3], row[4], _when(row[5]), row[6])


def _stamp(when: datetime) -> str:
    return when.astimezone(timezone.utc).isoformat(timespec="seconds")


def _when(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
