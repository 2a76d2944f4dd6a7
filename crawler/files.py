"""The attachments that a post page links."""

from __future__ import annotations

import re
from typing import Iterator
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from crawler.layouts import Layout
from crawler.markup import absolute, attribute, fold, line
from crawler.records import Attachment
from crawler.scripts import linked_file, listed_files, script_of
from crawler.words import plain, words

NAMED = ("data-file-nm", "data-filename", "data-file-name", "download")


def attachments(area: Tag, body: Tag | None, layout: Layout, url: str, html: str) -> tuple[Attachment, ...]:
    """In page order, each address once; "" for a name or an address that the page does not state."""
    found: dict[tuple[str, str], Attachment] = {}
    for tag in _links(area, body, layout):
        made = _attachment(tag, url, html)
        if made and not any(_same(made, other) for other in found.values()):
            found[made.url, made.name] = made
    for listed in listed_files(html):
        made = Attachment(listed.name, absolute(url, listed.address) if listed.address else "")
        found.setdefault((made.url, made.name), made)
    return tuple(found.values())


def _links(area: Tag, body: Tag | None, layout: Layout) -> Iterator[Tag]:
    for tag in area.select(layout.files) if layout.files else area.find_all(["a", "button", "span", "li"]):
        if layout.files or _gives_file(tag, inside=body is not None and body in tag.parents):
            if not _is_preview(tag, layout):
                yield tag


def _gives_file(tag: Tag, inside: bool) -> bool:
    """Inside a body only what ends like a document counts: texts link pictures and pages too."""
    if any(tag.has_attr(name) for name in NAMED[:-1]):
        return True
    href = attribute(tag, "href")
    if not href and not tag.has_attr("onclick"):
        return False
    if linked_file(tag, "") or words().downloads.search(href):
        return True
    path = unquote(re.split("[?#]", href)[0]) if not href.startswith("javascript:") else ""  # "http://[" is no address
    named = words().extensions.search(path) or (_name_in(line(tag)) and href not in ("", "#"))
    return bool(named) and not inside and tag.name == "a"


def _is_preview(tag: Tag, layout: Layout) -> bool:
    said = " ".join([attribute(tag, "href"), attribute(tag, "onclick"), line(tag), attribute(tag, "class")])
    return bool(words().previews.search(said) or (layout.preview and re.search(layout.preview, said)))


def _attachment(tag: Tag, url: str, html: str) -> Attachment | None:
    script = linked_file(tag, html)
    href = attribute(tag, "href")
    if script:
        address = absolute(url, script.address) if script.address else ""
    else:
        plain_link = href and not href.startswith(("#", "javascript:"))
        address = absolute(url, href) if plain_link else ""
    if not address and not script and not any(tag.has_attr(name) for name in NAMED) and not script_of(tag).strip(";"):
        return None
    name = _name(tag, script.name if script else "", address)
    return Attachment(name, address) if name or address else None


def _name(tag: Tag, said: str, address: str) -> str:
    """The first of these that is not a generic label; a name with an extension before one without."""
    parent = tag.parent
    candidates = [said, *(attribute(tag, name) for name in NAMED), line(tag), attribute(tag, "title")]
    candidates += [line(near) for near in _siblings(tag)]
    candidates += [line(parent)] if parent is not None and parent.name in ("li", "td", "dd", "p") else []
    candidates += filter(words().extensions.search, [unquote(urlsplit(address).path).rsplit("/", 1)[-1]])
    names = [name for name in map(_clean, candidates) if name]
    return next(filter(_name_in, names), names[0] if names else "")


def _siblings(tag: Tag) -> list[Tag]:
    near = [tag.find_previous_sibling(), tag.find_next_sibling()]
    return [sibling for sibling in near if isinstance(sibling, Tag)]


def _clean(text: str) -> str:
    text = fold(text)
    for _ in range(3):
        for pattern in words().around:
            text = pattern.sub("", text).strip()
    match = re.match(r"(.*?\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif))\s*[\[(]", text, re.IGNORECASE)
    text = match[1] if match else text
    return "" if plain(text) in words().generic or words().previews.search(text) else text


def _name_in(text: str) -> bool:
    return bool(words().extensions.search(_clean_end(text)))


def _clean_end(text: str) -> str:
    for pattern in words().around:
        text = pattern.sub("", text).strip()
    return text


def _same(one: Attachment, other: Attachment) -> bool:
    """One file linked twice: by the same address, or by name where one of the links leads nowhere."""
    return one.url == other.url if one.url and other.url else one.name == other.name
