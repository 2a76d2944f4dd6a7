"""What single hosts need."""

from __future__ import annotations

import asyncio
import ssl
from datetime import datetime, timezone
from pathlib import Path

import httpx
import pytest

from crawler.errors import Closed, SourceError, Suspended
from crawler.fetch import Fetcher, client
from crawler.hosts import STRICT, HostRules, Hosts, hosts
from crawler.settings import Settings, hours_of
from crawler.transport import tls

NOON = datetime(2026, 11, 25, 3, tzinfo=timezone.utc)  # in Seoul


def ask(rules: HostRules, settings: Settings = Settings(delay_seconds=0)) -> list[httpx.Request]:
    sent: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, text="")

    async def go() -> None:
        async with client(settings, httpx.MockTransport(reply)) as connection:
            fetcher = Fetcher(connection, settings, now=lambda: NOON, exceptions=Hosts({"maru.example": rules}))
            await fetcher.get("http://www.maru.example/x")

    asyncio.run(go())
    return sent


def test_an_entry_is_for_its_host_and_what_is_below_it(tmp_path: Path) -> None:
    file = tmp_path / "hosts.toml"
    file.write_text('["maru.example"]\ncipher_level = 1\n["news.maru.example"]\nports = [8080]\n')
    known = hosts(file)
    assert known.rules("www.maru.example").cipher_level == known.rules("maru.example").cipher_level == 1
    assert known.rules("news.maru.example") == HostRules(ports=(8080,))
    assert known.rules("xmaru.example") == STRICT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "must be a table"),
        ("[a]\nverify = false", "unknown key 'verify'"),
        ('[a]\ncertificate = "no.pem"', "no certificate"),
        ("[a]\ncipher_level = 0", "'cipher_level' must be 1 or 2"),
        ('[a]\nprofile = "x"', "not in the table profiles"),
        ('[a]\nhours = "always"', "'hours': not hours like"),
        ("[a]\nports = [0]", "'ports'"),
        ("[a]\nlenient_headers = 1", "'lenient_headers' must be true or false"),
        ("[a", "hosts.toml"),
    ],
)
def test_what_the_file_says_wrong_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "hosts.toml"
    file.write_text(text)
    with pytest.raises(SourceError, match=said):
        hosts(file)


def test_the_shipped_file_is_read_and_turns_no_verification_off() -> None:
    assert hosts().rules("www.cheongju.go.kr").headers
    for rules in (STRICT, HostRules(cipher_level=1)):
        context = tls(rules)
        assert context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname


def test_a_profile_still_says_who_asks() -> None:
    sent = ask(HostRules(headers=(("User-Agent", "Mozilla/5.0 (compatible; {agent})"),)))
    assert sent[-1].headers["user-agent"] == f"Mozilla/5.0 (compatible; {Settings.user_agent})"


def test_a_suspended_host_is_not_asked() -> None:
    with pytest.raises(Suspended, match="www.maru.example is suspended.*moved"):
        ask(HostRules(suspended="moved"))


@pytest.mark.parametrize("hours", ["22:00-06:00", "13:00-14:00"])
def test_outside_its_hours_a_host_is_not_asked(hours: str) -> None:
    with pytest.raises(Closed):
        ask(HostRules(hours=hours_of(hours)))
    with pytest.raises(Closed):
        ask(STRICT, Settings(delay_seconds=0, hours=hours_of(hours)))


@pytest.mark.parametrize("hours", ["11:00-13:00", "12:00-06:00"])
def test_inside_its_hours_it_is(hours: str) -> None:
    assert len(ask(HostRules(hours=hours_of(hours)))) == 2


SETS = "<script>document.cookie = 'seen=a1-b2; path=/'; location.reload();</script>"


@pytest.mark.parametrize(
    ("page", "rules", "cookies"),
    [
        (SETS, HostRules(script_cookie=True), [None, "seen=a1-b2"]),
        (SETS, STRICT, [None]),
        (SETS.replace("location.reload()", "show()"), HostRules(script_cookie=True), [None]),
        (SETS.replace("'seen=a1-b2; path=/'", "made(7) + '=1'"), HostRules(script_cookie=True), [None]),
        (SETS.replace("'; location", "' + key; location"), HostRules(script_cookie=True), [None]),
        (SETS + "<p>글</p>" * 1000, HostRules(script_cookie=True), [None]),
    ],
)
def test_a_cookie_that_a_page_sets_by_script_is_sent_back_once_where_the_host_is_known_for_it(
    page: str, rules: HostRules, cookies: list[str | None]
) -> None:
    sent: list[str | None] = []

    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.path != "/robots.txt":
            sent.append(request.headers.get("cookie"))
        return httpx.Response(200, text=page)

    async def go() -> str:
        settings = Settings(delay_seconds=0)
        async with client(settings, httpx.MockTransport(reply)) as connection:
            fetcher = Fetcher(connection, settings, now=lambda: NOON, exceptions=Hosts({"maru.example": rules}))
            return (await fetcher.get("http://www.maru.example/x")).body.decode()

    assert asyncio.run(go()) == page and sent == cookies
