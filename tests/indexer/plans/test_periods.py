"""When a project begins and ends."""

from __future__ import annotations

import pytest

from indexer.plans.periods import Span, span

PRINTED = [
    ("2025. 3. ~ 2027. 12.", Span("2025-03", "2027-12")),
    ("2025 ~ 2027", Span("2025", "2027")),
    ("’25.7.~’26.3.", Span("2025-07", "2026-03")),
    ("2026. 1. ~ 12.", Span("2026-01", "2026-12")),
    ("2020. 1. ~ 3., 11. ~ 12.", Span("2020-01", "2020-12")),
    ("2024. 5. 1. ~ 2025. 4. 30.", Span("2024-05", "2025-04")),
    ("2026년 4∼12월", Span("2026-04", "2026-12")),
    ("2026. 3. ~", Span("2026-03", None)),
    ("2026년", Span("2026", "2026")),
    ("2025년 ~ 계속", Span("2025", None, "계속")),
    ("연중", Span(None, None, "연중")),
    ("3월~11월", Span()),
    ("미정", Span()),
    (None, Span()),
]


@pytest.mark.parametrize(("printed", "expected"), PRINTED)
def test_a_period_has_its_months_as_far_as_it_prints_them(printed: str | None, expected: Span) -> None:
    assert span(printed) == expected
