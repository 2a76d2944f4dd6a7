"""How often one client may ask: 429 with Retry-After beyond that, never for clients on this machine."""

from __future__ import annotations

import ipaddress
import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Callable, Mapping

from flask import Flask, Response, request
from werkzeug.exceptions import TooManyRequests

CLIENTS = 10_000  # remembered by a process; of more the one that has not asked for longest is forgotten
A_MINUTE = 300  # for each process, by default
FREE = ("/static/", "/health", "/ready", "/metrics")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass
class Limits:
    """A bucket of requests for each client, which fills again evenly over a minute."""

    a_minute: int = A_MINUTE
    trusted: tuple[Network, ...] = ()  # proxies, whose X-Forwarded-For is believed
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_seconds(self, client: str) -> float:
        """0 when the client may ask now, and has; else how long until it may."""
        with self._lock:
            now = self.clock()
            left, at = self._left.pop(client, (float(self.a_minute), now))
            left = min(float(self.a_minute), left + (now - at) * self.a_minute / 60)
            allowed = left >= 1
            self._left[client] = (left - allowed, now)
            if len(self._left) > CLIENTS:
                self._left.popitem(last=False)
            return 0.0 if allowed else (1 - left) * 60 / self.a_minute

    def client(self, peer: str, forwarded: str) -> str:
        """Who asks: the peer, or the last address that a trusted proxy was told and that is no such proxy itself."""
        for address in [peer, *(each.strip() for each in reversed(forwarded.split(",")))]:
            known = _address(address)
            if known is None:
                return peer
            if not any(known in network for network in self.trusted):
                return str(known)
        return peer


def from_environment(environment: Mapping[str, str] = os.environ) -> Limits:
    """JACHI_REQUESTS_A_MINUTE (0: without a limit), JACHI_TRUSTED_PROXIES (networks, separated by commas)."""
    a_minute = int(environment.get("JACHI_REQUESTS_A_MINUTE") or A_MINUTE)
    trusted = (each.strip() for each in environment.get("JACHI_TRUSTED_PROXIES", "").split(","))
    return Limits(a_minute, tuple(ipaddress.ip_network(each) for each in trusted if each))


def register(app: Flask, limits: Limits) -> None:
    def check() -> Response | None:
        client = limits.client(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""))
        known = _address(client)
        if not limits.a_minute or request.path.startswith(FREE) or (known and known.is_loopback):
            return None
        if seconds := limits.wait_seconds(client):
            raise TooManyRequests(retry_after=int(seconds) + 1)
        return None

    app.before_request(check)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
