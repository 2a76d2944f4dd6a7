"""What a page says of a document to reference managers, to search engines."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from webapp.formats.citation import REPORTS, Citation


def meta(each: Citation) -> tuple[tuple[str, str], ...]:
    """Highwire tags with Dublin Core, which Zotero's Embedded Metadata reads: name, content."""
    day = each.published
    stated = [
        ("citation_title", each.title),
        ("citation_author", each.publisher),
        ("citation_publication_date", day.strftime("%Y/%m/%d") if day else each.year),
        ("citation_publisher", each.publisher),
        ("citation_technical_report_institution", each.publisher if each.kind in REPORTS else None),
        ("citation_language", "ko"),
        ("citation_public_url", each.url),
        ("citation_keywords", "; ".join(each.keywords)),
        ("DC.title", each.title),
        ("DC.creator", each.publisher),
        ("DC.publisher", each.publisher),
        ("DC.date", day.isoformat() if day else each.year),
        ("DC.type", each.genre),
        ("DC.subject", "; ".join(each.keywords)),
        ("DC.coverage", each.province),
        ("DC.identifier", each.url),
        ("DC.language", "ko"),
    ]
    return tuple((name, content) for name, content in stated if content)


def coins(each: Citation) -> str:
    """An OpenURL context object, by which Zotero picks many from one list."""
    stated = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "report" if each.kind in REPORTS else "webpage"),
        ("rft.title", each.title),
        ("rft.creator", each.publisher),
        ("rft.publisher", each.publisher),
        ("rft.date", each.published.isoformat() if each.published else each.year),
        ("rft.identifier", each.url),
        ("rft.language", "ko"),
    ]
    return urlencode([(name, value) for name, value in stated if value], errors="replace")


def json_ld(each: Citation, code: str | None) -> dict[str, Any]:
    """schema.org."""
    place = {"@type": "AdministrativeArea", "name": each.publisher, "identifier": code} if code else None
    said = {
        "@context": "https://schema.org",
        "@type": "Report" if each.kind in REPORTS else "NewsArticle",
        "headline": each.title,
        "genre": each.genre,
        "inLanguage": "ko",
        "datePublished": each.published.isoformat() if each.published else each.year,
        "publisher": {"@type": "GovernmentOrganization", "name": each.publisher} if each.publisher else None,
        "spatialCoverage": place,
        "isBasedOn": each.url if each.url != each.permalink else None,
        "url": each.permalink,
        "keywords": list(each.keywords) or None,
    }
    return {name: value for name, value in said.items() if value is not None}
