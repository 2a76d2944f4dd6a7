"""Which addresses may be asked: public hosts over http on their usual ports, with the ports that are declared.

A page decides where its links lead, so that none of them may reach the inside of our own network. Loopback is reached
only where a source names it as its own site (the sample sites), on that port alone.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import unicodedata
from typing import Awaitable, Callable
from urllib.parse import urlsplit

from crawler.errors import Forbidden, Unreachable

PORTS = {"http": 80, "https": 443}
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
EMBEDDED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses inside IPv6 (NAT64)
UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is given out
PLATFORM = {ipaddress.ip_address("168.63.129.16")}  # inside a cloud, though it looks public (Azure)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]


def origin(url: str) -> tuple[str, int]:
    """Host and port. Forbidden where there are none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        host, port = "", 0
    if not host or not port or urlsplit(url).scheme not in PORTS:
        raise Forbidden(f"{url or '(no address)'}: not an http address")
    return host, port


def is_loopback_site(url: str) -> bool:
    return origin(url)[0] in LOOPBACK_NAMES


def check(url: str, home: str = "", ports: tuple[int, ...] = ()) -> None:
    """Forbidden unless the address looks public; `home`: the site of the source, `ports`: what its host may use too."""
    host, port = origin(url)
    if home and (host, port) == origin(home):
        if is_loopback_site(home):
            return
        ports = (*ports, port)
    if port not in (*PORTS.values(), *ports):
        raise Forbidden(f"{url}: port {port} is not asked")
    name = _plain(host)
    literal = _literal(name)
    if (literal and not is_public(literal)) or name in LOOPBACK_NAMES or name.endswith(".localhost"):
        raise Forbidden(f"{url}: an address inside a network")


async def checked(url: str, loopback: bool, resolve: Resolve) -> list[str]:
    """The addresses behind the name, IPv4 first; Forbidden when one of them lies inside a network."""
    host, port = origin(url)
    found = sorted(map(ipaddress.ip_address, await resolve(host, port)), key=lambda one: one.version)
    if not found:
        raise Unreachable(f"{url}: the name has no address")
    if inside := [one for one in found if not (one.is_loopback if loopback else is_public(one))]:
        raise Forbidden(f"{url}: {inside[0]} is an address inside a network")
    return [str(one) for one in found]


def is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in EMBEDDED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address not in UNICAST:
            return False
    return address.is_global and not address.is_multicast and address not in PLATFORM


async def resolve(host: str, port: int) -> list[str]:
    """The addresses that the system knows."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host}: the name cannot be resolved ({error})") from None
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def _plain(host: str) -> str:
    """As a resolver reads it: ①②⑦。０.0.1 is an address too."""
    return unicodedata.normalize("NFKC", host).replace("。", ".").rstrip(".").lower()


def _literal(host: str) -> Address | None:
    """Also the old forms that resolvers understand: 127.1, 0x7f000001, 2130706433."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not re.fullmatch(r"(0x[0-9a-f]*|\d+)(\.(0x[0-9a-f]*|\d+)){0,3}", host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None
