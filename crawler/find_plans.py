"""Looks for the boards of plan documents of a government: menus, 사전공표 (disclosure) lists, site search."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Awaitable, Callable, Iterable, Literal, Mapping

from crawler.errors import FetchError
from crawler.plan_links import (
    Candidate,
    Link,
    SearchForm,
    candidates,
    entrances,
    links,
    moved_to,
    same_government,
    search_form,
    table,
)
from crawler.plan_looks import Look, board_of, declarations, is_proposable, look, place, unvisited

State = Literal["found", "awaited", "not found", "unreachable"]
Ask = Callable[[str, str], Awaitable["Page"]]  # the address with a form to post ("": by GET); FetchError


@dataclass(frozen=True)
class Page:
    url: str  # where the redirects ended
    html: str


@dataclass(frozen=True)
class Government:
    """`homes`: pages whose menus are read, the best first; `declared`: lists that are sources already."""

    id: str  # stem of its source file
    code: str
    name: str
    homes: tuple[str, ...]
    declared: Mapping[str, str] = field(default_factory=dict)  # name of a board: address of its list
    taken: tuple[str, ...] = ()  # names of its boards


@dataclass(frozen=True)
class Search:
    """`awaited`: a board is known, the plan of the year is not on it; to be searched again, like `not found`."""

    government: Government
    year: int
    looks: tuple[Look, ...]
    requests: int
    errors: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        if _holds(self.looks, self.year):
            return "found"
        if any(one.candidate.topic in table()["sought"] for one in self.looks):
            return "awaited"
        return "unreachable" if self.requests == len(self.errors) else "not found"


def year_wanted(today: date) -> int:
    """Plans of the next year appear from December."""
    return today.year + (1 if today.month == 12 else 0)


def is_due(state: str | None, year: int | None, looked_at: datetime | None, now: datetime, today: date) -> bool:
    """Whether to search again: more often in the season, for a new year at once, seldom where all was found."""
    if state is None or looked_at is None or year != year_wanted(today):
        return True
    known = table()["retry"]
    days = known["season_days" if today.month in known["season_months"] else "other_days"]
    return now - looked_at >= timedelta(days=known.get(f"{state}_days", days))


async def search(government: Government, ask: Ask, today: date) -> Search:
    """Asks at most as often as the table allows; what cannot be fetched is said in `errors`."""
    walk = _Walk(government, ask, year_wanted(today))
    for home in government.homes:
        await walk.menu(home)
    for link in entrances(walk.links, walk.home):
        await walk.menu(link.url)
    looks = await walk.visits()
    if not _holds(looks, walk.year):
        await walk.site_search()
        looks += await walk.visits()
    return Search(government, walk.year, tuple(_single_out(looks)), walk.requests, tuple(walk.errors))


def report(found: Search, today: date) -> str:
    """TOML to be put into the file of the government, what was seen besides as comments."""
    year, own = found.year, found.government
    known = {place(url): name for name, url in own.declared.items()}
    fresh = [one for one in found.looks if place(one.url) not in known and is_proposable(one, year)]
    lines = [f"# {own.name} ({own.id}, {own.code}): {found.state} for {year}, {found.requests} requests"]
    for one in found.looks:
        if one not in fresh:
            declared = known.get(place(one.url))
            what = f"declared as {own.id}.{declared}" if declared else f"a {one.shape}, not a board"
            lines.append(f"# {what}: {one.candidate.link.text} ({_years(one, year)}) {one.url}".rstrip())
    lines += [f"# error: {error}" for error in found.errors]
    return "\n".join(lines) + "\n" + declarations(fresh, own.taken, year, today)


class _Walk:
    """What was seen so far of one government."""

    def __init__(self, government: Government, ask: Ask, year: int) -> None:
        self.home = government.homes[0]
        self._rule = table()["search"]["rules"].get(government.name[-1:], "")
        self.year = year
        self.links: list[Link] = []
        self.errors: list[str] = []
        self.requests = 0
        self._ask = ask
        self._pages: dict[str, Page] = {}
        self._forms: list[SearchForm] = []
        self._visited: set[str] = set()

    async def menu(self, url: str) -> None:
        """The links of a page, or of that where an empty front page sends."""
        page = await self._get(url)
        further = moved_to(page.html, page.url) if page else ""
        if further and same_government(self.home, further):
            page = await self._get(further)
        if page:
            self.links += links(page.html, page.url)
            form = search_form(page.html, page.url)
            if form and same_government(self.home, form.url) and form not in self._forms:
                self._forms.append(form)

    async def site_search(self) -> None:
        """Asks for each phrase in turn until one leads somewhere new."""
        for form in self._forms[:1]:
            for phrase in table()["search"]["phrases"]:
                page = await self._get(*form.request(phrase.format(year=self.year, rule=self._rule)))
                if page:
                    self.links += links(page.html, page.url)
                if any(one.topic in table()["sought"] and one.link.url for one in self._unvisited()):
                    return

    async def visits(self) -> list[Look]:
        """What the best of the links show that were not followed yet."""
        return [await self._visit(one) for one in self._unvisited()[: table()["looks"]]]

    def _unvisited(self) -> list[Candidate]:
        known = candidates(self.links, self.home, self.year)
        return [one for one in known if (one.link.url or one.link.text) not in self._visited]

    async def _visit(self, one: Candidate) -> Look:
        """A post is followed to its board: the board is what lasts."""
        self._visited.add(one.link.url or one.link.text)
        if not one.link.url:
            return unvisited(one, "only a script of the menu knows the address")
        waiting = unvisited(one)
        if waiting.shape == "file":
            return waiting
        page = await self._get(one.link.url)
        if not page:
            return unvisited(one, self.errors[-1] if self.errors else "no request left")
        seen = look(one, page.html, page.url)
        board = board_of(page.url) if seen.shape == "post" else ""
        listed = await self._get(board) if board else None
        whole = look(one, listed.html, listed.url) if listed else seen
        return replace(whole, candidate=replace(one, year=None)) if whole.shape == "board" else seen

    async def _get(self, url: str, form: str = "") -> Page | None:
        key = f"{url}\n{form}"
        if key in self._pages:
            return self._pages[key]
        if self.requests >= table()["requests"]:
            return None
        self.requests += 1
        try:
            self._pages[key] = await self._ask(url, form)
        except FetchError as error:
            self.errors.append(str(error))
            return None
        return self._pages[key]


def _holds(looks: Iterable[Look], year: int) -> bool:
    return any(one.is_of(year) for one in looks if one.candidate.topic in table()["sought"])


def _single_out(looks: Iterable[Look]) -> list[Look]:
    """Each board once, by the link that said most."""
    found: dict[object, Look] = {}
    for one in looks:
        found.setdefault(place(one.url) if one.url else one.candidate.link.text, one)
    return list(found.values())


def _years(one: Look, year: int) -> str:
    if one.year is None:
        return "names no year"
    return f"of {one.year}" + ("" if one.is_of(year) else f", not of {year}")
