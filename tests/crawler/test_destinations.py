"""Which addresses are asked, before and after their names are resolved."""

from __future__ import annotations

import asyncio
import ipaddress

import httpx
import pytest

from crawler.destinations import check, checked, is_public
from crawler.errors import FetchError, Forbidden, Unreachable
from crawler.fetch import Fetcher, client
from crawler.hosts import HostRules, Hosts
from crawler.settings import Settings
from crawler.transport import Transport

SAMPLE = "http://127.0.0.1:8010/maru"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://www.maru.example/x",
        "gopher://www.maru.example/x",
        "javascript:alert(1)",
        "http:///x",
        "http://www.maru.example:99999/",
        "http://www.maru.example:22/",
        "http://www.maru.example:8010/",
        "http://127.0.0.1/",
        "http://127.0.0.1:8010/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://017700000001/",
        "http://localhost/",
        "http://a.localhost/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a00:1]/",
        "http://224.0.0.1/",
        "data:text/html,x",
        "http://0/",
        "http://0177.0.0.1/",
        "http://0x7f.1/",
        "http://127.0.0.1./",
        "http://localhost./",
        "http://①②⑦.⓪.⓪.①/",
        "http://１２７。0。0。1/",
        "http://user@127.0.0.1/",
        "http://1.1.1.1:80@127.0.0.1/",
        "http://168.63.129.16/",
        "http://198.18.0.1/",
        "http://192.0.2.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1%25lo]/",
        "http://[::7f00:1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b:1::a00:1]/",
        "http://[100::1]/",
        "http://[2001:db8::1]/",
        "http://[2001:0:7f00:1::1]/",
        "http://[2002:7f00:1::]/",
        "http://[fd00:ec2::254]/",
        "http://[ff02::1]/",
    ],
)
def test_what_lies_inside_a_network_or_is_no_http_is_refused(url: str) -> None:
    for home in ("", "https://www.maru.example/kor"):
        with pytest.raises(Forbidden, match=".*"):
            check(url, home)


@pytest.mark.parametrize(
    ("url", "home", "ports"),
    [
        ("https://www.maru.example/kor?x=1", "", ()),
        ("http://eminwon.maru.example/x", "https://www.maru.example", ()),
        ("http://8.8.8.8/", "", ()),
        ("http://www.maru.example:18000/x", "", (18000,)),
        ("http://www.maru.example:18000/x", "http://www.maru.example:18000", ()),
        (SAMPLE + "/x", SAMPLE, ()),
    ],
)
def test_public_hosts_and_what_a_source_declares_are_asked(url: str, home: str, ports: tuple[int, ...]) -> None:
    check(url, home, ports)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8011/", "http://localhost:8010/", "http://10.0.0.1:8010/"])
def test_a_sample_site_opens_no_other_door(url: str) -> None:
    with pytest.raises(Forbidden):
        check(url, SAMPLE)


def test_a_declared_site_inside_a_network_is_refused_too() -> None:
    with pytest.raises(Forbidden):
        check("http://10.0.0.1/x", "http://10.0.0.1/x")


@pytest.mark.parametrize(
    ("found", "loopback", "good"),
    [
        (["93.184.215.14"], False, True),
        (["2606:4700::1111", "1.1.1.1"], False, True),
        (["93.184.215.14", "10.0.0.1"], False, False),
        (["127.0.0.1"], False, False),
        (["::ffff:169.254.169.254"], False, False),
        (["127.0.0.1", "::1"], True, True),
        (["10.0.0.1"], True, False),
        (["1.1.1.1"], True, False),
        (["0.0.0.0"], False, False),
        (["fd00:ec2::254"], False, False),
        (["64:ff9b::a9fe:a9fe"], False, False),
    ],
)
def test_every_address_behind_a_name_counts(found: list[str], loopback: bool, good: bool) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return found

    if good:
        asked = asyncio.run(checked("http://www.maru.example/", loopback, resolve))
        assert sorted(asked) == sorted(found)
        assert asked == sorted(asked, key=lambda one: ":" in one)  # IPv4 first
        return
    with pytest.raises(Forbidden, match="www.maru.example.*inside a network"):
        asyncio.run(checked("http://www.maru.example/", loopback, resolve))


def test_a_name_without_an_address_is_unreachable() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return []

    with pytest.raises(Unreachable):
        asyncio.run(checked("http://www.maru.example/", False, resolve))


