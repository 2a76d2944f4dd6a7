"""Connections to hosts: to the very addresses that were checked, with each host's own TLS rules."""

from __future__ import annotations

import ssl
import urllib.request
from typing import Callable

import httpx

from crawler.destinations import Resolve, checked, resolve
from crawler.hosts import HostRules, Hosts
from crawler.lenient import LenientTransport
from crawler.settings import Settings

Pool = httpx.AsyncBaseTransport
OpenPool = Callable[[str, HostRules], Pool]


class Transport(httpx.AsyncBaseTransport):
    """A pool a host. The name is resolved once a request and the connection made to what was checked, so that a name
    cannot change its address in between. Behind a proxy of the environment the proxy resolves names. `resolver` and
    `open_pool` are given by tests.
    """

    def __init__(self, hosts: Hosts, resolver: Resolve = resolve, open_pool: OpenPool | None = None) -> None:
        self._hosts = hosts
        self._resolve = resolver
        self._open = open_pool or _Pools().open
        self._pools: dict[str, Pool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        pool = self._pools.get(host) or self._pools.setdefault(host, self._open(host, self._hosts.rules(host)))
        if proxy_of(request.url):
            return await pool.handle_async_request(request)
        addresses = await checked(str(request.url), bool(request.extensions.get("loopback")), self._resolve)
        for address in addresses[:-1]:
            try:
                return await pool.handle_async_request(_to(request, address))
            except httpx.ConnectError:
                continue  # the next address of the same name
        return await pool.handle_async_request(_to(request, addresses[-1]))

    async def aclose(self) -> None:
        for pool in self._pools.values():
            await pool.aclose()


def client(settings: Settings, transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    headers = {"User-Agent": settings.user_agent, "Accept-Language": "ko,en;q=0.5", "Accept": "*/*"}
    headers["Accept-Encoding"] = "gzip, deflate"
    return httpx.AsyncClient(headers=headers, timeout=settings.timeout_seconds, transport=transport, trust_env=False)


def proxy_of(url: httpx.URL) -> str | None:
    if urllib.request.proxy_bypass(url.host):
        return None
    return urllib.request.getproxies().get(url.scheme)


def tls(rules: HostRules) -> ssl.SSLContext:
    """Always verified; an exception adds a certificate or lowers the level of ciphers for its host alone."""
    context = httpx.create_ssl_context()
    if rules.certificate:
        context.load_verify_locations(cafile=str(rules.certificate))
    if rules.cipher_level < 2:
        context.set_ciphers(f"DEFAULT@SECLEVEL={rules.cipher_level}")
    return context


class _Pools:
    """Hosts without an exception share one context: each costs memory and milliseconds."""

    def __init__(self) -> None:
        self._strict: ssl.SSLContext | None = None

    def open(self, host: str, rules: HostRules) -> Pool:
        self._strict = self._strict or tls(HostRules())
        limits = httpx.Limits(max_connections=2, max_keepalive_connections=1, keepalive_expiry=30)
        proxy = proxy_of(httpx.URL(f"https://{host}/")) or proxy_of(httpx.URL(f"http://{host}/"))
        context = self._strict if rules.strict else tls(rules)
        if rules.lenient_headers and not proxy:
            return LenientTransport(context)
        return httpx.AsyncHTTPTransport(verify=context, limits=limits, proxy=proxy, trust_env=False)


def _to(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to an address; the certificate is still checked against the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
