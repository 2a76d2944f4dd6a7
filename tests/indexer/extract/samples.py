"""What is known of the sample attachments, with the means to look for it in what was read."""

from __future__ import annotations

from collections import Counter
from typing import Iterator, Sequence

from indexer.records import Extracted

STATUSES = {"password_12345.hwp": "encrypted", "hwp3_min.hwp": "unsupported"}  # all others are ok
ROWS = [
    ("plan_digital_gov_2019.hwp", "추진 과제 / 추진일정 / 관계 부처"),
    ("plan_digital_gov_2019.hwp", "2019 / 2020 / 2021 / 2022"),
    ("press_mois_20251202.hwp", "보도시점 / (온라인) 2025. 12. 2.(화) 16:00"),
    ("press_mois_20251202.hwpx", "보도시점 / (온라인) 2025. 12. 2.(화) 16:00"),
    ("press_moef_fdi_2025q1.hwpx", "‘25.1Q / 46.5 / 20.2 / 14.1 / 12.5 / 11.7"),
    ("notice_ulsan_namgu_2021.hwpx", "제1절 재산분 / 제1절 사업소분"),
    ("plan_busan_newairport_2025.pdf", "계 / 3,652 / 4,425 / △773 / △17.5%"),
    ("budget_ltc_2024.pdf",
     "노인장기요양보험 사업운영 / 2,032,693 / 2,244,640 / 2,497,648 / 2,497,648 / 253,008 / 11.3"),
    ("budget_wrong_dimension.xlsx", "공항기획과 / 3273 / 2286 / 987 / 43.2%"),
    ("bundle_cp949_names.zip", "140,761 / 26,857 / 27 / 52,096 / 2,021 / 221,763"),
]


def has_row(extracted: Extracted, row: str) -> bool:
    """Whether one row of one table holds these cells in this order."""
    return any(_in_order(row.split(" / "), cells) for cells in rows(extracted))


def rows(extracted: Extracted) -> Iterator[list[str]]:
    for table in extracted.tables:
        yield from ([squeezed(cell) for cell in row] for row in table.rows)
    for _, member in extracted.members:
        yield from rows(member)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def bigrams(text: str) -> Counter[str]:
    """Pairs of neighbouring characters, blanks left out."""
    joined = "".join(text.split())
    return Counter(joined[place: place + 2] for place in range(len(joined) - 1))


def _in_order(wanted: Sequence[str], cells: Sequence[str]) -> bool:
    left = iter(cells)
    return all(cell in left for cell in wanted)
