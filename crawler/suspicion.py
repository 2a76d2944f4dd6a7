"""What makes a single page suspect: it came with status 200, but is not what a board would show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Mapping, Sequence
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from crawler.errors import Alarm as Alarm
from crawler.errors import AlertPage, BoardError, NoRows
from crawler.limits import limits
from crawler.markup import attribute, line, soup
from crawler.records import Listing, Post

HANGUL = re.compile(r"[가-힣]")
PASSWORD = re.compile(r"(?i)type\s*=\s*[\"']?password")
HANJA = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Usual:
    """What a board showed until now. Empty for a source that was never read."""

    published: Mapping[str, date] = field(default_factory=dict)  # of the posts on the page, as the archive knows them
    titles: Mapping[str, str] = field(default_factory=dict)
    dated_share: float | None = None  # of the rows of good pages; None: never read
    posts: int = 0  # that the archive holds


def page_alarm(html: str, asked: str, answered: str) -> Alarm | None:
    """Before it is read: a login, a challenge, the front page, an unreadable encoding."""
    known = limits().pages
    if (share := _damaged(html)) > known.damaged_share:
        return Alarm("charset", f"{share:.0%} of the characters cannot be decoded")
    if _is_home(asked, answered):
        return Alarm("soft_error", f"the front page came instead ({answered})")
    challenged = any(word in html for word in known.challenge)
    if not challenged and not PASSWORD.search(html):
        return None
    page = soup(html)
    if _is_login(page, ["title"]):  # a good page may hold a small login form with a heading
        return Alarm("login", f"a login page ({line(page.title)[:60]})")
    if challenged and len(line(page)) < known.challenge_characters:
        return Alarm("challenge", f"a challenge page ({line(page.title)[:60] or 'no title'})")
    return None


def unread(error: BoardError, html: str, usual: Usual) -> Alarm:
    """A list or post that cannot be read."""
    known = limits().pages
    if isinstance(error, AlertPage):
        return Alarm("challenge" if "challenge" in str(error) else "soft_error", str(error))
    if isinstance(error, NoRows) and error.stated:
        return Alarm("empty_board", f"{error}, the page says that there are none; the archive holds {usual.posts}")
    page = soup(html)
    if _is_login(page, ["title", "h1", "h2", "h3"]):
        return Alarm("login", f"{error}, the page asks for a password")
    large = len(html.encode()) >= known.content_bytes or len(line(page)) >= known.content_characters
    if large:
        return Alarm("redesign", f"{error}, but the page has content: its layout has changed")
    return Alarm("soft_error" if isinstance(error, NoRows) else "empty_body", str(error))


def list_alarm(rows: Sequence[Listing], ahead: Sequence[Listing], usual: Usual, today: date) -> Alarm | None:
    """`ahead`: the same rows, read with days in the future; [] where nothing hints at them."""
    own = [row for row in rows if not row.pinned] or list(rows)
    if len(own) < limits().pages.least_rows:
        return None
    late = [row for row in ahead if not row.pinned] or own
    return _titles(own, usual) or _future(late, usual, today) or _dates(own, usual, today)


def post_alarm(post: Post, today: date) -> Alarm | None:
    text = (post.title or "") + post.body
    if _is_garbled(text):
        return Alarm("charset", f"no Korean in the text: {text[:40]!r}")
    stated = post.published
    if stated and (stated if type(stated) is date else date(stated.year, stated.month, stated.day)) > _latest(today):
        return Alarm("future", f"dated {stated:%Y-%m-%d}, after today")
    return None


def says_missing(error: BoardError) -> bool:
    """Whether a page that stands in place of a post says that the post is gone."""
    return any(word in str(error) for word in limits().pages.missing)


def _is_login(page: BeautifulSoup, headings: list[str]) -> bool:
    asks_password = any(attribute(tag, "type").lower() == "password" for tag in page.find_all("input"))
    texts = [line(tag) for tag in page.find_all(headings)]
    return asks_password and any(word in text for word in limits().pages.login_titles for text in texts)


def _damaged(html: str) -> float:
    foreign = sum(ord(letter) > 127 for letter in html)
    return html.count("\ufffd") / foreign if foreign else 0.0


def _is_home(asked: str, answered: str) -> bool:
    before, after = urlsplit(asked), urlsplit(answered)
    moved = (before.path, before.query) != (after.path, after.query)
    return moved and not after.query and bool(limits().pages.homes.match(after.path)) and before.path != after.path


def _is_garbled(text: str) -> bool:
    """Text in one encoding read as another: letters of Europe without one of Korea, or rare Chinese ones among them."""
    foreign = [letter for letter in text if ord(letter) > 127 and letter.isalpha()]
    if len(foreign) < 10:
        return False
    korean, chinese = len(HANGUL.findall(text)), len(HANJA.findall(text))
    return korean == 0 or chinese / (korean + chinese) > limits().pages.hanja_share


def _titles(rows: Sequence[Listing], usual: Usual) -> Alarm | None:
    titles = [row.title for row in rows]
    if _is_garbled("".join(titles)):
        return Alarm("charset", f"no Korean in the titles: {titles[0][:40]!r}")
    known = sum(usual.titles.get(row.post) == row.title for row in rows)
    if len(rows) >= limits().pages.least_equal_titles and len(set(titles)) == 1 and not known:
        return Alarm("titles_equal", f"all {len(rows)} titles are {titles[0][:40]!r}")
    return None


def _future(rows: Sequence[Listing], usual: Usual, today: date) -> Alarm | None:
    """Several rows, or one that had another day before."""
    late = [row for row in rows if row.published and row.published > _latest(today)]
    moved = [row for row in late if usual.published.get(row.post, row.published) != row.published]
    if moved or len(late) >= limits().pages.least_rows or len(late) * 2 > len(rows):
        return Alarm("future", f"{len(late)} of {len(rows)} rows are dated after today, up to {_last(late)}")
    return None


def _dates(rows: Sequence[Listing], usual: Usual, today: date) -> Alarm | None:
    dated = [row for row in rows if row.published]
    if not dated and (usual.dated_share or 0) >= limits().pages.usual_share:
        return Alarm("undated", f"none of {len(rows)} rows has a date; until now {usual.dated_share:.0%} had one")
    if len(dated) < len(rows) or any(row.published != today for row in rows):
        return None
    moved = [row for row in rows if usual.published.get(row.post, today) != today]
    if moved:
        return Alarm("all_today", f"all {len(rows)} rows are dated today")
    return None


def _latest(today: date) -> date:
    return today + timedelta(days=limits().pages.days_ahead)


def _last(rows: Sequence[Listing]) -> date | None:
    return max((row.published for row in rows if row.published), default=None)
