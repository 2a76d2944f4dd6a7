"""When a host may be asked."""

from __future__ import annotations

import asyncio

from crawler.politeness import LONGEST_DELAY_SECONDS, Politeness


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


def starts(urls: list[tuple[str, float]], robots: str = "") -> list[tuple[str, float]]:
    """When each of the requests, all wanted at once, begins; every one takes half a second."""
    clock, found = Clock(), []
    politeness = Politeness("jachi/0.1", clock, clock.sleep)

    async def ask(url: str, delay_seconds: float) -> None:
        if robots:
            politeness.learn(url, robots)
        async with politeness.turn(url, delay_seconds):
            found.append((url, clock.now))
            clock.now += 0.5

    async def all_at_once() -> None:
        await asyncio.gather(*(ask(*one) for one in urls))

    asyncio.run(all_at_once())
    return found


def test_a_host_is_asked_once_at_a_time_with_its_delay_between() -> None:
    assert starts([("http://a/1", 2), ("http://a/2", 2), ("http://a/3", 2)]) == [
        ("http://a/1", 0),
        ("http://a/2", 2.5),
        ("http://a/3", 5),
    ]


def test_hosts_do_not_wait_for_each_other() -> None:
    assert [start for _, start in starts([("http://a/1", 2), ("http://b/1", 2)])] == [0, 0.5]


def test_a_delay_of_nothing_is_possible() -> None:
    assert [start for _, start in starts([("http://a/1", 0), ("http://a/2", 0)])] == [0, 0.5]


def test_the_longer_of_our_delay_and_that_of_robots_txt_counts_from_its_reading_on() -> None:
    robots = "User-agent: *\nCrawl-delay: 20\n"
    assert [start for _, start in starts([("http://a/1", 2), ("http://a/2", 2)], robots)] == [20, 40.5]
    absurd = "User-agent: *\nCrawl-delay: 86400\n"
    assert starts([("http://a/1", 2), ("http://a/2", 2)], absurd)[1][1] == 2 * LONGEST_DELAY_SECONDS + 0.5


def test_robots_txt_is_obeyed_by_host_and_name() -> None:
    politeness = Politeness("jachi/0.1 (+mail@example.org)")
    assert not politeness.knows("http://a/")
    politeness.learn(
        "http://a/", "User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /*/notice/\nDisallow: /DATA/\n"
    )
    politeness.learn("http://b/", "User-agent: jachi\nDisallow: /\n")
    politeness.learn("http://c/", "")
    assert politeness.knows("http://a/x")
    assert politeness.allows("http://a/press/1")
    assert not politeness.allows("http://a/city/notice/1")
    assert not politeness.allows("http://a/DATA/x.hwp")
    assert not politeness.allows("http://b/press/1")
    assert politeness.allows("http://c/DATA/x.hwp")
