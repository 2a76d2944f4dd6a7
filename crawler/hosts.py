"""What single hosts need, from hosts.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, Mapping

from crawler.errors import SettingsError, SourceError
from crawler.settings import Hours, hours_of

FILE = Path(__file__).parent / "hosts.toml"
CERTIFICATES = Path(__file__).parent / "certificates"
KEYS = {"certificate", "cipher_level", "profile", "ports", "hours", "suspended", "lenient_headers", "script_cookie"}


@dataclass(frozen=True)
class HostRules:
    """The defaults are those of every host without an entry."""

    certificate: Path | None = None
    cipher_level: int = 2  # of OpenSSL
    headers: tuple[tuple[str, str], ...] = ()  # over our own; {agent} is our name with the contact
    ports: tuple[int, ...] = ()
    hours: Hours | None = None
    suspended: str | None = None
    lenient_headers: bool = False
    script_cookie: bool = False

    @property
    def strict(self) -> bool:
        return self.certificate is None and self.cipher_level == 2


STRICT = HostRules()


class Hosts:
    """Looked up by host, else by the domains above it."""

    def __init__(self, known: Mapping[str, HostRules]) -> None:
        self._known = known

    def rules(self, host: str) -> HostRules:
        parts = host.lower().split(".")
        names = (".".join(parts[start:]) for start in range(len(parts)))
        return next((self._known[name] for name in names if name in self._known), STRICT)


@cache
def hosts(file: Path = FILE) -> Hosts:
    """SourceError names file, host and key."""
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{file}: {error}") from None
    profiles = table.pop("profiles", {})
    return Hosts({name.lower(): _rules(entry, profiles, f"{file}: {name}") for name, entry in table.items()})


def _rules(entry: Any, profiles: Mapping[str, Any], where: str) -> HostRules:
    if not isinstance(entry, dict):
        raise SourceError(f"{where}: must be a table")
    if unknown := set(entry) - KEYS:
        raise SourceError(f"{where}: unknown key '{unknown.pop()}' (known: {', '.join(sorted(KEYS))})")
    certificate = CERTIFICATES / entry["certificate"] if "certificate" in entry else None
    if certificate and not certificate.is_file():
        raise SourceError(f"{where}: there is no certificate {certificate}")
    if entry.get("cipher_level", 2) not in (1, 2):
        raise SourceError(f"{where}: 'cipher_level' must be 1 or 2")
    if "profile" in entry and entry["profile"] not in profiles:
        raise SourceError(f"{where}: 'profile' is not in the table profiles: {entry['profile']}")
    ports = entry.get("ports", [])
    if not isinstance(ports, list) or not all(isinstance(port, int) and 0 < port < 65536 for port in ports):
        raise SourceError(f"{where}: 'ports' must be a list of port numbers")
    return HostRules(
        certificate=certificate,
        cipher_level=entry.get("cipher_level", 2),
        headers=tuple(profiles[entry["profile"]].items()) if "profile" in entry else (),
        ports=tuple(ports),
        hours=_hours(entry.get("hours"), where),
        suspended=entry.get("suspended"),
        **{key: _truth(entry, key, where) for key in ("lenient_headers", "script_cookie")},
    )


def _truth(entry: Mapping[str, Any], key: str, where: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise SourceError(f"{where}: '{key}' must be true or false")
    return value


def _hours(text: str | None, where: str) -> tuple[time, time] | None:
    try:
        return hours_of(text) if text else None
    except SettingsError as error:
        raise SourceError(f"{where}: 'hours': {error}") from None
