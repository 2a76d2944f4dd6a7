"""Feeds of a board (RSS), written out as the rows of a list; the posts themselves are read from their pages."""

from __future__ import annotations

import email.utils
import re
from html import escape

from bs4 import BeautifulSoup, Tag

from crawler.words import words

ROW = '<tr><td><a href="{link}">{title}</a></td><td class="date">{day}</td></tr>'


def page(text: str) -> str:
    """The items of a feed; any other page as it stands."""
    if not re.match(r"\s*(<\?xml[^>]*>\s*)?<(rss|rdf:RDF)\b", text):
        return text
    items = BeautifulSoup(text, "xml").find_all("item")
    return f"<table><tbody>{''.join(map(_row, items))}</tbody></table>{'' if items else words().empty[0]}"


def _row(item: Tag) -> str:
    return ROW.format(link=escape(_said(item, "link")), title=escape(_said(item, "title")), day=_day(item))


def _said(item: Tag, name: str) -> str:
    tag = item.find(name)
    return tag.get_text().strip() if tag else ""


def _day(item: Tag) -> str:
    """RFC 822 as a plain day; other forms as they stand, for the common reader."""
    said = _said(item, "pubDate") or _said(item, "dc:date")
    try:
        return email.utils.parsedate_to_datetime(said).date().isoformat()
    except ValueError:
        return escape(said)
