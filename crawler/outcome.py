"""How the run over one source ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.monitor import Facts
from crawler.suspicion import Alarm


@dataclass
class Outcome:
    source: str
    caveats: tuple[str, ...] = ()  # of the source
    posts: int = 0
    files: int = 0
    edits: int = 0
    replaced: int = 0  # files that came anew under their address
    gone: int = 0
    failures: list[str] = field(default_factory=list)  # posts and files that did not come; tried again next time
    error: str | None = None  # what stopped the source
    paused: str | None = None  # outside its hours: nothing is wrong, the next run goes on
    notes: list[str] = field(default_factory=list)  # what was asked for and cannot be had
    alarms: list[Alarm] = field(default_factory=list)  # of each name one
    facts: Facts = field(default_factory=Facts)

    @property
    def went_well(self) -> bool:
        return not self.error and not self.failures and not self.alarms

    def alarm(self, alarm: Alarm) -> None:
        if alarm.name not in {one.name for one in self.alarms}:
            self.alarms.append(alarm)

    def counts(self) -> dict[str, int]:
        own = {name: getattr(self, name) for name in ("posts", "files", "edits", "replaced", "gone")}
        facts = {name: getattr(self.facts, name) for name in ("requests", "pages", "rows", "dated", "revisits")}
        return {**own, "failures": len(self.failures), **facts}
