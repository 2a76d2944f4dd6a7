"""Citations as a reader would write them: a Korean footnote, APA, Chicago."""

from __future__ import annotations

from datetime import date

from webapp.formats.citation import Citation


def citations(each: Citation) -> tuple[tuple[str, str], ...]:
    """Name of the style, with the citation in it."""
    return ("한국어 각주", korean(each)), ("APA 7", apa(each)), ("Chicago", chicago(each))


def korean(each: Citation) -> str:
    """가온광역시 마루구(2025. 3. 12.), 「제목」, 보도자료, 청년정책과, 주소 (2026. 1. 5. 확인)."""
    when = _korean_day(each.published) if each.published else each.year or "날짜 미상"
    parts = [f"{each.publisher or '지역 미상'}({when})", f"「{each.title}」", each.genre, each.department, each.url]
    seen = f" ({_korean_day(each.accessed)} 수집)" if each.accessed else ""
    return ", ".join(part for part in parts if part) + seen + "."


def apa(each: Citation) -> str:
    day = each.published
    when = f"{day.year}, {day:%B} {day.day}" if day else each.year or "n.d."
    seen = f"Retrieved {each.accessed:%B} {each.accessed.day}, {each.accessed.year}, from " if each.accessed else ""
    return f"{each.publisher or 'Unknown local government'}. ({when}). {each.title} [{each.genre}]. {seen}{each.url}"


def chicago(each: Citation) -> str:
    day = each.published
    when = f"{day:%B} {day.day}, {day.year}" if day else each.year or "n.d."
    seen = f" Accessed {each.accessed:%B} {each.accessed.day}, {each.accessed.year}." if each.accessed else ""
    publisher = each.publisher or "Unknown local government"
    return f"{publisher}. “{each.title}.” {each.genre}, {when}.{seen} {each.url}."


def _korean_day(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."