def test_public_is_what_anybody_can_reach() -> None:
    assert is_public(ipaddress.ip_address("2606:4700::1111"))
    assert not is_public(ipaddress.ip_address("2002:a00:1::"))  # 10.0.0.1 in 6to4


class Net:
    """Names with their addresses; what was connected to. `answers` gives a response by path."""

    def __init__(self, names: dict[str, list[str]], answers: dict[str, httpx.Response]) -> None:
        self.names, self.answers = names, answers
        self.sent: list[httpx.Request] = []
        self.down: set[str] = set()
        self.moves: dict[str, list[str]] = {}  # names, with what they are after the first answer

    async def resolve(self, host: str, port: int) -> list[str]:
        known = {**self.names, **(self.moves if self.sent else {})}
        return known.get(host, [host])

    def reply(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if request.url.host in self.down:
            raise httpx.ConnectError("no route")
        return self.answers.get(request.url.path, httpx.Response(404))

    def get(self, url: str, home: str = "") -> bytes:
        settings = Settings(delay_seconds=0, tries=1)

        def open_pool(host: str, rules: HostRules) -> httpx.AsyncBaseTransport:
            return httpx.MockTransport(self.reply)

        async def go() -> bytes:
            async with client(settings, Transport(Hosts({}), self.resolve, open_pool)) as connection:
                return (await Fetcher(connection, settings).get(url, home=home)).body

        return asyncio.run(go())


def to(location: str) -> httpx.Response:
    return httpx.Response(302, headers={"Location": location})


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    net = Net({"www.maru.example": ["1.1.1.1"]}, {"/x": httpx.Response(200, text="hi")})
    assert net.get("https://www.maru.example/x") == b"hi"
    assert {request.url.host for request in net.sent} == {"1.1.1.1"}
    assert {request.headers["host"] for request in net.sent} == {"www.maru.example"}
    assert {request.extensions["sni_hostname"] for request in net.sent} == {"www.maru.example"}


def test_the_next_address_of_a_name_is_tried() -> None:
    net = Net({"www.maru.example": ["1.1.1.1", "1.0.0.1"]}, {"/x": httpx.Response(200, text="hi")})
    net.down = {"1.0.0.1"} if net.names["www.maru.example"][0] == "1.0.0.1" else {"1.1.1.1"}
    assert net.get("http://www.maru.example/x") == b"hi"


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:8010/", "http://inside.example/", "file:///etc/passwd", "http://1.1.1.1:6379/", "//10.0.0.1/x"],
)
@pytest.mark.parametrize("from_robots", [False, True])
def test_a_redirect_leads_nowhere_that_is_refused(location: str, from_robots: bool) -> None:
    start = "/robots.txt" if from_robots else "/x"
    net = Net({"www.maru.example": ["1.1.1.1"], "inside.example": ["192.168.0.7"]}, {start: to(location)})
    with pytest.raises(FetchError):
        net.get("http://www.maru.example/x")
    assert {request.url.host for request in net.sent} == {"1.1.1.1"}


def test_a_redirect_keeps_the_name_not_the_address() -> None:
    net = Net({"www.maru.example": ["1.1.1.1"]}, {"/x": to("/y"), "/y": httpx.Response(200, text="hi")})
    assert net.get("http://www.maru.example/x") == b"hi"
    assert net.sent[-1].headers["host"] == "www.maru.example"


def test_a_name_that_moves_inside_between_two_requests_is_refused() -> None:
    net = Net({"www.maru.example": ["1.1.1.1"]}, {"/x": httpx.Response(200, text="hi")})
    net.moves = {"www.maru.example": ["127.0.0.1"]}
    with pytest.raises(Forbidden):
        net.get("http://www.maru.example/x")
    assert [request.url.path for request in net.sent] == ["/robots.txt"]


def test_a_sample_site_is_reached_over_loopback_and_leads_nowhere_else() -> None:
    answers = {"/maru/x": httpx.Response(200, text="hi"), "/maru/out": to("http://127.0.0.1:9/")}
    net = Net({}, answers)
    assert net.get(SAMPLE + "/x", home=SAMPLE) == b"hi"
    with pytest.raises(Forbidden):
        net.get(SAMPLE + "/out", home=SAMPLE)
    with pytest.raises(Forbidden):
        net.get(SAMPLE + "/x", home="https://www.maru.example")
