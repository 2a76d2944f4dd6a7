"""Feeds as lists."""

from __future__ import annotations

import pytest

from crawler.odd.feed import page

ITEM = (
    "<rss version='2.0'><channel><item><title>가 &amp; 나</title>"
    "<link>http://x/1?a=1&amp;b=2</link>{}</item></channel></rss>"
)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("<pubDate>Tue, 06 Oct 2026 00:10:00 +0900</pubDate>", "2026-10-06"),
        ("<pubDate>2026-10-06</pubDate>", "2026-10-06"),
        ("<pubDate>수, 20 5월 2026 08:47:51 +0900</pubDate>", "수, 20 5월 2026 08:47:51 +0900"),
        ("", ""),
    ],
)
def test_an_item_is_a_row_with_its_day(stated: str, day: str) -> None:
    row = f'<tr><td><a href="http://x/1?a=1&amp;b=2">가 &amp; 나</a></td><td class="date">{day}</td></tr>'
    assert page(ITEM.format(stated)) == f"<table><tbody>{row}</tbody></table>"


@pytest.mark.parametrize("text", ["", "<html><body>rss</body></html>", "<p>&lt;rss&gt;</p>"])
def test_what_is_no_feed_stays_as_it_is(text: str) -> None:
    assert page(text) == text
