"""Writes sums of money as papers do."""

from __future__ import annotations

from webapp.language import current

_UNITS = ((10**12, "조"), (10**8, "억"))


def money(amount: int) -> str:
    """In the language of the request: 12억 5천만원, ₩1.25 billion; a cut as △5천만원, −₩50 million."""
    if amount < 0:
        return f"△{won(-amount)}" if current() == "ko" else f"−{_english(-amount)}"
    return won(amount) if current() == "ko" else _english(amount)


def won(amount: int) -> str:
    """12억 5천만원; won below 만 are kept only where nothing greater stands before them."""
    if amount < 10_000:
        return f"{amount:,}원"
    parts = []
    for unit, name in _UNITS:
        count, amount = divmod(amount, unit)
        parts += [f"{count:,}{name}"] if count else []
    tens = amount // 10_000
    if tens:
        parts.append(f"{tens // 1000}천만" if tens % 1000 == 0 else f"{tens:,}만")
    return " ".join(parts) + "원"


def _english(amount: int) -> str:
    for unit, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if amount >= unit:
            return f"₩{amount / unit:,.4g} {name}"
    return f"₩{amount:,}"
