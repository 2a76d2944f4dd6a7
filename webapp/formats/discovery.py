"""The files by which programs find the rest: OpenSearch description, sitemaps, OPML."""

from __future__ import annotations

from typing import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def opensearch(templates: Mapping[str, str], icon: str) -> str:
    """OpenSearch 1.1: media type → address with {searchTerms}."""
    suggesting = "application/x-suggestions+json"
    urls = "".join(
        f"<Url type={quoteattr(kind)} rel={quoteattr('suggestions' if kind == suggesting else 'results')}"
        f" template={quoteattr(template)}/>\n"
        for kind, template in templates.items()
    )
    return (
        f'{_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>자치</ShortName>\n<Description>지방정부가 알린 정책 검색</Description>\n"
        f"<InputEncoding>UTF-8</InputEncoding>\n<Language>ko</Language>\n"
        f'<Image width="16" height="16" type="image/svg+xml">{escape(icon)}</Image>\n{urls}</OpenSearchDescription>\n'
    )


def sitemap_index(addresses: Iterable[str]) -> Iterator[str]:
    yield f"{_HEAD}<sitemapindex {_SITEMAP}>\n"
    for address in addresses:
        yield f"<sitemap><loc>{escape(address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def sitemap(pages: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """Address with the day of its last change, None when that is not known."""
    yield f"{_HEAD}<urlset {_SITEMAP}>\n"
    for address, changed in pages:
        last = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(address)}</loc>{last}</url>\n"
    yield "</urlset>\n"


def opml(title: str, feeds: Iterable[tuple[str, str]]) -> str:
    """Name with address of each feed."""
    lines = "".join(
        f'<outline type="rss" text={quoteattr(name)} xmlUrl={quoteattr(address)}/>\n' for name, address in feeds
    )
    head = f"<head><title>{escape(title)}</title></head>"
    return f'{_HEAD}<opml version="2.0">\n{head}\n<body>\n{lines}</body>\n</opml>\n'
