"""An event loop whose time passes only when nothing is left to do: a day of waiting takes no time."""

from __future__ import annotations

import asyncio
import selectors
from typing import Any


class _Selector(selectors.DefaultSelector):
    """Instead of waiting for a timer it moves the clock."""

    ahead_seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, Any]]:
        if timeout is not None and timeout > 0:
            self.ahead_seconds += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """For code that only sleeps: real sockets would never be waited for."""

    def __init__(self) -> None:
        self.selector = _Selector()
        super().__init__(self.selector)

    def time(self) -> float:
        return self.selector.ahead_seconds
