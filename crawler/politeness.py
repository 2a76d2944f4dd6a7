"""When a host may be asked: robots.txt, one request at a time, a delay between two."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

from protego import Protego

LONGEST_DELAY_SECONDS = 60.0  # a robots.txt that asks for more is read as this


@dataclass(frozen=True)
class Decision:
    """What a robots.txt says of one address."""

    allows: bool
    delay_seconds: float


def decision(robots: str, url: str, user_agent: str) -> Decision:
    rules = Protego.parse(robots)
    return Decision(bool(rules.can_fetch(url, user_agent)), _delay(rules, user_agent))


@dataclass
class Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0  # by the clock of Politeness
    rules: Protego | None = None  # None: not read yet
    delay_seconds: float = 0.0  # that its robots.txt asks for


class Politeness:
    """One object a process: it remembers every host. `clock` and `sleep` are given by tests."""

    def __init__(
        self,
        user_agent: str,
        clock: Callable[[], float] = lambda: asyncio.get_running_loop().time(),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.user_agent = user_agent
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, Host] = {}

    @asynccontextmanager
    async def turn(self, url: str, delay_seconds: float) -> AsyncIterator[None]:
        """Waits until the host may be asked again; holds it until the answer is read."""
        host = self._host(url)
        async with host.turn:
            wait_seconds = host.free_at - self._clock()
            if wait_seconds > 0:
                await self._sleep(wait_seconds)
            try:
                yield
            finally:
                host.free_at = self._clock() + max(delay_seconds, host.delay_seconds)

    def knows(self, url: str) -> bool:
        return self._host(url).rules is not None

    def learn(self, url: str, robots: str) -> None:
        """The robots.txt of the host; "" where there is none: all is allowed."""
        host = self._host(url)
        host.rules = Protego.parse(robots)
        host.delay_seconds = _delay(host.rules, self.user_agent)
        if host.delay_seconds:  # it holds from now on: robots.txt itself was a request too
            host.free_at = max(host.free_at, self._clock() + host.delay_seconds)

    def allows(self, url: str) -> bool:
        rules = self._host(url).rules
        return rules is None or bool(rules.can_fetch(url, self.user_agent))

    def _host(self, url: str) -> Host:
        return self._hosts.setdefault(urlsplit(url).netloc.lower(), Host())


def _delay(rules: Protego, user_agent: str) -> float:
    return min(float(rules.crawl_delay(user_agent) or 0), LONGEST_DELAY_SECONDS)
