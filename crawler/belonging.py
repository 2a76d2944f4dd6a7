"""Finds the declared board to which an address belongs."""

from __future__ import annotations

import re
from typing import Iterable, Mapping
from urllib.parse import urlsplit

from crawler.addresses import pairs, placeholders, taken_apart
from crawler.board import list_url
from crawler.markup import VOLATILE, absolute
from crawler.sources import Source

BY_TEMPLATE = 100  # an address that a template of the board gives belongs closer than one that only resembles its list


def source_of(url: str, known: Iterable[Source]) -> Source | None:
    """The board of a list or a post; of several that fit equally well the first, if all are read alike.

    None: no board has this host, path and parameters, or it cannot be told which.
    """
    address = absolute("", url)
    host = _host(address)
    fits = [(_fit(source, address), source) for source in known if host and _host(source.site) == host]
    best = max((fit for fit, _ in fits), default=0)
    found = [source for fit, source in fits if fit == best and best > 0]
    alike = all(source.layout.row == found[0].layout.row and source.family == found[0].family for source in found)
    return found[0] if found and alike else None


def _fit(source: Source, address: str) -> int:
    """0: it is not of this board."""
    layout = source.layout
    templates = [template for template in (layout.post_url, layout.list_url) if template]
    return max([*(_by_template(source, template, address) for template in templates), _by_list(source, address)])


def _by_template(source: Source, template: str, address: str) -> int:
    taken = taken_apart(template, address)
    if taken is None or _place(taken[0]["site"]) != _place(source.site):
        return 0
    values = taken[0]
    if "post" in placeholders(template) and not values["post"]:
        return 0
    said = {name: value for name, value in source.params.items() if value and name in values}
    if any(values[name] not in ("", value) for name, value in said.items()):
        return 0
    return BY_TEMPLATE + sum(values[name] == value for name, value in said.items())


def _by_list(source: Source, address: str) -> int:
    """A post that is reached by the link of its row lies near its list and repeats its parameters."""
    listed = list_url(source, 1)
    given = dict(pairs(address))
    shared = _lasting({name: value for name, value in pairs(listed) if value and name in given})
    if any(given[name] != value for name, value in shared.items()):
        return 0
    place, own = urlsplit(listed).path, urlsplit(address).path
    below = own.startswith(re.sub(r"(\.\w+)?/?$", "", place))
    beside = own.rpartition("/")[0] == place.rpartition("/")[0]
    return 2 * len(shared) * (below or beside) + place.count("/") * below


def _lasting(parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if not VOLATILE.match(name)}


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower().removeprefix("www.")


def _place(site: str) -> tuple[str, str]:
    return _host(site), urlsplit(site).path.rstrip("/")
