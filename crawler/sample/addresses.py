"""Addresses of a site family, written as one template for making links with and for reading requests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Mapping
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Route:
    """`/board.es?mid={menu}&act=view`: a name in braces is filled in, anything else must be equal."""

    template: str

    def fill(self, values: Mapping[str, str]) -> str:
        return self.template.format_map(values)

    def match(self, path: str, query: str) -> dict[str, str] | None:
        """The values of a request, as many as it states; None when it is for another route."""
        own_path, _, own_query = self.template.partition("?")
        found = re.fullmatch(_pattern(own_path), path)
        if not found:
            return None
        values, stated = found.groupdict(), dict(parse_qsl(query))
        for key, value in parse_qsl(own_query):
            within = re.fullmatch(_pattern(value), stated.get(key, ""))
            if within:
                values |= within.groupdict()
            elif "{" not in value:
                return None
        return values


def _pattern(template: str) -> str:
    parts = re.split(r"{(\w+)}", template)
    return "".join(re.escape(part) if n % 2 == 0 else f"(?P<{part}>[^/]+)" for n, part in enumerate(parts))
