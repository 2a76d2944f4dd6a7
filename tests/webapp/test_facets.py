"""The facets as the page shows them."""

from __future__ import annotations

from indexer.query import FacetValue, Query, Results
from webapp import chart
from webapp.facets import TOP, Group, groups

Counts = dict[str, int]


def shown(facet: str, counts: Counts, *chosen: str) -> Group:
    values = tuple(FacetValue(value, count) for value, count in counts.items())
    query = Query(filters={facet: chosen} if chosen else {})
    return next(group for group in groups(query, Results(0, (), {facet: values})) if group.facet == facet)


def test_a_district_stands_below_its_province() -> None:
    group = shown("district", {"99110": 3, "99000": 5, "99140": 1, "99500": 7, "unknown": 9})
    assert [(row.value, [child.value for child in row.children]) for row in group.top] == [
        ("99500", []),
        ("99000", ["99110", "99140"]),
        ("unknown", []),
    ]


def test_a_district_whose_province_is_not_counted_stands_by_itself() -> None:
    assert [row.value for row in shown("district", {"99110": 3}).top] == ["99110"]


def test_years_stand_newest_first_whatever_their_counts() -> None:
    group = shown("year", {"2019": 50, "2025": 1, "unknown": 99, "2021": 7})
    assert [row.value for row in group.top] == ["2025", "2021", "2019", "unknown"]


def test_only_the_first_values_are_shown_at_once_with_all_others_behind_more() -> None:
    counts = {f"T{number:02}": 100 - number for number in range(1, 17)}
    group = shown("theme", counts)
    assert [row.value for row in group.top] == list(counts)[:TOP]
    assert [row.value for row in group.more] == list(counts)[TOP:]


def test_a_chosen_value_is_never_hidden_behind_more() -> None:
    counts = {f"T{number:02}": 100 - number for number in range(1, 17)}
    group = shown("theme", counts, "T15")
    assert group.chosen == 1
    assert [row.value for row in group.top if row.chosen] == ["T15"]
    assert "T15" not in [row.value for row in group.more]
    assert len(group.top) + len(group.more) == 16


def test_a_chosen_value_stays_when_nothing_is_found_for_it() -> None:
    group = shown("kind", {}, "plan")
    assert [(row.value, row.count, row.chosen) for row in group.top] == [("plan", 0, True)]


def test_children_of_a_long_list_open_where_one_is_chosen() -> None:
    counts = {f"T{number:02}": 100 - number for number in range(1, 17)} | {"T04-1": 5, "T05-1": 4}
    opened = {row.value: row.opened for row in shown("theme", counts, "T05-1").top if row.children}
    assert opened == {"T04": False, "T05": True}


def test_a_facet_without_values_is_left_out_and_so_are_release_types_nobody_assigned() -> None:
    facets = {"year": (), "release_type": (FacetValue("unknown", 9),), "kind": (FacetValue("press", 9),)}
    assert [group.facet for group in groups(Query(), Results(9, (), facets))] == ["kind"]


def test_bars_are_shares_of_the_longest() -> None:
    assert [row.share for row in shown("kind", {"press": 200, "plan": 50}).top] == [100, 25]


def test_the_chart_runs_from_the_oldest_year_to_the_newest_with_its_gaps() -> None:
    drawn = chart.years(shown("year", {"2021": 4, "2024": 8, "unknown": 99}, "2024"))
    assert drawn is not None
    assert [(bar.year, bar.count, bar.chosen) for bar in drawn.bars] == [
        ("2021", 4, False),
        ("2022", 0, False),
        ("2023", 0, False),
        ("2024", 8, True),
    ]
    assert [bar.height for bar in drawn.bars] == [36, 0, 0, 72]
    assert drawn.sentence == "2021년부터 2024년까지의 문서 수, 가장 많은 해는 2024년 8건"


def test_a_single_year_needs_no_chart() -> None:
    assert chart.years(shown("year", {"2021": 4, "unknown": 99})) is None


def test_a_long_history_is_drawn_from_its_last_years() -> None:
    drawn = chart.years(shown("year", {str(year): 1 for year in range(1995, 2026)}))
    assert drawn is not None
    assert (drawn.bars[0].year, drawn.bars[-1].year) == ("2014", "2025")
