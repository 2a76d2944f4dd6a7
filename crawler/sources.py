"""What is crawled: one frozen Source a board, loaded strictly from TOML."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

import mappings
from crawler.addresses import placeholders
from crawler.errors import SourceError
from crawler.layouts import BASE, Layout, families, override
from crawler.scripts import argument_names
from crawler.words import words

DISTRICTS = Path(__file__).parent / "districts"
SAMPLES = Path(__file__).parent / "sample" / "districts"
FILE_KEYS = {"district", "family", "site", "delay_seconds", "encoding", "boards"}
BOARD_KEYS = {"kind", "family", "site", "params", "every", "expect", "layout", "delay_seconds", "encoding"} | {
    "evidence",
    "seen",
    "verified",
    "hint",
    "note",
}
EXPECT_KEYS = {"posts_per_month", "newest_within_days", "pages", "dated_share", "body_characters", "requests_per_post"}
OURS = {"site", "page", "offset", "post"}  # placeholders that no params fill
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LEAST_DELAY_SECONDS = 1.0


@dataclass(frozen=True)
class Source:
    id: str  # file stem and board: seoul_geumcheon.press
    district: str  # code of districts.csv or sample_districts.csv
    kind: str
    family: str
    site: str
    params: Mapping[str, str]
    layout: Layout
    older: tuple[tuple[date, Layout], ...] = ()  # layouts of captures up to that day, oldest first
    every: timedelta = timedelta(hours=24)
    expect: Mapping[str, Any] = field(default_factory=dict)
    delay_seconds: float | None = None  # None: the deployment's
    encoding: str | None = None  # where header and meta are wrong
    evidence: str = ""  # who read the board at this address
    seen: str = ""  # in which year or years
    verified: str = "never"  # the day of the last look at the live board; "page": only a saved page was read
    hint: bool = False  # a weak declaration: old, or one of two addresses of which the other is better
    note: str = ""

    @property
    def guessed(self) -> bool:
        """Whether the rows are found by what repeats, for want of a layout."""
        return not self.layout.row

    @property
    def paged(self) -> bool:
        """Whether its list has more pages that we know how to ask for."""
        return bool({"page", "offset"} & placeholders(self.layout.list_url))

    @property
    def caveats(self) -> tuple[str, ...]:
        """Why less is to be expected of it: `hint`, `guessed`, `first_page` (how deep the board goes is unknown)."""
        held = (("hint", self.hint), ("guessed", self.guessed), ("first_page", not self.paged))
        return tuple(name for name, holds in held if holds)

    def at(self, captured: date) -> Source:
        """The source as it has to be read for a page captured on that day."""
        for until, layout in self.older:
            if captured <= until:
                return replace(self, layout=layout)
        return self

    def key(self, post: str) -> str:
        return f"{self.id}:{post}"


def load(*folders: Path, site_base: str | None = None) -> dict[str, Source]:
    """Every board of every TOML file under the folders (default: the real districts), by id.

    `site_base` ("http://127.0.0.1:8011") replaces scheme, host and port of each site. SourceError names file and key.
    """
    if site_base is not None and not re.match(r"https?://[^/]", site_base):
        raise SourceError(f"the site-base must be like http://127.0.0.1:8010, not {site_base!r}")
    found: dict[str, Source] = {}
    for folder in folders or (DISTRICTS,):
        if not folder.is_dir():
            raise SourceError(f"there is no folder of sources {folder}")
        for file in sorted(folder.rglob("*.toml")):
            for source in _file(file, site_base):
                if source.id in found:
                    raise SourceError(f"{file}: the source {source.id} exists already in another file")
                found[source.id] = source
    return found


@cache
def everything() -> dict[str, Source]:
    """The real and the sample sources, to read any capture; read once."""
    return load(*(folder for folder in (DISTRICTS, SAMPLES) if folder.is_dir()))


def _file(file: Path, site_base: str | None) -> Iterator[Source]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{file}: {error}") from None
    _known(table, FILE_KEYS, f"{file}")
    district = _text(table, "district", f"{file}")
    if district not in {row["code"] for name in ("districts", "sample_districts") for row in mappings.table(name)}:
        raise SourceError(f"{file}: 'district' is not a code of districts.csv: {district}")
    boards = table.get("boards")
    if not isinstance(boards, dict) or not boards:
        raise SourceError(f"{file}: 'boards' is missing: name at least one board ([boards.press])")
    for name, board in boards.items():
        if not isinstance(board, dict):
            raise SourceError(f"{file}: 'boards.{name}' must be a table")
        yield _board(f"{file.stem}.{name}", name, {**table, **board}, board, f"{file}: boards.{name}", site_base)


def _board(
    id: str, name: str, both: Mapping[str, Any], board: Mapping[str, Any], where: str, site_base: str | None
) -> Source:
    """`both` is the board's table over the file's."""
    _known(board, BOARD_KEYS, where)
    family = _text(both, "family", where)
    if family not in families():
        raise SourceError(f"{where}: 'family' is not in families.toml: {family}")
    newest, older = _layouts(families()[family], board.get("layout", {}), where)
    source = Source(
        id=id,
        district=both["district"],
        kind=_kind(board.get("kind", name), where),
        family=family,
        site=_site(_text(both, "site", where), site_base, where),
        params=_params(board.get("params", {}), where),
        layout=newest,
        older=older,
        every=_period(board.get("every", "24h"), where),
        expect=_expect(board.get("expect", {}), where),
        delay_seconds=_delay(both, where),
        encoding=_text(both, "encoding", where) if "encoding" in both else None,
        **_provenance(board, where),
    )
    _fill(source, where)
    return source


def _known(table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in table:
        if key not in keys:
            raise SourceError(f"{where}: unknown key '{key}' (known: {', '.join(sorted(keys))})")


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if value is None:
        raise SourceError(f"{where}: '{key}' is missing")
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{where}: '{key}' must be a text")
    return value


def _kind(kind: Any, where: str) -> str:
    known = words().kinds
    if kind not in known:
        raise SourceError(f"{where}: 'kind' must be one of {', '.join(known)}, not {kind!r}")
    return str(kind)


def _layouts(family: Layout, said: Any, where: str) -> tuple[Layout, tuple[tuple[date, Layout], ...]]:
    """The layout in force and the ones that ended, from one table or a list of tables with `until`."""
    newest, older = family, []
    for table in said if isinstance(said, list) else [said]:
        if not isinstance(table, dict):
            raise SourceError(f"{where}: 'layout' must be a table or a list of tables")
        keys = {key: value for key, value in table.items() if key != "until"}
        made = override(family, keys, f"{where}: layout")
        if "until" not in table:
            newest = made
        elif type(table["until"]) is date:
            older.append((table["until"], made))
        else:
            raise SourceError(f"{where}: layout: 'until' must be a date (2026-03-01)")
    return newest, tuple(sorted(older, key=lambda pair: pair[0]))


def _site(site: str, site_base: str | None, where: str) -> str:
    parts = urlsplit(site)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(f"{where}: 'site' must be an http address: {site}")
    return (site_base.rstrip("/") + parts.path if site_base else site).rstrip("/")


def _params(params: Any, where: str) -> dict[str, str]:
    if not isinstance(params, dict) or not all(isinstance(value, str) for value in params.values()):
        raise SourceError(f"{where}: 'params' must be a table of texts")
    if taken := OURS & set(params):
        raise SourceError(f"{where}: params: '{taken.pop()}' is filled by the crawler itself")
    return params


def _period(every: Any, where: str) -> timedelta:
    match = re.fullmatch(r"(\d{1,4})([mhd])", every) if isinstance(every, str) else None
    if not match or int(match[1]) == 0:
        raise SourceError(f"{where}: 'every' must be like 30m, 6h or 1d, not {every!r}")
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[match[2]]: int(match[1])})


def _expect(expect: Any, where: str) -> dict[str, Any]:
    if not isinstance(expect, dict):
        raise SourceError(f"{where}: 'expect' must be a table")
    _known(expect, EXPECT_KEYS, f"{where}: expect")
    return expect


def _delay(both: Mapping[str, Any], where: str) -> float | None:
    delay = both.get("delay_seconds")
    if delay is None:
        return None
    if isinstance(delay, bool) or not isinstance(delay, (int, float)) or delay < 0:
        raise SourceError(f"{where}: 'delay_seconds' must be a number from 0")
    if delay < LEAST_DELAY_SECONDS and urlsplit(both["site"]).hostname not in LOOPBACK:
        raise SourceError(f"{where}: 'delay_seconds' under {LEAST_DELAY_SECONDS:g} is for loopback sites only")
    return float(delay)


def _provenance(board: Mapping[str, Any], where: str) -> dict[str, Any]:
    said = {key: _text(board, key, where) for key in ("evidence", "seen", "verified", "note") if key in board}
    if not re.fullmatch(r"never|page|20\d\d-\d\d-\d\d", said.get("verified", "never")):
        raise SourceError(f"{where}: 'verified' must be never, page or a date, not {said['verified']!r}")
    if not isinstance(board.get("hint", False), bool):
        raise SourceError(f"{where}: 'hint' must be true or false")
    return {**said, "hint": board.get("hint", False)}


def _fill(source: Source, where: str) -> None:
    """Every placeholder must have something to fill it. Only the generic family may do without rows: it guesses."""
    if not source.layout.list_url or not (source.layout.row or source.family == BASE):
        raise SourceError(f"{where}: 'layout' needs a list_url and a row: the family {source.family} has none")
    given = OURS | set(source.params) | set(source.layout.fields)
    for key, known in (("list_url", given), ("post_url", given | argument_names())):
        for name in placeholders(getattr(source.layout, key)) - known:
            raise SourceError(f"{where}: params: '{name}' is missing ({key} asks for it)")
