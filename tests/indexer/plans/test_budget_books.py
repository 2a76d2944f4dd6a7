"""Lines of budget books."""

from __future__ import annotations

from pathlib import Path

from indexer.extract.reading import read
from indexer.plans.budget_books import budget_lines
from indexer.records import Table

STATEMENT = (
    ("부서·정책·단위·세부사업", "예산액", "전년도 예산액", "비교증감"),
    ("부서 : 공원녹지과", "1,900", "1,500", "400"),
    ("정책 : 푸른 도시", "1,900", "1,500", "400"),
    ("단위 : 공원 조성", "1,900", "", ""),
    ("세부 : 솔빛공원 조성", "1,200", "", ""),
    ("세부 : 물안숲 조성", "700", "", ""),
)


def test_ranks_of_a_statement_become_levels_with_their_department() -> None:
    text = "(단위: 천원)\n" + "\n".join("\t".join(row) for row in STATEMENT)
    found = budget_lines([Table(STATEMENT)], text, 2026, None)
    assert [(one.level, one.name, one.parent, one.department, one.budget_won) for one in found] == [
        ("strategy", "푸른 도시", None, "공원녹지과", 1_900_000),
        ("task", "공원 조성", "푸른 도시", "공원녹지과", 1_900_000),
        ("item", "솔빛공원 조성", "공원 조성", "공원녹지과", 1_200_000),
        ("item", "물안숲 조성", "공원 조성", "공원녹지과", 700_000),
    ]


def test_the_column_of_the_year_counts_with_sums_checked() -> None:
    rows = (
        ("구분", "2025년", "2026년", "증감"),
        ("합계", "30", "51", "21"), ("기후과", "10", "20", "10"), ("공원과", "20", "30", "10"),
    )
    text = "(단위: 백만원)\n" + "\n".join("\t".join(row) for row in rows)
    found = budget_lines([Table(rows)], text, 2026, "녹지국")
    assert [(one.name, one.department, one.budget_won) for one in found] == [
        ("기후과", "기후과", 20_000_000), ("공원과", "공원과", 30_000_000),
    ]
    assert "2026년 51,000,000원, 항목의 합 50,000,000원" in found[0].warnings
    assert [one.budget_won for one in budget_lines([Table(rows)], text, 2025, None)] == [10_000_000, 20_000_000]


def test_both_real_budget_files_give_their_rows(shared: Path) -> None:
    found = {}
    for name in ("budget_ltc_2024.pdf", "budget_wrong_dimension.xlsx"):
        file = read(name, (shared / "samples" / "attachments" / name).read_bytes())
        lines = budget_lines(file.tables, file.text, None, None)
        found[name] = [(one.name, one.department, one.budget_won) for one in lines]
    assert found["budget_ltc_2024.pdf"] == [("노인장기요양보험 사업운영", "인구정책실 노인정책관", 2_497_648_000_000)]
    assert found["budget_wrong_dimension.xlsx"] == [
        ("공항기획과", "공항기획과", 3_273_000_000),
        ("신공항도시과", "신공항도시과", 185_000_000),
        ("신공항사업지원단", "신공항사업지원단", 194_000_000),
    ]
