"""Addresses are filled in or taken apart by one template."""

from __future__ import annotations

import pytest

from crawler.addresses import fill, pairs, taken_apart

LIST = "{site}/board/list.{slug}?boardId={board}&menuCd={menu}&startPage={page}"


def test_a_template_is_filled_and_taken_apart_again() -> None:
    values = {"site": "https://a.example/x", "slug": "maru", "board": "BBS_1", "menu": "DOM_2", "page": "3"}
    address = fill(LIST, values)
    assert address == "https://a.example/x/board/list.maru?boardId=BBS_1&menuCd=DOM_2&startPage=3"
    assert taken_apart(LIST, address) == (values, [])


@pytest.mark.parametrize(
    ("template", "values", "expected"),
    [
        ("{site}/a?b={board}&m={menu}", {"site": "http://x", "board": "1", "menu": ""}, "http://x/a?b=1"),
        ("{site}/a?b={board}", {"site": "http://x", "board": ""}, "http://x/a"),
        ("{site}/a?fixed=&b={board}", {"site": "http://x", "board": "1"}, "http://x/a?fixed=&b=1"),
        ("{site}/a", {"site": "http://x"}, "http://x/a"),
    ],
)
def test_a_parameter_without_value_is_left_out(template: str, values: dict[str, str], expected: str) -> None:
    assert fill(template, values) == expected


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://x/board/list.maru?startPage=1&boardId=B", ({"slug": "maru", "board": "B", "menu": ""}, [])),
        ("http://x/board/list.maru?boardId=B&o=D", ({"slug": "maru", "board": "B", "menu": ""}, [("o", "D")])),
        ("http://x/board/view.maru?boardId=B", None),
        ("http://x/board/list.maru/more", None),
    ],
)
def test_what_a_template_does_not_ask_for_is_left_and_another_path_is_another_board(
    address: str, found: tuple[dict[str, str], list[tuple[str, str]]] | None
) -> None:
    taken = taken_apart(LIST, address)
    if taken:
        taken = ({name: value for name, value in taken[0].items() if name not in ("site", "page")}, taken[1])
    assert taken == found


def test_fixed_parameters_must_agree_and_a_path_may_have_many_parts() -> None:
    template = "{site}/{path}.html?mode=L&page={page}"
    taken = taken_apart(template, "https://x.example/kr/html/sub/01.html")
    assert taken and taken[0] == {"site": "https://x.example", "path": "kr/html/sub/01", "page": ""}
    assert taken_apart(template, "https://x.example/a.html?mode=V&no=3") is None


def test_pairs_are_kept_as_they_are_written_and_in_order() -> None:
    assert pairs("http://x/a?b=%EA%B0%80&c&&b=2") == [("b", "%EA%B0%80"), ("c", ""), ("b", "2")]
