"""Writes sums of money as Korean papers do."""

from __future__ import annotations

_UNITS = ((10**12, "조"), (10**8, "억"))


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
