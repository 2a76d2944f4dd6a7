"""What each purse bears of an amount."""

from __future__ import annotations

import pytest

from indexer.money import amounts
from indexer.purses import shares

PRINTED = [
    ("560백만원(국 340, 시 220)", {"국비": 340_000_000, "시비": 220_000_000}),
    ("4,500백만원(국비 2,250, 도비 675, 군비 1,575)", {"국비": 2_250_000_000, "도비": 675_000_000, "군비": 1_575_000_000}),
    ("12,500백만원(국 50%, 시 50%)", {"국비": 6_250_000_000, "시비": 6_250_000_000}),
    ("3억 5천만원(도비 1억, 군비 2억 5천만원)", {"도비": 100_000_000, "군비": 250_000_000}),
    ("48억원(균특 24, 군비 24)", {"균특": 2_400_000_000, "군비": 2_400_000_000}),
    ("1,048백만원(국 524, 시 376, 구·군 148)", {"국비": 524_000_000, "시비": 376_000_000, "구군비": 148_000_000}),
    ("4.9억원(국3.4억시1.5억)", {"국비": 340_000_000, "시비": 150_000_000}),
    ("10억원(전액 군비)", {"군비": 1_000_000_000}),
    ("800백만원(시비)", {"시비": 800_000_000}),
    ("2억원(3개소)", {}),
    ("2억원(시민 1,200명)", {}),
    ("2억원, 국비 1억원", {}),
]


@pytest.mark.parametrize(("printed", "expected"), PRINTED)
def test_the_bracket_behind_an_amount_says_who_bears_it(printed: str, expected: dict[str, int]) -> None:
    assert shares(printed, next(amounts(printed))) == expected
