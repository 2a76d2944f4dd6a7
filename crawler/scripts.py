"""Addresses out of script calls: arguments are parsed, no script is run."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bs4 import Tag

from crawler.markup import attribute

CALL = re.compile(r"([A-Za-z_$][\w$.]*)\s*\(")
ARGUMENT = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"()]*))\s*([,)])""")
FUNCTION = r"(?:function\s+{0}|\b{0}\s*[:=]\s*function)\s*\(([^)]*)\)\s*{{(.{{0,1500}})"
POST_ATTRIBUTES = ("data-req-get-p-idx", "data-idx", "data-id", "data-seq", "data-ntt-id", "data-nttid", "data-action")


@dataclass(frozen=True)
class Call:
    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Linked:
    """A file that a script call gives: an address from the root of the host ("": not known), a name if stated."""

    address: str
    name: str = ""


def calls(code: str) -> list[Call]:
    """The calls in a piece of script whose arguments are plain values."""
    found = ((match[1], _arguments(code, match.end())) for match in CALL.finditer(code))
    return [Call(name.removeprefix("window."), arguments) for name, arguments in found if arguments is not None]


def script_of(tag: Tag) -> str:
    """The script that runs when the element is clicked."""
    href = attribute(tag, "href")
    link = href[len("javascript:") :] if href.lower().startswith("javascript:") else ""
    return f"{attribute(tag, 'onclick')};{link}"


def view_arguments(tag: Tag) -> dict[str, str]:
    """What the call that opens a post says: "post" and perhaps "board", "menu"; empty when there is none."""
    for call in calls(script_of(tag)):
        names = _table()["view"].get(call.name)
        if names:
            if len(call.arguments) == 1 and call.arguments[0].isdigit():
                names = ["post"]  # goView('N', '29404') in 영천, goView(77) in 문경
            found = {name: value for name, value in zip(names, call.arguments) if name}
            if found.get("post"):
                return found
    for _, value in _keys(tag)[:1]:
        return {"post": value}
    for name in POST_ATTRIBUTES:
        if re.fullmatch(r"[\w-]{1,40}", attribute(tag, name)):
            return {"post": attribute(tag, name)}
    return {}


def keyed_address(tag: Tag) -> str:
    """The address that `req.post(this)` asks for: data-action with the pairs of data-keyset; "" if there is none."""
    action, keys = attribute(tag, "data-action"), _keys(tag)
    return f"{action}?" + "&".join(f"{name}={value}" for name, value in keys) if action and keys else ""


def linked_file(tag: Tag, page: str) -> Linked | None:
    """The file behind a script link; `page` is the whole page, which may define where its function leads."""
    for call in calls(script_of(tag)):
        entry = _table()["file"].get(call.name)
        if entry and call.arguments:
            address = _defined(call, page) or _filled(entry["url"], dict(zip(entry["names"], call.arguments)))
            return Linked(address, _name(entry, call))
    return None


def listed_files(page: str) -> list[Linked]:
    """Files that a call in the page's own script writes into it."""
    table = _table()["listed"]
    found = []
    for match in re.finditer("|".join(map(re.escape, table)), page):
        for call in calls(page[match.start() : match.start() + 1000])[:1]:
            entry = table[call.name]
            if _name(entry, call):
                found.append(
                    Linked(_filled(entry["url"], dict(zip(entry["names"], call.arguments))), _name(entry, call))
                )
    return found


def argument_names() -> set[str]:
    return {name for names in _table()["view"].values() for name in names if name}


def _keys(tag: Tag) -> list[tuple[str, str]]:
    """data-keyset="{'newsEpctNo': '28414'}" in 양산."""
    return re.findall(r"""["'](\w+)["']\s*:\s*["']([\w-]+)["']""", attribute(tag, "data-keyset"))


def _arguments(code: str, start: int) -> tuple[str, ...] | None:
    """The values up to the closing bracket; None where one is an expression."""
    values: list[str] = []
    while match := ARGUMENT.match(code, start):
        values.append((match[1] or match[2] or match[3] or "").strip())
        if match[4] == ")":
            return tuple(values) if any(values) else ()
        start = match.end()
    return None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "scripts.toml").read_text("utf-8"))


def _name(entry: dict[str, Any], call: Call) -> str:
    values: dict[str, str] = dict(zip(entry["names"], call.arguments))
    return values.get(entry.get("name", "name"), "")


def _defined(call: Call, page: str) -> str:
    """The address that the page's own function builds from these arguments; empty when it defines none."""
    found = re.search(FUNCTION.format(re.escape(call.name.rsplit(".", 1)[-1])), page, re.DOTALL)
    address = re.search(r"""["'](/[\w/.;-]*\?[\w&=.-]*=)["'](\s*\+.{0,300}?)[;)\n]""", found[2]) if found else None
    if not found or not address:
        return ""
    parameters = [name.strip() for name in found[1].split(",")]
    return _filled(address[1] + _template(address[2]), dict(zip(parameters, call.arguments)))


def _template(joined: str) -> str:
    """`+ a + "&b=" + c` with names in braces."""
    parts = re.findall(r"""["']([^"']*)["']|([A-Za-z_]\w*)""", joined)
    return "".join(text if not name else "{" + name + "}" for text, name in parts)


def _filled(address: str, values: dict[str, str]) -> str:
    """Empty when a value is missing."""
    try:
        return address.format(**{name: quote(value, safe="") for name, value in values.items()})
    except (KeyError, IndexError, ValueError):
        return ""
