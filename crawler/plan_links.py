"""Links of a page, scored by how likely they lead to boards of plan documents."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Mapping, Sequence
from urllib.parse import quote, urlsplit

from bs4 import Tag

from crawler.markup import absolute, attribute, line, soup
from crawler.scripts import script_of

LABEL = 60  # characters; a longer link is a paragraph
SUFFIXES = {"kr": 3}  # labels of a host that are one government: gm.go.kr of news.gm.go.kr, buk.daegu.kr
MOVES = re.compile(r"(?:location(?:\.href)?\s*=|location\.\w+\(|window\.open\(|\bgo\w*\()\s*['\"]([^'\"]+)")
RANGE = re.compile(r"(20\d\d)\s*년?\s*[~∼〜\-–]\s*(?:20)?\d\d(?!\d)")
Scores = Mapping[str, Sequence[str]]  # words by their points, as TOML writes them
YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)|(?<!\d)['’‘](\d\d)\s*년?")


@dataclass(frozen=True)
class Link:
    """`near`: the menus above it; `url` "": only a script knows where it leads; `page`: where it was seen."""

    text: str
    url: str
    near: str = ""
    page: str = ""


@dataclass(frozen=True)
class Candidate:
    """A link that may lead to plans; `year` is the one that its label names."""

    topic: str
    link: Link
    score: int
    year: int | None = None


@dataclass(frozen=True)
class SearchForm:
    url: str
    field: str
    posted: bool
    hidden: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"  # of its page: browsers send forms in it

    def request(self, phrase: str) -> tuple[str, str]:
        """The address with the form that is posted to it ("": the address holds all)."""
        fields = (*self.hidden, (self.field, phrase))
        pairs = "&".join(f"{name}={quote(value, encoding=self.encoding, errors='replace')}" for name, value in fields)
        if self.posted:
            return self.url, pairs
        return f"{self.url}{'&' if '?' in self.url else '?'}{pairs}", ""


def links(html: str, url: str) -> list[Link]:
    """Every link of a page once, those of menus with the menus above them."""
    found: dict[tuple[str, str], Link] = {}
    for tag in soup(html).find_all(["a", "button", "area"]):
        made = _link(tag, url)
        if made.text and len(made.text) <= LABEL:
            known = found.setdefault((made.text, made.url), made)
            if len(made.near) > len(known.near):
                found[made.text, made.url] = made
    return list(found.values())


def candidates(found: Sequence[Link], home: str, year: int) -> list[Candidate]:
    """The links that may lead to plans of the government whose site is `home`, the best first, each address once."""
    scored = [made for link in found if (made := score(link, home, year)) and made.score >= table()["least_score"]]
    best: dict[tuple[str, str], Candidate] = {}
    for one in sorted(scored, key=lambda one: (-one.score, not one.link.url, one.link.text)):
        best.setdefault((one.topic, one.link.url or one.link.text), one)
    return list(best.values())


def score(link: Link, home: str, year: int) -> Candidate | None:
    """None where a link names no topic, or leads to another government."""
    text = _folded(link.text)
    if link.url and not same_government(home, link.url):
        return None
    topic, total = topic_of(text)
    if not topic:
        return None
    named, scores, excluded = year_of(link.text), table()["scores"], table()["excluded"]
    near, address = _folded(link.near), f"{urlsplit(link.url).path}?{urlsplit(link.url).query}".lower()
    total += scores["alone"] if _is_alone(text, topic) else 0
    total += 0 if named is None else scores["wanted_year" if named == year else "other_year"]
    total += scores["file"] if re.search(table()["pages"]["files"], text + address) else 0
    total += _best(scores["near"], near) + _best(scores["address"], address)
    total -= sum(_points(excluded["label"], text))
    total -= _best(excluded["near"], near) + _best(excluded["address"], address)
    return Candidate(topic, link, total, named)


def topic_of(text: str) -> tuple[str, int]:
    """What a text names of that which is looked for, with its score; "" where nothing."""
    points = {name: _best(topic["words"], _folded(text)) for name, topic in table()["topics"].items()}
    topic = max(points, key=lambda name: points[name])
    return (topic, points[topic]) if points[topic] else ("", 0)


def entrances(found: Sequence[Link], home: str) -> list[Link]:
    """Pages that list what a government publishes (행정정보 사전공표, 사이트맵), the most promising first."""
    known = table()["entrances"]
    scored: dict[str, tuple[int, Link]] = {}
    for link in found:
        text = _folded(link.text).lower()
        points = _best(known["labels"], text) if not any(word in text for word in known["never"]) else 0
        if points and link.url and same_government(home, link.url):
            scored.setdefault(link.url.partition("#")[0], (points, link))
    ordered = sorted(scored.values(), key=lambda pair: -pair[0])
    return [link for _, link in ordered[: known["most"]]]


def search_form(html: str, url: str) -> SearchForm | None:
    """The search over the whole site; those of boards are not it."""
    known = table()["search"]
    for form in soup(html).find_all("form"):
        said = " ".join(attribute(form, name) for name in ("action", "name", "id", "class", "title"))
        inputs = [tag for tag in form.find_all("input") if attribute(tag, "name")]
        typed = [tag for tag in inputs if (attribute(tag, "type") or "text").lower() in ("text", "search")]
        fields = [attribute(tag, "name") for tag in typed if re.search(known["fields"], attribute(tag, "name"))]
        if fields and re.search(known["forms"], said) and not re.search(known["never"], said):
            hidden = [tag for tag in inputs if attribute(tag, "type").lower() == "hidden"]
            pairs = tuple((attribute(tag, "name"), attribute(tag, "value")) for tag in hidden)
            posted = attribute(form, "method").lower() == "post"
            korean = re.search(r"(?i)<meta[^>]+charset\s*=\s*[\"']?(euc-kr|cp949|ks_c)", html[:3000])
            action = absolute(url, attribute(form, "action") or url)
            return SearchForm(action, fields[0], posted, pairs, "cp949" if korean else "utf-8")
    return None


def same_government(home: str, url: str) -> bool:
    """Whether two addresses lie under one registered name: news.gm.go.kr is 광명 as www.gm.go.kr is."""
    return _registered(home) == _registered(url) != ""


def moved_to(html: str, url: str) -> str:
    """Where an empty front page sends its visitors by script or refresh; "" where it is a page of its own."""
    page = soup(html)
    if page.find("a") is not None:
        return ""
    refresh = page.find("meta", attrs={"http-equiv": re.compile("(?i)refresh")})
    stated = re.search(r"(?i)url\s*=\s*['\"]?([^'\";]+)", attribute(refresh, "content")) if refresh else None
    found = stated or MOVES.search(html)
    return absolute(url, found[1]) if found else ""


def year_of(text: str) -> int | None:
    """The year that a plan is for: the first of a span, else the latest that is named."""
    span = RANGE.search(text)
    if span:
        return int(span[1])
    return max((int(whole or f"20{short}") for whole, short in YEAR.findall(text)), default=None)


@cache
def table() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "find_plans.toml").read_text("utf-8"))


def _link(tag: Tag, url: str) -> Link:
    text, near = line(tag) or attribute(tag, "title") or attribute(tag, "alt"), _menus(tag)
    row = tag.find_parent(["tr", "dl"]) or tag.find_parent("li")
    if _folded(text).lower() in table()["links"]["generic"] and row is not None:
        text = _row_text(row, tag)
    return Link(text, _address(tag, url), near, url)


def _address(tag: Tag, url: str) -> str:
    href = attribute(tag, "href").strip()
    if href and not href.startswith("#") and not re.match(r"(?i)javascript:|mailto:|tel:", href):
        return absolute(url, href)
    moved = MOVES.search(script_of(tag))
    return absolute(url, moved[1]) if moved and re.match(r"https?://|[./]", moved[1]) else ""


def _menus(tag: Tag) -> str:
    """정보공개 > 행정정보: the first links of the list items around it; the heading of a table."""
    above = [item.find("a") for item in tag.find_parents("li")]
    labels = [line(link) for link in above if link is not None and link is not tag]
    return " > ".join(label for label in reversed(labels) if label and len(label) <= LABEL)


def _row_text(row: Tag, link: Tag) -> str:
    """What a row of a list says, without the labels that say nothing."""
    cells = [line(cell) for cell in row.find_all(["td", "th", "dt", "dd", "strong", "span"]) if not cell.find("td")]
    silent = {*table()["links"]["generic"], "", _folded(line(link)).lower()}
    said = [text for text in cells if _folded(text).lower() not in silent]
    named = [text for text in said if topic_of(text)[0]]
    return (named or said or [line(row)])[0]


def _is_alone(text: str, topic: str) -> bool:
    words = [word for words in table()["topics"][topic]["words"].values() for word in words]
    rest = re.sub("|".join(sorted(map(re.escape, words), key=len, reverse=True)), "", text, count=1)
    return bool(re.fullmatch(r"(20\d\d년?도?)?[가-힣]{0,4}(시|구|군|도|정)?\W*", rest))


def _registered(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        labels = host.removeprefix("www.").split(".")
        return ".".join(labels[-SUFFIXES.get(labels[-1], 2) :]) if host else ""


def _best(scores: Scores, text: str) -> int:
    return max(_points(scores, text), default=0)


def _points(scores: Scores, text: str) -> list[int]:
    """Of each word that the text holds."""
    return [int(points) for points, words in scores.items() for word in words if word in text]


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)
