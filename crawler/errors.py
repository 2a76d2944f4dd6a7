"""What can go wrong while crawling.

CrawlerError            every message names the file, source or address
├── SettingsError       an environment variable cannot be read
├── DataError           no data folder, one of another version, or a second writer
├── SourceError         a source file says something we do not know
├── FetchError          an address did not give what was asked
│   ├── Disallowed      robots.txt forbids it
│   ├── Forbidden       the address is not public, or not one that a crawler asks
│   ├── Refused         the server answers 401, 403 or 451
│   ├── Suspended       the host refused us or asked us to wait: it is not asked before a stated time
│   ├── Closed          outside the hours in which the host is asked, or after the end of the run
│   ├── Gone            404 or 410
│   ├── TooLarge        the body is over the limit
│   └── Unreachable     timeouts, connection errors, 429 or 5xx after all tries
└── BoardError          a page came, but not the page we asked for
    ├── NoRows          a list without posts (`stated`: the page itself says that it is empty)
    ├── EmptyBody       a post without text or attachments
    ├── AlertPage       an error or challenge page with status 200
    └── Suspect         a monitor doubts it (`alarm` says why); it is in quarantine
"""

from __future__ import annotations

from dataclasses import dataclass


class CrawlerError(Exception):
    pass


class SettingsError(CrawlerError):
    pass


class DataError(CrawlerError):
    pass


class SourceError(CrawlerError):
    pass


class FetchError(CrawlerError):
    pass


class Disallowed(FetchError):
    pass


class Forbidden(FetchError):
    pass


class Refused(FetchError):
    pass


class Suspended(FetchError):
    pass


class Closed(FetchError):
    pass


class Gone(FetchError):
    pass


class TooLarge(FetchError):
    pass


class Unreachable(FetchError):
    pass


class BoardError(CrawlerError):
    pass


class NoRows(BoardError):
    def __init__(self, message: str, stated: bool = False) -> None:
        super().__init__(message)
        self.stated = stated


class EmptyBody(BoardError):
    pass


class AlertPage(BoardError):
    pass


@dataclass(frozen=True)
class Alarm:
    """`name` is one of a fixed set (crawler/suspicion.py, monitor.py); `message` says what was seen."""

    name: str
    message: str


class Suspect(BoardError):
    def __init__(self, message: str, alarm: Alarm) -> None:
        super().__init__(message)
        self.alarm = alarm
